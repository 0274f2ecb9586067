namespace Recorder.Dsp.Analysis;

/// <summary>What an input sounds like while nobody plays.</summary>
/// <param name="MainsHz">50 or 60 where the mains are heard; null where they are not.</param>
/// <param name="HumDbfs">RMS of the mains and its multiples in dBFS, where a full-scale square wave is 0.</param>
/// <param name="NoiseDbfs">RMS of everything else.</param>
/// <param name="FloorDbfs">RMS of both.</param>
/// <param name="IsSteady">Whether there were moments that stood still, as noise does and playing, also of others in the room, does not.</param>
public readonly record struct HumReading(int? MainsHz, double HumDbfs, double NoiseDbfs, double FloorDbfs, bool IsSteady);

/// <summary>Noise floor and mains hum of one channel, taken from the quietest moments of what it hears.</summary>
/// <remarks>
/// Hann windows of a second or somewhat more, half overlapping. The floor is that of the four quietest in which nothing rises. Hum never pauses, while notes
/// come and go, so it is looked for in the least that each frequency ever had: a comb of lines at multiples of 50 or 60 Hz, each a
/// peak of the spectrum at that place and 10 dB above its neighbourhood. The grid stays within 0.4 % (EN 50160: ±1 %, nearly always a
/// fifth of that); the nearest notes, G1 and B1, are 2 % and 3 % away.
/// </remarks>
public sealed class HumMeter
{
    private const double WindowSeconds = 1;
    private const int Kept = 4;
    private const int LeastWindows = 2;

    // Parts of a window whose powers are compared: of noise they are within 1 dB of each other.
    private const int Parts = 8;
    private const double EvenPowerRatio = 2;
    private const int Lines = 10;
    private const double MostHz = 650;

    // Bins to both sides that hold all of a line, wherever between two bins it lies.
    private const int LineReach = 3;
    private const double LinePowerRatio = 10;
    private const double AlonePowerRatio = 100;
    private const double SteadyPowerRatio = 2;
    private const double Tolerance = 0.004;
    private const double SmallestPower = 1e-20;

    private readonly int rateHz;
    private readonly RealFft fft;
    private readonly HannWindow window;
    private readonly HalfOverlap stretches;
    private readonly float[] windowed;
    private readonly float[] powers;
    private readonly float[] scratch;
    private readonly Moment[] quietest = new Moment[Kept];
    private readonly float[] least;
    private double quietestPower = double.PositiveInfinity;
    private int windows;
    private int stillWindows;

    /// <summary>A meter that has heard nothing.</summary>
    /// <param name="rateHz">Frames per second.</param>
    public HumMeter(int rateHz)
    {
        this.rateHz = rateHz;
        window = new HannWindow(WindowSeconds, rateHz);
        var size = window.Values.Length;
        (fft, stretches, windowed) = (new RealFft(size), new HalfOverlap(size), new float[size]);
        (powers, scratch) = (new float[fft.Bins], new float[fft.Bins]);
        least = new float[Math.Min(fft.Bins, (int)(MostHz * size / rateHz))];
        Array.Fill(least, float.PositiveInfinity);
        for (var i = 0; i < Kept; i++)
            quietest[i] = new Moment(new float[least.Length]);
    }

    // From the power of a bin to that of a sine in it.
    private double Scale => 2 / (window.Power * fft.Size);

    private double BinHz => (double)rateHz / fft.Size;

    /// <summary>Takes in samples, in blocks of any length.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        while (stretches.TryFill(ref samples))
            TakeWindow(stretches.Held);
    }

    /// <summary>What the quietest moments tell; null before there were two, about two seconds.</summary>
    public HumReading? Read()
    {
        if (windows < LeastWindows)
            return null;
        var moments = quietest.AsSpan(0, Math.Min(stillWindows, Kept));
        var isSteady = moments.Length >= LeastWindows && moments[^1].Power < SteadyPowerRatio * moments[0].Power;
        var power = moments.IsEmpty ? quietestPower : 0;
        var quiet = new double[least.Length];
        foreach (var moment in moments)
        {
            power += moment.Power / moments.Length;
            for (var k = 0; k < quiet.Length; k++)
                quiet[k] += moment.Spectrum[k] * Scale / moments.Length;
        }
        double[] always = [.. least.Select(value => value * Scale)];
        var (fifty, sixty) = (CombPower(always, 50), CombPower(always, 60));
        int? mainsHz = fifty + sixty > 0 ? (fifty > sixty ? 50 : 60) : null;
        // Notes that pass now and then weaken the least, but not what is left when they are over.
        var hum = mainsHz is { } hertz ? Math.Max(Math.Max(fifty, sixty), isSteady ? CombPower(quiet, hertz) : 0) : 0;
        hum = Math.Min(hum, power);
        return new HumReading(mainsHz, ToDb(hum), ToDb(power - hum), ToDb(power), isSteady);
    }

    // Zeros are no quiet moment but a muted one; a constant part is no noise.
    private void TakeWindow(ReadOnlySpan<float> held)
    {
        var (power, mean) = (0.0, 0.0);
        foreach (var sample in held)
            mean += sample;
        mean /= held.Length;
        for (var i = 0; i < held.Length; i++)
        {
            windowed[i] = (held[i] - (float)mean) * window.Values[i];
            power += (double)windowed[i] * windowed[i];
        }
        power /= window.Power;
        if (!double.IsFinite(power) || power <= SmallestPower)
            return;
        windows++;
        fft.Power(windowed, powers, scratch);
        for (var k = 0; k < least.Length; k++)
            least[k] = Math.Min(least[k], powers[k]);
        quietestPower = Math.Min(quietestPower, power);
        if (!IsStill(held, (float)mean))
            return;
        stillWindows++;
        if (power >= quietest[^1].Power)
            return;
        var place = Kept - 1;
        var taken = quietest[place];
        for (; place > 0 && quietest[place - 1].Power > power; place--)
            quietest[place] = quietest[place - 1];
        taken.Power = power;
        powers.AsSpan(0, least.Length).CopyTo(taken.Spectrum);
        quietest[place] = taken;
    }

    private static bool IsStill(ReadOnlySpan<float> held, float mean)
    {
        var (softest, loudest) = (double.PositiveInfinity, 0.0);
        var length = held.Length / Parts;
        for (var part = 0; part < Parts; part++)
        {
            var power = 0.0;
            foreach (var sample in held.Slice(part * length, length))
                power += (sample - mean) * (sample - mean);
            (softest, loudest) = (Math.Min(softest, power), Math.Max(loudest, power));
        }
        return loudest < EvenPowerRatio * softest;
    }

    // The power of the lines at multiples of the mains; 0 where they make no comb.
    private double CombPower(double[] spectrum, double mainsHz)
    {
        var (sum, lines, isLoudLine, hasFoot) = (0.0, 0, false, false);
        for (var times = 1; times <= Lines; times++)
        {
            var (power, ratio) = Line(spectrum, times * mainsHz);
            if (ratio < LinePowerRatio)
                continue;
            sum += power;
            lines++;
            isLoudLine |= ratio > AlonePowerRatio && times <= 2;
            hasFoot |= times <= 2;
        }
        return hasFoot && (lines >= 2 || isLoudLine) ? sum : 0;
    }

    // A line's power, and how far it stands over the middle of what lies 5 to 15 Hz to both sides.
    private (double Power, double Ratio) Line(double[] spectrum, double frequencyHz)
    {
        var centre = frequencyHz / BinHz;
        var reach = Math.Max(1, Tolerance * centre);
        var (first, last) = ((int)Math.Round(centre - reach - 2), (int)Math.Round(centre + reach + 2));
        if (last + 15 / BinHz >= spectrum.Length || first < 1)
            return (0, 0);
        var peak = first;
        for (var k = first; k <= last; k++)
            peak = spectrum[k] > spectrum[peak] ? k : peak;
        if (Math.Abs(peak - centre) > reach)
            return (0, 0);
        var power = 0.0;
        for (var k = Math.Max(1, peak - LineReach); k <= peak + LineReach; k++)
            power += spectrum[k];
        var around = new List<double>();
        for (var offset = (int)Math.Ceiling(5 / BinHz); offset <= 15 / BinHz; offset++)
        {
            around.Add(spectrum[Math.Max(1, peak - offset)]);
            around.Add(spectrum[peak + offset]);
        }
        around.Sort();
        var floor = (2 * LineReach + 1) * around[around.Count / 2] + SmallestPower;
        return (Math.Max(power - floor, 0), power / floor);
    }

    private static double ToDb(double power) => 10 * Math.Log10(Math.Max(power, SmallestPower));

    private sealed class Moment(float[] spectrum)
    {
        public double Power { get; set; } = double.PositiveInfinity;

        public float[] Spectrum { get; } = spectrum;
    }
}
