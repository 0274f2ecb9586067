namespace Recorder.Dsp.Pitch;

/// <summary>What a tuner shows out of readings that follow one another: steady, but never behind by more than a few of them.</summary>
/// <remarks>
/// The middle one of the last few readings: one that is off moves nothing, while a peg that is turned is followed at once. Another
/// note must be heard twice; when a tone fades, what was shown stays for a moment.
/// </remarks>
public sealed class PitchTracker
{
    private const int Kept = 3;
    private const int HeldReadings = 4;
    private const double SameNoteCents = 60;

    private readonly double[] recentHz = new double[Kept];
    private int count;
    private int missed;
    private PitchReading shown;
    private double candidateHz;

    /// <summary>Takes the next reading; gives what is to be shown, without a pitch where nothing is heard.</summary>
    public PitchReading Next(PitchReading reading)
    {
        if (!reading.IsPitch)
        {
            candidateHz = 0;
            if (++missed >= HeldReadings)
                (count, shown) = (0, reading);
            return shown = shown with { LevelDbfs = reading.LevelDbfs };
        }
        missed = 0;
        if (count == 0 || !IsSame(reading.FrequencyHz, recentHz[count - 1]))
        {
            if (!IsSame(reading.FrequencyHz, candidateHz))
            {
                candidateHz = reading.FrequencyHz;
                return shown = shown with { LevelDbfs = reading.LevelDbfs };
            }
            (recentHz[0], count) = (candidateHz, 1);
        }
        candidateHz = 0;
        if (count == Kept)
            recentHz.AsSpan(1).CopyTo(recentHz);
        else
            count++;
        recentHz[count - 1] = reading.FrequencyHz;
        return shown = reading with { FrequencyHz = Middle() };
    }

    /// <summary>Forgets everything: another input is heard.</summary>
    public void Reset() => (count, missed, candidateHz, shown) = (0, 0, 0, default);

    private static bool IsSame(double hertz, double otherHz) => otherHz > 0 && Math.Abs(1200 * Math.Log2(hertz / otherHz)) < SameNoteCents;

    private double Middle()
    {
        Span<double> sorted = stackalloc double[Kept];
        recentHz.AsSpan(0, count).CopyTo(sorted);
        sorted = sorted[..count];
        sorted.Sort();
        return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
    }
}
