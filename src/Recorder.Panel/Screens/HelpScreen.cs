using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>BACK held alone: what every control does while it is held. Let go, and nothing has happened.</summary>
internal static class HelpScreen
{
    private const int SecondColumn = 130;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        StatusLine.Draw(frame, snapshot, "BACK +");
        var lines = Lines(snapshot, state);
        for (var i = 0; i < lines.Length; i++)
        {
            var x = i % 2 == 0 ? Layout.Left : SecondColumn;
            var y = Layout.FirstRowY + 12 * (i / 2);
            var end = frame.Text(Faces.Small, x, y, lines[i].Control, Grey.Live);
            var room = (i % 2 == 0 ? SecondColumn - 4 : Layout.Right) - end - 5;
            frame.Text(Faces.Small, end + 5, y, Faces.Small.Fit(lines[i].Does, room), Grey.Label);
        }
    }

    /// <summary>Each control and what it does with BACK held.</summary>
    public static (string Control, string Does)[] Lines(RecorderSnapshot snapshot, PanelState state)
    {
        var isRecording = snapshot.Transport is TransportState.Starting or TransportState.Recording;
        var isPlaying = snapshot.Transport is TransportState.Playing or TransportState.Paused or TransportState.Overdubbing;
        return
        [
            ("REC", isRecording ? "-" : isPlaying ? "punch in from PLAY" : "from start of memory"),
            ("STOP 2 s", isRecording ? "refused: a take runs" : "power off"),
            ("MARK", isRecording ? "next take begins here" : isPlaying ? "song boundary here" : "-"),
            ("MIX", state is { IsSmall: true, IsOnMaster: true } ? "make the master" : "quick mix, new scene"),
            ("MASTER", state.IsSmall ? "-" : "make the master"),
            ("MAIN turn", "undo, redo"),
            ("MAIN press", state.IsLocked ? "unlock" : "lock"),
            ("Knobs", state.IsSmall ? "-" : BusBank.IsShown(snapshot, state) ? "turn: effect's time  press: solo" : state.Screen is ScreenName.Meters or ScreenName.Mix ? "turn: pan  press: solo"
                : state.Screen == ScreenName.Cues ? "K1: level  K2: click"
                : state.Screen == ScreenName.Take ? "K1, K2: playhead" : state.Screen == ScreenName.Master ? "press: hear alone" : "second value"),
        ];
    }
}
