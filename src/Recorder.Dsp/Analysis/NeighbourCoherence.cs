namespace Recorder.Dsp.Analysis;

/// <summary>How much two neighbouring channels share, and how.</summary>
/// <param name="Correlation">-1 to 1: the larger of what is alike and what is alike upside down, each at its own delay.</param>
/// <param name="DelaySeconds">How much later the second channel hears it.</param>
/// <param name="OtherCorrelation">The largest with the other sign, as a magnitude: where it is nearly as large the sign says nothing.</param>
public readonly record struct SharedSound(double Correlation, double DelaySeconds, double OtherCorrelation);

/// <summary>The smoothed coherence of each channel with the one after it, from 40 Hz to 3 kHz.</summary>
/// <remarks>
/// SCOT, the smoothed coherence transform (G. C. Carter, A. H. Nuttall, P. G. Cable 1973): cross-spectra over the root of both powers,
/// so that no loud note outweighs the rest; every octave counts the same, as microphones some hand-breadths apart share their lows.
/// </remarks>
public sealed class NeighbourCoherence
{
    private const double LowHz = 40;
    private const double HighHz = 3000;
    private const double MostDelaySeconds = 0.01;
    private const double WindowSeconds = 0.08;
    private const int LeastWindows = 8;

    // -60 dBFS: softer than this nobody plays.
    private const double SilentPower = 1e-6;

    private readonly int rateHz;
    private readonly RealFft fft;
    private readonly HannWindow window;
    private readonly float[] windowed;
    private readonly float[][] reals;
    private readonly float[][] imaginaries;
    private readonly bool[] isLoud;
    private readonly Pair[] pairs;
    private readonly int firstBin;
    private readonly int bins;

    /// <summary>Nothing heard yet.</summary>
    /// <param name="channels">Channels, 1 or more.</param>
    /// <param name="rateHz">Frames per second.</param>
    public NeighbourCoherence(int channels, int rateHz)
    {
        this.rateHz = rateHz;
        window = new HannWindow(WindowSeconds, rateHz);
        BlockFrames = window.Values.Length;
        fft = new RealFft(BlockFrames);
        windowed = new float[BlockFrames];
        reals = [.. Enumerable.Range(0, channels).Select(_ => new float[fft.Bins])];
        imaginaries = [.. Enumerable.Range(0, channels).Select(_ => new float[fft.Bins])];
        isLoud = new bool[channels];
        firstBin = (int)Math.Ceiling(LowHz * BlockFrames / rateHz);
        bins = Math.Min(fft.Bins, (int)(HighHz * BlockFrames / rateHz)) - firstBin;
        pairs = [.. Enumerable.Range(0, channels - 1).Select(_ => new Pair(bins))];
    }

    /// <summary>Frames of every block.</summary>
    public int BlockFrames { get; }

    /// <summary>Takes in one block of every channel.</summary>
    /// <param name="planar">The channels one after the other, <see cref="BlockFrames"/> each.</param>
    public void Add(ReadOnlySpan<float> planar)
    {
        for (var channel = 0; channel < isLoud.Length; channel++)
            Transform(channel, planar.Slice(channel * BlockFrames, BlockFrames));
        for (var first = 0; first < pairs.Length; first++)
            if (isLoud[first] && isLoud[first + 1])
                Gather(pairs[first], first);
    }

    /// <summary>A channel begins anew: what it shared with its neighbours before is forgotten.</summary>
    public void Forget(int channel)
    {
        if (channel > 0)
            pairs[channel - 1].Clear();
        if (channel < pairs.Length)
            pairs[channel].Clear();
    }

    /// <summary>What a channel and the one after it share; null before both have played for a while.</summary>
    public SharedSound? Read(int first)
    {
        var pair = pairs[first];
        if (pair.Windows < LeastWindows)
            return null;
        var most = (int)(MostDelaySeconds * rateHz);
        var lags = new double[2 * most + 1];
        var weights = 0.0;
        for (var i = 0; i < bins; i++)
        {
            var power = Math.Sqrt(pair.FirstPower[i] * pair.SecondPower[i]);
            var weight = 1.0 / (firstBin + i);
            weights += weight;
            if (power > 0)
                AddBin(lags, most, firstBin + i, pair.Real[i] * weight / power, pair.Imaginary[i] * weight / power);
        }
        return Best(lags, most, weights);
    }

    private void Transform(int channel, ReadOnlySpan<float> samples)
    {
        var power = 0.0;
        for (var i = 0; i < BlockFrames; i++)
        {
            windowed[i] = samples[i] * window.Values[i];
            power += (double)windowed[i] * windowed[i];
        }
        isLoud[channel] = double.IsFinite(power) && power > SilentPower * window.Power;
        if (isLoud[channel])
            fft.Forward(windowed, reals[channel], imaginaries[channel]);
    }

    // The second spectrum times the first one's conjugate: its phase falls with the second one's delay.
    private void Gather(Pair pair, int first)
    {
        var aReal = reals[first].AsSpan(firstBin, bins);
        var aImaginary = imaginaries[first].AsSpan(firstBin, bins);
        var bReal = reals[first + 1].AsSpan(firstBin, bins);
        var bImaginary = imaginaries[first + 1].AsSpan(firstBin, bins);
        for (var i = 0; i < bins; i++)
        {
            pair.Real[i] += bReal[i] * aReal[i] + bImaginary[i] * aImaginary[i];
            pair.Imaginary[i] += bImaginary[i] * aReal[i] - bReal[i] * aImaginary[i];
            pair.FirstPower[i] += aReal[i] * aReal[i] + aImaginary[i] * aImaginary[i];
            pair.SecondPower[i] += bReal[i] * bReal[i] + bImaginary[i] * bImaginary[i];
        }
        pair.Windows++;
    }

    // One bin's cosine over all delays, turned on from one to the next.
    private void AddBin(double[] lags, int most, int bin, double real, double imaginary)
    {
        var step = 2 * Math.PI * bin / BlockFrames;
        var (sine, cosine) = Math.SinCos(step);
        var (startSine, startCosine) = Math.SinCos(-step * most);
        (real, imaginary) = (real * startCosine - imaginary * startSine, real * startSine + imaginary * startCosine);
        for (var i = 0; i < lags.Length; i++)
        {
            lags[i] += real;
            (real, imaginary) = (real * cosine - imaginary * sine, real * sine + imaginary * cosine);
        }
    }

    private SharedSound Best(double[] lags, int most, double weights)
    {
        var (highest, lowest) = (0, 0);
        for (var i = 1; i < lags.Length; i++)
        {
            highest = lags[i] > lags[highest] ? i : highest;
            lowest = lags[i] < lags[lowest] ? i : lowest;
        }
        var (best, other) = lags[highest] >= -lags[lowest] ? (highest, lowest) : (lowest, highest);
        return new SharedSound(lags[best] / weights, (double)(best - most) / rateHz, Math.Abs(lags[other]) / weights);
    }

    private sealed class Pair(int bins)
    {
        public double[] Real { get; } = new double[bins];
        public double[] Imaginary { get; } = new double[bins];
        public double[] FirstPower { get; } = new double[bins];
        public double[] SecondPower { get; } = new double[bins];
        public int Windows { get; set; }

        public void Clear()
        {
            foreach (var values in (double[][])[Real, Imaginary, FirstPower, SecondPower])
                Array.Clear(values);
            Windows = 0;
        }
    }
}
