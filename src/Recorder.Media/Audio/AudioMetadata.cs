using Recorder.Core.Units;
using Recorder.Media.Wav;

namespace Recorder.Media.Audio;

/// <summary>A named place in a file.</summary>
public readonly record struct AudioMarker(FramePosition Position, string Label);

/// <summary>What a player shows; null where a file says nothing.</summary>
public sealed record AudioTags
{
    public string? Title { get; init; }
    public string? Artist { get; init; }
    public string? Album { get; init; }

    /// <summary>A year, or a date as yyyy-MM-dd.</summary>
    public string? Date { get; init; }

    /// <summary>A number from 1, or "3/12".</summary>
    public string? TrackNumber { get; init; }
    public string? Genre { get; init; }
    public string? Comment { get; init; }
    public string? Software { get; init; }
}

/// <summary>Measured loudness of a whole file (EBU R 128); null where it was not measured.</summary>
public sealed record LoudnessFigures
{
    public double? IntegratedLufs { get; init; }
    public double? RangeLu { get; init; }
    public double? TruePeakDbtp { get; init; }
    public double? MaxMomentaryLufs { get; init; }
    public double? MaxShortTermLufs { get; init; }
}

/// <summary>All that a file carries beside its samples.</summary>
public sealed record AudioMetadata
{
    /// <summary>A file that says nothing.</summary>
    public static AudioMetadata None { get; } = new();

    public AudioTags Tags { get; init; } = new();

    /// <summary>In the order of their places.</summary>
    public IReadOnlyList<AudioMarker> Markers { get; init; } = [];

    /// <summary>The broadcast extension of a WAV file.</summary>
    public BroadcastExtension? Broadcast { get; init; }

    /// <summary>The iXML document of a WAV file, as text.</summary>
    public string? Ixml { get; init; }
}
