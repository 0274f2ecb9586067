using Recorder.Core.Ports;

namespace Recorder.Engine.Tests.Life;

/// <summary>An output that hears what it is given at once, and says so.</summary>
internal sealed class LifeOutput(TimeProvider time) : IPlaybackDevice
{
    public string Name => "Life";

    public int RateHz => TestInterface.RateHz;

    public int PeriodFrames => TestInterface.PeriodFrames;

    public PlaybackDelay? ReadDelay() => new(0, time.GetTimestamp());

    public void Start()
    {
    }

    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => true;

    public void Stop()
    {
    }

    public void Dispose()
    {
    }
}
