using Recorder.Core.Commands;
using Recorder.Core.Parameters;

namespace Recorder.Core.Snapshots;

/// <summary>How what plays is heard, other than it is.</summary>
public sealed record ListeningState
{
    /// <summary>As on which system.</summary>
    public PlaybackSystem As { get; init; }

    /// <summary>With which stage of its master alone; null is the mix without any.</summary>
    public MasterParameter? Alone { get; init; }

    /// <summary>The mix's loudness is still being measured; until then the stage is not heard.</summary>
    public bool IsMeasuring { get; init; }
}
