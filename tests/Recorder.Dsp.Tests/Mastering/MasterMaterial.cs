using Recorder.Core.Parameters;
using Recorder.Dsp.Mastering;

namespace Recorder.Dsp.Tests.Mastering;

/// <summary>Programmes for mastering tests, two channels each.</summary>
internal static class MasterMaterial
{
    public const int RateHz = 48000;

    /// <summary>Something like a song: drum hits, a bass note, chords and a noisy top, twelve decibels between quiet and loud parts.</summary>
    public static MemorySource Song(int seconds, int seed, int rateHz = RateHz, float level = 0.5f)
    {
        var random = new Random(seed);
        var (left, right) = (new float[seconds * rateHz], new float[seconds * rateHz]);
        for (var i = 0; i < left.Length; i++)
        {
            var t = (double)i / rateHz;
            var part = 0.4 + 0.6 * Math.Pow(Math.Sin(t * 0.7 + seed), 2);
            var beat = t * 2 % 1;
            var kick = Math.Exp(-beat * 12) * Math.Sin(2 * Math.PI * 55 * (beat + 0.02 * Math.Exp(-beat * 40)));
            var snare = Math.Exp(-((t * 2 + 1) % 2) * 9) * (random.NextDouble() * 2 - 1);
            var bass = 0.5 * Math.Sin(2 * Math.PI * 82.4 * t);
            var chord = 0.2 * (Math.Sin(2 * Math.PI * 330 * t) + Math.Sin(2 * Math.PI * 415.3 * t + 1) + Math.Sin(2 * Math.PI * 1244 * t));
            var hiss = 0.1 * Math.Exp(-(t * 8 % 1) * 6);
            var middle = part * (kick + snare * 0.7 + bass);
            left[i] = (float)(level * (middle + part * (chord + hiss * (random.NextDouble() * 2 - 1))));
            right[i] = (float)(level * (middle + part * (0.6 * chord + hiss * (random.NextDouble() * 2 - 1))));
        }

        return new(rateHz, left, right);
    }

    /// <summary>The default values, aimed at a loudness.</summary>
    public static MasterValues Values(float targetLufs) =>
        MasterParameters.Defaults().With(MasterParameter.TargetLufs, targetLufs);

    /// <summary>Everything a source gives, read in blocks of a size.</summary>
    public static float[][] ReadAll(IFrameSource source, int block = 1000)
    {
        var channels = Enumerable.Range(0, source.Channels).Select(_ => new List<float>()).ToArray();
        var (left, right) = (new float[block], new float[block]);
        source.Rewind();
        for (int count; (count = source.Read(left, right)) > 0;)
        {
            channels[0].AddRange(left.AsSpan(0, count));
            if (channels.Length == 2)
                channels[1].AddRange(right.AsSpan(0, count));
        }

        return [.. channels.Select(channel => channel.ToArray())];
    }
}
