using System.Collections.Immutable;
using Recorder.Core.Faults;
using Recorder.Session.Journal;

namespace Recorder.Engine.Recovery;

/// <summary>What recovery found and did.</summary>
/// <param name="Takes">Every take of the session by number.</param>
public sealed record RecoveryReport(ImmutableArray<RecoveredTake> Takes);

/// <summary>One take after recovery.</summary>
public sealed record RecoveredTake
{
    /// <summary>The take's number.</summary>
    public required int Number { get; init; }

    /// <summary>Which layer of the take this is; 0 is the take itself.</summary>
    public int Layer { get; init; }

    /// <summary>What became of the take's layers, by number; a layer has none.</summary>
    public ImmutableArray<RecoveredTake> Layers { get; init; } = [];

    /// <summary>It had not been ended and is now.</summary>
    public bool WasOpen { get; init; }

    /// <summary>Frames per second; 0 when nothing could be read.</summary>
    public int RateHz { get; init; }

    /// <summary>Its length; every track that is there has exactly that many frames.</summary>
    public long KeptFrames { get; init; }

    /// <summary><see cref="KeptFrames"/> in seconds.</summary>
    public double KeptSeconds => RateHz > 0 ? (double)KeptFrames / RateHz : 0;

    /// <summary>
    /// Frames that a power cut took from its end, as many as there can have been: up to the last frame any track or record
    /// tells of, and one commit's distance more; after a power cut two, for the commit that was not told any more and the one
    /// that was under way. A disk that held its commits up longer may have taken more.
    /// </summary>
    public long LostFrames { get; init; }

    /// <summary><see cref="LostFrames"/> in seconds.</summary>
    public double LostSeconds => RateHz > 0 ? (double)LostFrames / RateHz : 0;

    /// <summary>Frames missing within the kept ones.</summary>
    public ImmutableArray<Dropout> Dropouts { get; init; } = [];

    /// <summary>Tracks whose files are missing or end too early; silence stands in the place of the latter.</summary>
    public ImmutableArray<TrackLoss> TrackLosses { get; init; } = [];

    /// <summary>Names of the tracks, for <see cref="TrackLosses"/>.</summary>
    public ImmutableArray<string> TrackNames { get; init; } = [];

    /// <summary>Why it could not be finished; null when it was.</summary>
    public RecorderException? Trouble { get; init; }
}
