using Recorder.Session.Layers;
using Recorder.Studio.Mix;

namespace Recorder.Studio.Translation;

/// <summary>Stretches of a mix in memory, one behind the other: enough of a song to know its tone by.</summary>
/// <param name="Left">Samples of the left side, ±1.0 = full scale, may exceed it.</param>
/// <param name="Right">As many of the right side.</param>
/// <param name="RateHz">Frames per second.</param>
public sealed record MixPart(float[] Left, float[] Right, int RateHz)
{
    private const int Stretches = 3;
    private const double StretchSeconds = 8;
    private const double FadeSeconds = 0.01;

    /// <summary>Its integrated loudness, BS.1770; not finite where it is silent or too short.</summary>
    public double Lufs { get; } = MasteredPart.LufsOf(Left, Right, RateHz);

    /// <summary>Renders three stretches of 8 s, evenly over a take's start to end, or all of a short one.</summary>
    /// <param name="take">The tracks; afterwards only the last stretch is read.</param>
    /// <param name="range">First frame and the one behind the last.</param>
    /// <param name="settings">The mix.</param>
    /// <param name="cancel">Ends it early.</param>
    public static MixPart Render(TakeAudio take, (long Start, long End) range, MixSettings settings, CancellationToken cancel)
    {
        var (left, right) = (new List<float>(), new List<float>());
        foreach (var stretch in Cut(range, take.RateHz))
        {
            take.Choose(stretch);
            var first = left.Count;
            MixRenderer.Render(take, settings, (blockLeft, blockRight) =>
            {
                var room = (int)Math.Min(blockLeft.Length, first + stretch.Frames - left.Count);
                left.AddRange(blockLeft[..room]);
                right.AddRange(blockRight[..room]);
            }, cancel: cancel);
            // A cut in the middle of a sound is a click, and a click is all frequencies.
            Fade(left, first, take.RateHz);
            Fade(right, first, take.RateHz);
        }
        return new MixPart([.. left], [.. right], take.RateHz);
    }

    private static IEnumerable<Song> Cut((long Start, long End) range, int rateHz)
    {
        var (whole, length) = (range.End - range.Start, (long)(StretchSeconds * rateHz));
        if (whole <= Stretches * length)
            return [new Song(1, range.Start, range.End)];
        return Enumerable.Range(0, Stretches).Select(i => range.Start + (2 * i + 1) * whole / (2 * Stretches) - length / 2)
            .Select((start, i) => new Song(i + 1, start, start + length));
    }

    private static void Fade(List<float> samples, int first, int rateHz)
    {
        var frames = Math.Min((int)(FadeSeconds * rateHz), (samples.Count - first) / 2);
        for (var i = 0; i < frames; i++)
        {
            var share = (i + 0.5f) / frames;
            samples[first + i] *= share;
            samples[samples.Count - 1 - i] *= share;
        }
    }
}
