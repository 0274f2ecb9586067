using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Units;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.Session.Folders;

/// <summary>How a take is.</summary>
public enum TakeCondition
{
    /// <summary>Ended, every track whole.</summary>
    Closed,

    /// <summary>Not ended: being recorded now, or left by a power cut and to be recovered.</summary>
    Open,

    /// <summary>Its journal says nothing: to be recovered from its files.</summary>
    Damaged,
}

/// <summary>One take as its journal and take.json tell of it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Folder">Full path of its folder.</param>
/// <param name="Journal">All its journal says.</param>
/// <param name="Facts">All people said.</param>
/// <param name="Tracks">In the order of the inputs; of a damaged take whatever WAV files are there.</param>
public sealed record Take(int Number, string Folder, TakeJournal Journal, TakeFacts Facts, ImmutableArray<Track> Tracks)
{
    /// <summary>Its finished overdubs, by number.</summary>
    public ImmutableArray<Layer> Layers { get; init; } = [];

    /// <summary>Its songs by the boundaries set; none when there is no boundary.</summary>
    public ImmutableArray<Song> Songs => Song.Between(Facts.SongBoundaries, Frames);

    /// <summary>Its markers as they stand now, in the order of their places.</summary>
    public ImmutableArray<Marker> Markers =>
    [
        .. Journal.Markers.Where(marker => Facts.MarkerEdits.All(edit => edit.Frame != marker.Frame))
            .Concat(Facts.MarkerEdits.Where(edit => !edit.IsDeleted).Select(edit => new Marker(edit.Frame, edit.Label)))
            .OrderBy(marker => marker.Frame),
    ];

    /// <summary>The first frame of what is heard, mixed and mastered, and the frame after its last.</summary>
    public (long Start, long End) Range
    {
        get
        {
            var end = Math.Clamp(Facts.EndFrame ?? Frames, 0, Frames);
            return (Math.Clamp(Facts.StartFrame, 0, end), end);
        }
    }

    /// <summary>The loop, as far as it lies inside the take; null without one.</summary>
    public (long In, long Out)? Loop => Facts is { LoopInFrame: { } first, LoopOutFrame: { } end } && Math.Min(end, Frames) - first >= LeastLoopFrames && first >= 0
        ? (first, Math.Min(end, Frames)) : null;

    /// <summary>Where layers may write, as far as it lies inside the take; null where they may everywhere.</summary>
    public (long In, long Out)? Punch => Facts is { PunchInFrame: { } first, PunchOutFrame: { } end } && first >= 0 && Math.Min(end, Frames) > first
        ? (first, Math.Min(end, Frames)) : null;

    // Shorter ones are a tone, not a passage: a tenth of a second at 48 kHz.
    private const int LeastLoopFrames = 4800;

    /// <summary>T12.</summary>
    public string ShortName => string.Create(CultureInfo.InvariantCulture, $"T{Number}");

    /// <summary>Closed, open or damaged.</summary>
    public TakeCondition Condition =>
        Journal.Start is null ? TakeCondition.Damaged : Journal.IsClosed ? TakeCondition.Closed : TakeCondition.Open;

    /// <summary>Frames per second; 0 when damaged.</summary>
    public int RateHz => Journal.Start?.RateHz ?? 0;

    /// <summary>Format of the track files; null when damaged.</summary>
    public SampleFormat? Format => Journal.Start?.Format;

    /// <summary>Its length, of an open take as far as it is safe on disk.</summary>
    public long Frames => Journal.SafeFrames;

    /// <summary>Its length; 0 when damaged.</summary>
    public double Seconds => RateHz > 0 ? (double)Frames / RateHz : 0;

    /// <summary>Everything missing in it and at its end.</summary>
    public double LostSeconds => RateHz > 0 ? (double)(Journal.Dropouts.Sum(dropout => dropout.Frames) + (Journal.Stop?.LostFrames ?? 0)) / RateHz : 0;

    /// <summary>What the wall clock believed at the first frame; null when unknown.</summary>
    public DateTimeOffset? StartedAt => DateTimeOffset.TryParse(
        Journal.Start?.StartedAt, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;
}

/// <summary>One track of a take.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Input">The input it came from, from 0.</param>
/// <param name="Name">The input's name when it was recorded.</param>
/// <param name="File">Full path of its WAV file; of a track that only layers have, where one would be.</param>
/// <param name="IsPresent">Whether the file is there.</param>
public sealed record Track(int Number, int Input, string Name, string File, bool IsPresent)
{
    /// <summary>What is heard over it, each over those before it.</summary>
    public ImmutableArray<TrackLayer> Layers { get; init; } = [];

    /// <summary>Whether the take itself did not record this input: only layers have it.</summary>
    public bool IsOfLayersOnly { get; init; }
}

/// <summary>A layer's part of a track.</summary>
/// <param name="Layer">The layer's number in the take.</param>
/// <param name="File">Full path of its WAV file.</param>
/// <param name="StartFrame">Frame of the take at which the file's first frame belongs.</param>
/// <param name="EndFrame">The take's frame behind its last.</param>
public sealed record TrackLayer(int Layer, string File, long StartFrame, long EndFrame);
