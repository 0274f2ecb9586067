using Recorder.Core.Commands;

namespace Recorder.Core.Snapshots;

/// <summary>How what plays is heard, other than it is.</summary>
public sealed record ListeningState
{
    /// <summary>As on which system.</summary>
    public PlaybackSystem As { get; init; }
}
