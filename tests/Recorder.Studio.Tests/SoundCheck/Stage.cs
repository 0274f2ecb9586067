using System.Collections.Immutable;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Studio.SoundCheck;

namespace Recorder.Studio.Tests.SoundCheck;

/// <summary>Inputs with a known sound, and what the sound check says of them.</summary>
internal static class Stage
{
    public const int RateHz = 48000;

    /// <summary>Lets the check hear whole inputs and tell.</summary>
    public static ImmutableArray<InputCheck> Check(InputPlace[] places, params float[][] inputs) => Hear(inputs).Tell(places);

    /// <summary>Of inputs without names.</summary>
    public static ImmutableArray<InputCheck> Check(params float[][] inputs) => Check([.. inputs.Select(_ => new InputPlace())], inputs);

    /// <summary>A listener that has heard the inputs.</summary>
    public static SoundCheckListener Hear(float[][] inputs, int rateHz = RateHz, SampleFormat format = SampleFormat.S24)
    {
        var listener = new SoundCheckListener(inputs.Length, rateHz, format);
        var planar = new float[inputs.Length * listener.BlockFrames];
        for (var start = 0; start + listener.BlockFrames <= inputs[0].Length; start += listener.BlockFrames)
        {
            for (var input = 0; input < inputs.Length; input++)
                inputs[input].AsSpan(start, listener.BlockFrames).CopyTo(planar.AsSpan(input * listener.BlockFrames));
            listener.Hear(planar);
        }
        return listener;
    }

    /// <summary>Something played with pauses: bursts of noise of a band, two seconds each, then as long nothing; the highest sample as asked.</summary>
    public static float[] Playing(double seconds, int seed, double peakDbfs, double smoothing = 0.1)
    {
        var samples = Material.Noise(seconds, seed, 1, RateHz);
        var (slow, slower) = (0f, 0f);
        for (var i = 0; i < samples.Length; i++)
        {
            slow += (samples[i] - slow) * (float)smoothing;
            slower += (slow - slower) * 0.01f;
            var at = (double)i / RateHz % 4;
            samples[i] = (slow - slower) * (float)(at < 2 ? Math.Sin(Math.PI * at / 2) : 0);
        }
        return Scaled(samples, Math.Pow(10, peakDbfs / 20) / samples.Max(Math.Abs));
    }

    public static float[] Scaled(float[] samples, double gain) => [.. samples.Select(sample => (float)(sample * gain))];

    public static float[] Sum(params float[][] parts)
    {
        var sum = new float[parts[0].Length];
        foreach (var part in parts)
            for (var i = 0; i < sum.Length; i++)
                sum[i] += part[i];
        return sum;
    }

    /// <summary>The same sound so many frames later.</summary>
    public static float[] Later(float[] samples, int frames) => [.. new float[frames], .. samples[..^frames]];

    /// <summary>The mains with some of its multiples, of this RMS.</summary>
    public static float[] Hum(double seconds, double mainsHz, double rmsDbfs)
    {
        (int Times, double Part)[] lines = [(1, 1), (2, 0.5), (3, 0.7), (5, 0.3)];
        var scale = Math.Pow(10, rmsDbfs / 20) * Math.Sqrt(2 / lines.Sum(line => line.Part * line.Part));
        return [.. Enumerable.Range(0, (int)(seconds * RateHz)).Select(i =>
            (float)(scale * lines.Sum(line => line.Part * Math.Sin(Math.Tau * mainsHz * line.Times * i / RateHz + line.Times))))];
    }
}
