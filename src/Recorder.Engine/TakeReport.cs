using Recorder.Session.Journal;

namespace Recorder.Engine;

/// <summary>What became of a take, measured while it was written.</summary>
/// <param name="Number">The take's number.</param>
/// <param name="Frames">Its length; every track has exactly that many.</param>
/// <param name="RateHz">Frames per second.</param>
/// <param name="Tracks">Number of tracks.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Dropouts">Stretches of silence that stand for lost frames.</param>
/// <param name="LostFrames">Frames lost in them.</param>
/// <param name="Markers">Markers set.</param>
/// <param name="RingCapacityFrames">Frames the memory keeps.</param>
/// <param name="RingHighWaterFrames">The most it ever held back for the disk.</param>
/// <param name="LongestCommitSeconds">The longest flush since the engine began.</param>
/// <param name="UnsafeHighWaterFrames">The most frames that were ever not yet safe on disk.</param>
/// <param name="AllocatedBytes">Managed bytes allocated between REC and STOP, beside the preparation of takes.</param>
/// <param name="Collections">Garbage collections between REC and STOP.</param>
/// <param name="DeviceBufferFrames">Frames the driver keeps for a reader that is late; 0 where nothing can be late.</param>
/// <param name="DriftPpm">
/// How much faster than nominal the interface ran, in parts per million of the machine's clock; null for a take shorter than 10 s.
/// </param>
/// <param name="PlaybackUnderruns">How often the output had nothing to play during the take.</param>
/// <param name="SecondCopyOnlyFrames">Frames that the second copy alone has, for the first disk stood still for longer than memory lasts; silence stands for them.</param>
/// <param name="RateChanges">Rates the interface was seen to run at that are not the take's, and when it was right again.</param>
public sealed record TakeReport(
    int Number, long Frames, int RateHz, int Tracks, StopReason Reason, int Dropouts, long LostFrames, int Markers,
    long RingCapacityFrames, long RingHighWaterFrames, double LongestCommitSeconds, long UnsafeHighWaterFrames,
    long AllocatedBytes, int Collections, int DeviceBufferFrames, double? DriftPpm, int PlaybackUnderruns, long SecondCopyOnlyFrames, IReadOnlyList<RateChange> RateChanges);
