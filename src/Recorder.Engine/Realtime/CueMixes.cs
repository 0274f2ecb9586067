using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Dsp.Click;
using Recorder.Dsp.Mixing;
using Recorder.Engine.Click;

namespace Recorder.Engine.Realtime;

/// <summary>The musicians' own mixes, beside the one on outputs 1 and 2 and of the same channels, period by period.</summary>
/// <remarks>
/// Design: a channel is in them as it comes from the input or the take, with the mix's pan and polarity and nothing else of its
/// strip: a hand that tries an equalizer, a gate, a mute or a solo at the desk must not reach the ears of who plays, and a compressor
/// there would bring an open microphone nearer to howling. Control side: sets values. Monitor thread: everything else; nothing locks or allocates.
/// </remarks>
internal sealed class CueMixes
{
    private readonly int strips;
    private readonly int periodFrames;
    private readonly float[] samples;
    private readonly float[] pans;
    private readonly float[] panLeft;
    private readonly float[] panRight;
    private readonly Cue[] cues;

    public CueMixes(int strips, int rateHz, int periodFrames)
    {
        (this.strips, this.periodFrames) = (strips, periodFrames);
        samples = new float[2 * CueParameters.MostCues * periodFrames];
        pans = [.. Enumerable.Repeat(float.NaN, strips)];
        (panLeft, panRight) = (new float[strips], new float[strips]);
        cues = [.. Enumerable.Range(0, CueParameters.MostCues).Select(_ => new Cue(strips, rateHz))];
    }

    /// <summary>Control side: one value, clamped to its range.</summary>
    public void Set(int cue, CueParameter parameter, float value)
    {
        var clamped = parameter.Spec().Clamp(value);
        if (parameter == CueParameter.LevelDb)
            Volatile.Write(ref cues[cue].LevelGain, FaderGain.FromDb(clamped));
        else
            Volatile.Write(ref cues[cue].ClickDb, clamped);
    }

    /// <summary>Control side: the level of one channel, clamped to its range.</summary>
    public void SetChannel(int cue, int channel, float levelDb) =>
        Volatile.Write(ref cues[cue].ChannelGains[channel], FaderGain.FromDb(CueParameters.ChannelDb.Clamp(levelDb)));

    /// <summary>Control side: all are off and everything in them is at its default, as at an output that is new.</summary>
    public void Reset()
    {
        for (var i = 0; i < cues.Length; i++)
        {
            foreach (var parameter in (ReadOnlySpan<CueParameter>)[CueParameter.LevelDb, CueParameter.ClickDb])
                Set(i, parameter, parameter.Spec().Default);
            for (var channel = 0; channel < strips; channel++)
                SetChannel(i, channel, CueParameters.ChannelDb.Default);
        }
    }

    /// <summary>Monitor thread: makes one period, before the click's strokes of it are gone.</summary>
    /// <param name="pairs">Stereo pairs the output has.</param>
    /// <param name="inputs">Channel c from c x period frames on.</param>
    /// <param name="heard">The mix whose pans and polarities are theirs, too.</param>
    /// <param name="click">The click.</param>
    public CueFrames Make(int pairs, ReadOnlySpan<float> inputs, Mixer heard, ClickTrack click)
    {
        var count = Math.Clamp(pairs - 1, 0, CueParameters.MostCues);
        if (count == 0)
            return default;
        FollowPans(heard);
        for (var i = 0; i < count; i++)
        {
            var sides = samples.AsSpan(2 * i * periodFrames, 2 * periodFrames);
            Make(cues[i], inputs, click, sides[..periodFrames], sides[periodFrames..]);
        }
        return new CueFrames(samples, 2 * count, periodFrames);
    }

    private void FollowPans(Mixer heard)
    {
        for (var c = 0; c < strips; c++)
        {
            ref readonly var strip = ref heard.ValuesOf(c);
            var sign = strip.IsOn(StripParameter.PolarityInverted) ? -1 : 1;
            // Both in one number: the pan is from -1 to 1.
            var pan = strip[StripParameter.Pan] + 4 * sign;
            if (pan == pans[c])
                continue;
            pans[c] = pan;
            var (sine, cosine) = MathF.SinCos((strip[StripParameter.Pan] + 1) * (MathF.PI / 4));
            (panLeft[c], panRight[c]) = (sign * cosine, sign * sine);
        }
    }

    private void Make(Cue cue, ReadOnlySpan<float> inputs, ClickTrack click, Span<float> left, Span<float> right)
    {
        var level = Volatile.Read(ref cue.LevelGain);
        if (level == 0 && cue.HeardGain == 0)
        {
            left.Clear();
            right.Clear();
            return;
        }
        // Nothing was heard of it: its channels are where they belong at once.
        if (cue.HeardGain == 0)
            cue.Mix.Begin(cue.ChannelGains, panLeft, panRight);
        cue.Mix.Process(inputs, periodFrames, cue.ChannelGains, panLeft, panRight, left, right);
        click.AddTo(cue.Voice, Volatile.Read(ref cue.ClickDb), left, right);
        Ramp(left, cue.HeardGain, level);
        Ramp(right, cue.HeardGain, level);
        cue.HeardGain = level;
    }

    private static void Ramp(Span<float> side, float from, float to)
    {
        var step = (to - from) / side.Length;
        for (var i = 0; i < side.Length; i++)
            side[i] *= from + step * (i + 1);
    }

    private sealed class Cue(int strips, int rateHz)
    {
        // Set by the control side, read by the monitor thread.
        public readonly float[] ChannelGains = [.. Enumerable.Repeat(FaderGain.FromDb(CueParameters.ChannelDb.Default), strips)];
        public float LevelGain;
        public float ClickDb = CueParameter.ClickDb.Spec().Default;

        // The monitor thread's alone.
        public float HeardGain;

        public CueMix Mix { get; } = new(strips);
        public ClickVoice Voice { get; } = new(rateHz);
    }
}
