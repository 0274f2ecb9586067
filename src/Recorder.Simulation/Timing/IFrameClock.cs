namespace Recorder.Simulation.Timing;

/// <summary>The clock of an interface that is not there: it says when a frame would have come.</summary>
internal interface IFrameClock : IDisposable
{
    /// <summary>Frame 0 is now.</summary>
    void Start();

    /// <summary>Blocks until a frame's time has come; false when the clock was stopped meanwhile. Allocates nothing.</summary>
    bool WaitUntil(long frame);

    /// <summary>Lets go whoever waits.</summary>
    void Stop();
}
