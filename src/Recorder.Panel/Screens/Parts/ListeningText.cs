using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens.Parts;

/// <summary>The playback systems by name, and what each does to the sound.</summary>
internal static class ListeningText
{
    /// <summary>Their names in the order MAIN turns them.</summary>
    public static string[] Names { get; } = [.. Enum.GetValues<PlaybackSystem>().Select(NameOf)];

    /// <summary>"PHONE".</summary>
    public static string NameOf(PlaybackSystem system) => system.ToString().ToUpperInvariant();

    /// <summary>What is heard, for MASTER's sentence; null where it is the mix in the studio.</summary>
    public static string? Sentence(RecorderSnapshot snapshot)
    {
        if (snapshot.Listening.Alone is not { } stage)
            return OfSystem(snapshot.Listening.As);
        var name = stage == MasterParameter.TargetLufs ? "Limiter" : stage.Spec().Name;
        var on = snapshot.Listening.As == PlaybackSystem.Studio ? "" : $", on {NameOf(snapshot.Listening.As)}";
        return snapshot.Listening.IsMeasuring ? $"{name} alone: measuring the mix"
            : DoesNothing(stage, snapshot.Master.Values) ? $"{name} does nothing here: turn it."
            : $"{name} alone{on}. BACK + press: all again.";
    }

    private static string? OfSystem(PlaybackSystem system) => system switch
    {
        PlaybackSystem.Phone => "Phone: one small speaker, mono, no bass.",
        PlaybackSystem.Car => "Car: bass of the cabin, less top.",
        PlaybackSystem.Club => "Club: subs 8 dB up, mono below 120 Hz.",
        PlaybackSystem.Mp3 => "MP3: about what 128 kbit/s leave of it.",
        _ => null,
    };

    private static bool DoesNothing(MasterParameter stage, in MasterValues values) => stage switch
    {
        MasterParameter.TargetLufs => false,
        MasterParameter.WidthPercent => values[stage] == stage.Spec().Default && values[MasterParameter.MonoBassHz] <= MasterParameter.MonoBassHz.Spec().Minimum,
        _ => values[stage] == 0,
    };
}
