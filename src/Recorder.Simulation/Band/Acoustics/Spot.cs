namespace Recorder.Simulation.Band.Acoustics;

/// <summary>A place in the room, in metres: x to the listener's right, y to the back of the stage, z up.</summary>
internal readonly record struct Spot(double X, double Y, double Z)
{
    private const double SoundMetresPerSecond = 343;

    /// <summary>The way to another place in metres.</summary>
    public double DistanceTo(Spot other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return Math.Sqrt(x * x + y * y + z * z);
    }

    /// <summary>Whole frames the sound takes to another place.</summary>
    public int DelayFramesTo(Spot other, int rateHz) => (int)(DistanceTo(other) / SoundMetresPerSecond * rateHz + 0.5);
}
