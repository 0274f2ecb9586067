using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Tests.Loudness;

/// <summary>EBU Tech 3341 v4 cases 15 to 23, synthesised from their table; all within +0.2 and -0.4 dB.</summary>
public sealed class EbuTruePeakCases
{
    [Theory]
    [InlineData(4, 0.50, 0, -6.0)]
    [InlineData(4, 0.50, 45, -6.0)]
    [InlineData(6, 0.50, 60, -6.0)]
    [InlineData(8, 0.50, 67.5, -6.0)]
    [InlineData(4, 1.41, 45, 3.0)]
    public void Cases_15_to_19_tones(int samplesPerPeriod, double amplitude, double phaseDegrees, double expectedDbtp)
    {
        foreach (var rateHz in (int[])[44100, 48000, 96000])
        {
            var tone = new float[rateHz];
            for (var i = 0; i < tone.Length; i++)
                tone[i] = (float)(Fade(i, tone.Length, rateHz) * amplitude * Math.Sin(2 * Math.PI * i / samplesPerPeriod + phaseDegrees / 180 * Math.PI));
            Assert.InRange(Measure(tone, rateHz), expectedDbtp - 0.4, expectedDbtp + 0.2);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cases_20_to_23_a_burst_between_samples(int offset) =>
        Assert.InRange(Measure(Burst(offset), 48000), -0.4, 0.2);

    // A tone of fs/6 at half scale with one period of fs/4 at full scale where it crosses zero, made at 4 fs.
    private static float[] Burst(int offset)
    {
        const int Factor = 4, Frames = 4800, Rate = 48000;
        const int Start = Frames * Factor / 2 / 24 * 24, BurstLength = 4 * Factor;
        var dense = new double[Frames * Factor];
        for (var i = 0; i < dense.Length; i++)
        {
            var before = i < Start ? i : i - BurstLength;
            dense[i] = i is >= Start and < Start + BurstLength
                ? Math.Sin(2 * Math.PI * (i - Start) / BurstLength)
                : 0.5 * Fade(i, dense.Length, Rate * Factor) * Math.Sin(2 * Math.PI * before / (6 * Factor));
        }

        return [.. Enumerable.Range(0, Frames - 1).Select(frame => (float)LowPassed(dense, frame * Factor + offset))];
    }

    private static double LowPassed(double[] dense, int at)
    {
        const int Reach = 96;
        const double Cutoff = 0.23;
        var (sum, gain) = (0.0, 0.0);
        for (var k = -Reach; k <= Reach; k++)
        {
            var tap = (k == 0 ? 1 : Math.Sin(Math.PI * Cutoff * k) / (Math.PI * Cutoff * k)) * (0.5 + 0.5 * Math.Cos(Math.PI * k / (Reach + 1)));
            gain += tap;
            if (at + k >= 0 && at + k < dense.Length)
                sum += tap * dense[at + k];
        }

        return sum / gain;
    }

    private static double Fade(int frame, int frames, int rateHz) =>
        Math.Clamp(Math.Min(frame, frames - 1 - frame) / (0.01 * rateHz), 0, 1);

    private static double Measure(float[] tone, int rateHz)
    {
        var meter = new TruePeakMeter(2, rateHz);
        meter.Process(tone, tone);
        meter.Complete();
        return meter.TruePeakDbtp;
    }
}
