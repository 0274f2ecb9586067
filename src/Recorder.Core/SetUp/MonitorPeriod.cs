namespace Recorder.Core.SetUp;

/// <summary>Frames that are mixed and heard at once: fewer are heard sooner, more leave the machine more time for each.</summary>
/// <remarks>
/// An output keeps three of them: a sound that goes round comes back two to five periods later, beside what converters take
/// (<c>recorder doctor --latency</c> measures it).
/// </remarks>
public static class MonitorPeriod
{
    public const int LeastFrames = 32;
    public const int MostFrames = 1024;
    public const int UsualFrames = 256;

    /// <summary>What is offered, rising.</summary>
    public static IReadOnlyList<int> Choices { get; } = [32, 64, 128, 256, 512, 1024];

    /// <summary>Whether an output may be asked for it; one that cannot do it takes the nearest it can.</summary>
    public static bool IsValid(int frames) => frames is >= LeastFrames and <= MostFrames;
}
