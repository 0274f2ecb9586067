using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens;

/// <summary>What the knobs of CUES turn: drawn and turned from here alone.</summary>
internal static class CueSlots
{
    /// <summary>The cue that is shown; 0 where there is none.</summary>
    public static int Chosen(RecorderSnapshot snapshot, PanelState state) => Math.Clamp(state.Cue, 0, Math.Max(0, snapshot.Cues.Length - 1));

    /// <summary>"3–4": where a cue is heard.</summary>
    public static string Outputs(int cue) => string.Create(CultureInfo.InvariantCulture, $"{2 * cue + 3}–{2 * cue + 4}");

    /// <summary>The level of a channel in a cue.</summary>
    /// <param name="cue">From 0.</param>
    public static ValueSlot Channel(int cue) => new(CueParameters.ChannelDb.Short, CueParameters.ChannelDb,
        (snapshot, place) => Of(snapshot, cue).ChannelDb(ChannelAt(place)),
        (place, value) => new SetCueChannel(cue, ChannelAt(place), value), Aside: Aside(cue));

    /// <summary>Where a channel of a cue has its place among those of all cues: a hand that goes from one to another is told apart.</summary>
    public static int Place(int cue, int channel) => cue * EngineSnapshot.MaxChannels + channel;

    /// <summary>What a cue has once.</summary>
    public static ValueSlot Of(CueParameter parameter, int cue) => new(parameter.Spec().Short, parameter.Spec(),
        (snapshot, _) => Of(snapshot, cue)[parameter],
        (_, value) => new SetCue(cue, parameter, value), Aside: Aside(cue));

    private static int ChannelAt(int place) => place % EngineSnapshot.MaxChannels;

    private static CueState Of(RecorderSnapshot snapshot, int cue) => cue < snapshot.Cues.Length ? snapshot.Cues[cue] : new CueState();

    // It is no move of the mix, so undo leaves it alone.
    private static string Aside(int cue) => $"on outputs {Outputs(cue)} only";
}
