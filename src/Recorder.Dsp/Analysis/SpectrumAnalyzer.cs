namespace Recorder.Dsp.Analysis;

/// <summary>The long-term spectrum of one channel in third-octave bands from 25 Hz to 20 kHz (IEC 61260-1, base two).</summary>
/// <remarks>
/// Welch's method: Hann windows of about a third of a second, half overlapping, powers averaged. A window that is nearly silent is
/// left out, so that the spectrum is that of the playing and not of the pauses.
/// </remarks>
public sealed class SpectrumAnalyzer
{
    /// <summary>How many bands there are.</summary>
    public const int Bands = 30;

    private const int LowestBand = -16; // 25 Hz, counted in thirds of an octave from 1 kHz
    private const double WindowSeconds = 0.3;
    private const double SilentPower = 1e-6; // -60 dBFS
    private const double SmallestPower = 1e-20;

    private readonly int rateHz;
    private readonly RealFft fft;
    private readonly HannWindow window;
    private readonly HalfOverlap stretches;
    private readonly float[] windowed;
    private readonly float[] powers;
    private readonly float[] scratch;
    private readonly double[] sums;

    /// <summary>An analyzer that has heard nothing.</summary>
    /// <param name="rateHz">Frames per second.</param>
    public SpectrumAnalyzer(int rateHz)
    {
        this.rateHz = rateHz;
        window = new HannWindow(WindowSeconds, rateHz);
        var size = window.Values.Length;
        (fft, stretches, windowed) = (new RealFft(size), new HalfOverlap(size), new float[size]);
        powers = new float[fft.Bins];
        scratch = new float[fft.Bins];
        sums = new double[fft.Bins];
    }

    /// <summary>How many windows were loud enough to count.</summary>
    public int Windows { get; private set; }

    /// <summary>The centre of a band in hertz, 0 the lowest.</summary>
    public static double CenterHz(int band) => 1000 * Math.Pow(2, (band + LowestBand) / 3.0);

    /// <summary>Takes in samples of one channel, in blocks of any length.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        while (stretches.TryFill(ref samples))
            TakeWindow(stretches.Held);
    }

    /// <summary>The mean level of each band in dBFS, where a full-scale sine is -3.01; -200 where nothing was heard.</summary>
    public double[] BandLevelsDb()
    {
        var levels = new double[Bands];
        for (var band = 0; band < Bands; band++)
            levels[band] = 10 * Math.Log10(Math.Max(PowerBetween(CenterHz(band) / ThirdsEdge, CenterHz(band) * ThirdsEdge), SmallestPower));
        return levels;
    }

    /// <summary>The mean level between two frequencies in dBFS, where a full-scale sine is -3.01.</summary>
    public double LevelDb(double lowHz, double highHz) => 10 * Math.Log10(Math.Max(PowerBetween(lowHz, highHz), SmallestPower));

    // A sixth of an octave to either side.
    private static double ThirdsEdge => Math.Pow(2, 1.0 / 6);

    private void TakeWindow(ReadOnlySpan<float> held)
    {
        var power = 0.0;
        for (var i = 0; i < held.Length; i++)
        {
            windowed[i] = held[i] * window.Values[i];
            power += (double)windowed[i] * windowed[i];
        }
        if (double.IsFinite(power) && power / window.Power > SilentPower)
        {
            fft.Power(windowed, powers, scratch);
            for (var k = 0; k < sums.Length; k++)
                sums[k] += powers[k];
            Windows++;
        }
    }

    // A bin that lies across an edge counts with the part of it that is inside.
    private double PowerBetween(double lowHz, double highHz)
    {
        if (Windows == 0)
            return 0;
        var binHz = (double)rateHz / fft.Size;
        var (low, high) = (lowHz / binHz, Math.Min(highHz, rateHz / 2.0) / binHz);
        var sum = 0.0;
        for (var k = Math.Max((int)(low + 0.5), 1); k < fft.Bins && k - 0.5 < high; k++)
            sum += sums[k] * Math.Clamp(Math.Min(k + 0.5, high) - Math.Max(k - 0.5, low), 0, 1);
        return 2 * sum / (window.Power * fft.Size * Windows);
    }
}
