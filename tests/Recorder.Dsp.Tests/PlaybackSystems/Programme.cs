using Recorder.Dsp.Filters;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Tests.PlaybackSystems;

/// <summary>Sound to put through a playback system, and what is measured of it.</summary>
internal static class Programme
{
    public const int BlockFrames = 128;

    /// <summary>Pink noise at about -20 dBFS, as far up as music goes, whose sides are alike to a degree from 0 to 1.</summary>
    public static (float[] Left, float[] Right) Pink(int rateHz, int frames, double correlation)
    {
        var (both, left, right) = (Pink(rateHz, frames, 1), Pink(rateHz, frames, 2), Pink(rateHz, frames, 3));
        var (shared, own) = ((float)Math.Sqrt(correlation), (float)Math.Sqrt(1 - correlation));
        return ([.. both.Zip(left, (a, b) => shared * a + own * b)], [.. both.Zip(right, (a, b) => shared * a + own * b)]);
    }

    /// <summary>BS.1770 loudness of two sides.</summary>
    public static double Lufs(int rateHz, float[] left, float[] right)
    {
        var meter = new LoudnessMeter(2, rateHz);
        meter.Process(left, right);
        return meter.IntegratedLufs;
    }

    /// <summary>In blocks as an output asks for them.</summary>
    public static void InBlocks(float[] left, float[] right, Action<Memory<float>, Memory<float>> process)
    {
        for (var start = 0; start < left.Length; start += BlockFrames)
        {
            var count = Math.Min(BlockFrames, left.Length - start);
            process(left.AsMemory(start, count), right.AsMemory(start, count));
        }
    }

    // P. Kellet's refined filter: within 0.05 dB of 3 dB an octave above 9.2 Hz at 44.1 kHz.
    private static float[] Pink(int rateHz, int frames, int seed)
    {
        var white = Signals.Noise(frames, 1, seed);
        double b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0;
        var pink = new float[frames];
        for (var i = 0; i < frames; i++)
        {
            b0 = 0.99886 * b0 + white[i] * 0.0555179;
            b1 = 0.99332 * b1 + white[i] * 0.0750759;
            b2 = 0.96900 * b2 + white[i] * 0.1538520;
            b3 = 0.86650 * b3 + white[i] * 0.3104856;
            b4 = 0.55000 * b4 + white[i] * 0.5329522;
            b5 = -0.7616 * b5 - white[i] * 0.0168980;
            pink[i] = (float)((b0 + b1 + b2 + b3 + b4 + b5 + b6 + white[i] * 0.5362) * 0.05);
            b6 = white[i] * 0.115926;
        }
        foreach (var q in (double[])[0.54, 1.31])
            new Biquad(BiquadCoefficients.LowPass(19000, q, rateHz)).Process(pink);
        return pink;
    }
}
