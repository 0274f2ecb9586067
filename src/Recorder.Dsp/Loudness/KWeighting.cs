namespace Recorder.Dsp.Loudness;

/// <summary>
/// The two filter stages of ITU-R BS.1770-5 Annex 1 at one sample rate: a shelf that stands for the head, then a
/// high-pass whose numerator is 1, -2, 1. Normalised so that a0 = 1.
/// </summary>
public readonly record struct KWeighting(
    double ShelfB0, double ShelfB1, double ShelfB2, double ShelfA1, double ShelfA2, double HighPassA1, double HighPassA2)
{
    // The standard prints coefficients for 48 kHz only. These are the analogue prototypes which the bilinear transform
    // takes to exactly those; from them every other rate follows.
    private const double ShelfHz = 1681.974450955533;
    private const double ShelfGainDb = 3.999843853973347;
    private const double ShelfQ = 0.7071752369554196;
    private const double ShelfMiddleExponent = 0.4996667741545416;
    private const double HighPassHz = 38.13547087602444;
    private const double HighPassQ = 0.5003270373238773;

    /// <summary>The coefficients for a sample rate in Hz.</summary>
    public static KWeighting ForRate(int rateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rateHz, LoudnessMeter.LowestRateHz);
        var (shelfA1, shelfA2, k, a0) = Poles(ShelfHz, ShelfQ, rateHz);
        var high = Math.Pow(10, ShelfGainDb / 20);
        var middle = Math.Pow(high, ShelfMiddleExponent);
        var (highPassA1, highPassA2, _, _) = Poles(HighPassHz, HighPassQ, rateHz);

        // The printed numerator of the high-pass is kept at every rate, as other meters do: above 48 kHz that costs 0.03 dB,
        // far below it makes up for what the bilinear transform takes from the shelf at 1 kHz.
        return new(
            (high + middle * k / ShelfQ + k * k) / a0, 2 * (k * k - high) / a0, (high - middle * k / ShelfQ + k * k) / a0,
            shelfA1, shelfA2, highPassA1, highPassA2);
    }

    private static (double A1, double A2, double K, double A0) Poles(double hz, double q, int rateHz)
    {
        var k = Math.Tan(Math.PI * hz / rateHz);
        var a0 = 1 + k / q + k * k;
        return (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0, k, a0);
    }
}
