namespace Recorder.Core.Snapshots;

/// <summary>How a disk takes what recording writes.</summary>
/// <param name="Bytes">Written so far.</param>
/// <param name="BytesPerSecond">All of it over all of the time, flushes included.</param>
/// <param name="LongestWaitMs">The longest single write or flush.</param>
/// <param name="Inputs">How many inputs at 48 kHz, 24 bit it is good for with half of its speed to spare; 0 is none.</param>
public sealed record CardTestState(long Bytes, double BytesPerSecond, double LongestWaitMs, int Inputs);
