using Recorder.Simulation.Timing;

namespace Recorder.Simulation.Tests.Timing;

/// <summary>A clock that never lets anyone wait and remembers what was waited for.</summary>
internal sealed class ManualClock : IFrameClock
{
    /// <summary>Frames waited for, in order.</summary>
    public List<long> Waits { get; } = new(4096);

    public bool IsStopped { get; private set; }

    public void Start() => IsStopped = false;

    public bool WaitUntil(long frame)
    {
        Waits.Add(frame);
        return !IsStopped;
    }

    public void Stop() => IsStopped = true;

    public void Dispose()
    {
    }
}
