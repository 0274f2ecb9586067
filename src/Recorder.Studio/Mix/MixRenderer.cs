using System.Collections.Immutable;
using Recorder.Core.Parameters;
using Recorder.Dsp.Mixing;
using Recorder.Session.Mixes;

namespace Recorder.Studio.Mix;

/// <summary>What a mix is made of besides its tracks.</summary>
/// <param name="Strips">One per track.</param>
/// <param name="Bus">Effects and stereo bus.</param>
public sealed record MixSettings(ImmutableArray<StripValues> Strips, BusValues Bus)
{
    /// <summary>A scene as it is heard, its groups counted in.</summary>
    public static MixSettings Of(Scene scene) => new(scene.HeardStrips(), scene.Bus);
}

/// <summary>Receives a mix block by block.</summary>
/// <param name="left">Samples of the left side, ±1.0 = full scale, may exceed it.</param>
/// <param name="right">As many of the right side.</param>
public delegate void StereoBlock(ReadOnlySpan<float> left, ReadOnlySpan<float> right);

/// <summary>Receives what goes into a mix, block by block, beside the mix itself.</summary>
/// <param name="inputs">Track after track, as <see cref="Mixer.Process"/> takes them.</param>
/// <param name="strideFrames">From one track's first sample to the next one's.</param>
/// <param name="frames">Frames of the block.</param>
public delegate void InputBlock(ReadOnlySpan<float> inputs, int strideFrames, int frames);

/// <summary>Renders a take through the same mixer that plays it, as fast as it goes.</summary>
public static class MixRenderer
{
    /// <summary>The longest block.</summary>
    public const int BlockFrames = 1024;

    // Reverb and echoes ring on behind the last frame until nobody can hear them, but not for ever.
    private const float InaudiblePeak = 1e-4f;
    private const double LongestTailSeconds = 12;

    /// <summary>Renders the mix from the first frame to the end of its last echo.</summary>
    /// <param name="take">The tracks; read from the start.</param>
    /// <param name="settings">One strip per track.</param>
    /// <param name="mix">Receives the stereo mix.</param>
    /// <param name="stems">When given, receives stems: block of stem s, first the tracks, then reverb and delay.</param>
    /// <param name="progress">The share done, 0 to 1.</param>
    /// <param name="beside">When given, receives what the mix is made of, to the last frame of the tail.</param>
    /// <param name="cancel">Ends it early.</param>
    public static void Render(
        TakeAudio take, MixSettings settings, StereoBlock mix,
        Action<int, ReadOnlySpan<float>, ReadOnlySpan<float>>? stems = null,
        IProgress<double>? progress = null, InputBlock? beside = null, CancellationToken cancel = default)
    {
        var mixer = CreateMixer(take, settings);
        var inputs = new float[take.Tracks * BlockFrames];
        var (left, right) = (new float[BlockFrames], new float[BlockFrames]);
        var stemCount = stems is null ? 0 : take.Tracks + Mixer.EffectStems;
        var stemBlock = new float[stemCount * 2 * BlockFrames];
        take.Seek(0);
        var laterFrames = (int)Math.Round(settings.Strips.Select(strip => strip[StripParameter.DelayMs]).DefaultIfEmpty().Max() / 1000.0 * take.RateHz);
        var tailFrames = laterFrames + (settings.Strips.Any(HasSends) ? (long)(LongestTailSeconds * take.RateHz) : 0);
        var pauseFrames = laterFrames + LongestPauseFrames(settings.Bus, take.RateHz);
        var quietFrames = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var frames = take.Read(inputs, BlockFrames, BlockFrames);
            if (frames == 0)
            {
                frames = (int)Math.Min(BlockFrames, tailFrames);
                if (frames == 0)
                    break;
                tailFrames -= frames;
                inputs.AsSpan().Clear();
            }
            mixer.Process(inputs, BlockFrames, frames, left, right, stemBlock);
            quietFrames = Math.Max(mixer.BusLeft.Peak, mixer.BusRight.Peak) < InaudiblePeak ? quietFrames + frames : 0;
            if (take.Position >= take.Frames && quietFrames > pauseFrames)
                tailFrames = 0;
            mix(left.AsSpan(0, frames), right.AsSpan(0, frames));
            beside?.Invoke(inputs, BlockFrames, frames);
            for (var stem = 0; stem < stemCount; stem++)
                stems!(stem, stemBlock.AsSpan(2 * stem * BlockFrames, frames), stemBlock.AsSpan((2 * stem + 1) * BlockFrames, frames));
            progress?.Report((double)take.Position / take.Frames);
        }
    }

    // An effect may be silent for as long as this and then be heard again.
    private static int LongestPauseFrames(in BusValues bus, int rateHz) =>
        (int)(Math.Max(bus[BusParameter.DelayTimeMs], bus[BusParameter.ReverbPreDelayMs]) / 1000 * rateHz) + BlockFrames;

    /// <summary>A mixer for a take's tracks, set.</summary>
    internal static Mixer CreateMixer(TakeAudio take, MixSettings settings)
    {
        var mixer = new Mixer(take.Tracks, take.RateHz, BlockFrames);
        for (var track = 0; track < take.Tracks; track++)
            mixer.SetStrip(track, settings.Strips[track]);
        mixer.SetBus(settings.Bus);
        return mixer;
    }

    private static bool HasSends(StripValues strip) =>
        strip[StripParameter.ReverbSendDb] > StripParameters.SilenceDb || strip[StripParameter.DelaySendDb] > StripParameters.SilenceDb;
}
