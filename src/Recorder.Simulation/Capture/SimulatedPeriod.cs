namespace Recorder.Simulation.Capture;

/// <summary>The period of every simulated interface.</summary>
internal static class SimulatedPeriod
{
    /// <summary>Frames of 5 ms, as a real interface delivers them.</summary>
    public static int Frames(int rateHz) => Math.Max(rateHz / 200, 1);
}
