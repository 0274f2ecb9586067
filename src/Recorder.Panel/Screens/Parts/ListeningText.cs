using Recorder.Core.Commands;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens.Parts;

/// <summary>The playback systems by name, and what each does to the sound.</summary>
internal static class ListeningText
{
    /// <summary>Their names in the order MAIN turns them.</summary>
    public static string[] Names { get; } = [.. Enum.GetValues<PlaybackSystem>().Select(NameOf)];

    /// <summary>"PHONE".</summary>
    public static string NameOf(PlaybackSystem system) => system.ToString().ToUpperInvariant();

    /// <summary>What is heard, for MASTER's sentence; null in the studio.</summary>
    public static string? Sentence(RecorderSnapshot snapshot) => snapshot.Listening.As switch
    {
        PlaybackSystem.Phone => "Phone: one small speaker, mono, no bass.",
        PlaybackSystem.Car => "Car: bass of the cabin, less top.",
        PlaybackSystem.Club => "Club: subs 8 dB up, mono below 120 Hz.",
        PlaybackSystem.Mp3 => "MP3: about what 128 kbit/s leave of it.",
        _ => null,
    };
}
