using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces;

namespace Recorder.Panel.Screens;

/// <summary>SET-UP, MIDI: what a control of a surface can be taught, one action a row; K1 says of which strip.</summary>
internal static class LearnRows
{
    private static readonly SurfaceAction[] Actions = Enum.GetValues<SurfaceAction>();

    /// <summary>The page.</summary>
    public static ListContent List(RecorderSnapshot snapshot, PanelState state) => new("MIDI", HasPupil(snapshot) ? "Teach a control" : "No surface that learns",
        [.. Actions.Select((action, row) => Row(snapshot, state, action, row))]);

    /// <summary>Whether a surface is there that can be taught.</summary>
    public static bool HasPupil(RecorderSnapshot snapshot) => snapshot.Surfaces.Surfaces.Any(surface => surface.Protocol == SurfaceProtocol.Mapped);

    /// <summary>What the chosen row teaches.</summary>
    public static LearnControl? Chosen(PanelState state) => state.Row >= Actions.Length ? null
        : new LearnControl(Actions[state.Row], IsOfStrip(Actions[state.Row]) ? state.LearnStrip : 0);

    /// <summary>Whether a row is of one of the eight strips of a bank.</summary>
    public static bool IsOfStrip(SurfaceAction action) => action is SurfaceAction.Fader or SurfaceAction.Pan or SurfaceAction.Trim or SurfaceAction.ReverbSend
        or SurfaceAction.DelaySend or SurfaceAction.Mute or SurfaceAction.Solo or SurfaceAction.Arm;

    private static MenuRow Row(RecorderSnapshot snapshot, PanelState state, SurfaceAction action, int row)
    {
        var isChosen = row == state.Row;
        var isLearnt = snapshot.Surfaces.Learning is { } learning && learning.Action == action;
        var strip = isLearnt ? snapshot.Surfaces.Learning!.Strip : state.LearnStrip;
        return new MenuRow(Word(action),
            isLearnt ? (SurfaceValue.Of(action, 0) is null ? "Press it on the surface" : "Move it: right, then left")
                : IsOfStrip(action) && isChosen ? "K1: strip   press: teach" : isChosen ? "Press: teach" : "",
            Value: IsOfStrip(action) ? string.Create(CultureInfo.InvariantCulture, $"strip {strip + 1}") : "", IsTaken: isLearnt);
    }

    private static string Word(SurfaceAction action) => action switch
    {
        SurfaceAction.Fader => "Level",
        SurfaceAction.ReverbSend => "Reverb send",
        SurfaceAction.DelaySend => "Delay send",
        SurfaceAction.MixLevel => "Mix level",
        SurfaceAction.Record => "REC",
        SurfaceAction.Stop => "STOP",
        SurfaceAction.Play => "PLAY",
        SurfaceAction.Mark => "MARK",
        SurfaceAction.BankLeft => "Bank left",
        SurfaceAction.BankRight => "Bank right",
        SurfaceAction.ChannelLeft => "Strip left",
        SurfaceAction.ChannelRight => "Strip right",
        SurfaceAction.MarkerBack => "Marker back",
        SurfaceAction.MarkerOn => "Marker on",
        SurfaceAction.QuickMix => "Quick mix",
        SurfaceAction.MakeMaster => "Master",
        SurfaceAction.Seen => "Alarm seen",
        _ => action.ToString(),
    };
}
