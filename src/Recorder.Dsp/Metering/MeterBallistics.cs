namespace Recorder.Dsp.Metering;

/// <summary>How a meter moves: what the eye is shown of the blocks that were measured.</summary>
/// <remarks>
/// The peak rises at once, is held for 1.5 s and falls 20 dB in 1.7 s (IEC 60268-10 Type I fall on an IEC 60268-18 peak);
/// the power is averaged with a time constant of 300 ms. Time is counted in frames, so that a meter reads the same live and offline.
/// </remarks>
public struct MeterBallistics
{
    private const double HoldSeconds = 1.5;
    private const double FallDbPerSecond = 20 / 1.7;
    private const double AverageSeconds = 0.3;
    private const double SilentPower = 1e-20;

    private double heldSeconds;
    private double meanSquare;

    /// <summary>What the bar shows: the peak with its fall, linear, 1.0 = full scale.</summary>
    public float Peak { get; private set; }

    /// <summary>The highest peak of the last 1.5 s, then falling with the bar.</summary>
    public float HeldPeak { get; private set; }

    /// <summary>The level averaged over 300 ms, linear.</summary>
    public readonly float Rms => (float)Math.Sqrt(meanSquare);

    /// <summary>Takes in a block of so many frames.</summary>
    public void Update(in BlockLevel level, int frames, int rateHz)
    {
        if (frames <= 0)
            return;
        var seconds = (double)frames / rateHz;
        var fall = (float)Math.Pow(10, -FallDbPerSecond * seconds / 20);
        Peak = Math.Max(level.Peak, Peak * fall);
        if (level.Peak >= HeldPeak)
        {
            HeldPeak = level.Peak;
            heldSeconds = 0;
        }
        else if ((heldSeconds += seconds) > HoldSeconds)
        {
            HeldPeak = Math.Max(Peak, HeldPeak * fall);
        }
        meanSquare += (level.SumOfSquares / frames - meanSquare) * (1 - Math.Exp(-seconds / AverageSeconds));
        if (meanSquare < SilentPower)
            meanSquare = 0;
    }
}
