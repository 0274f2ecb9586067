using Recorder.Core.Parameters;
using Recorder.Dsp.Dynamics;
using Recorder.Dsp.Filters;
using Recorder.Dsp.Mixing;
using static Recorder.Core.Parameters.StripParameter;

namespace Recorder.Dsp.Tests.Mixing;

public class MixerTests
{
    private const int RateHz = 48000;
    private static readonly float HalfPower = MathF.Sqrt(0.5f);

    [Theory, InlineData(1), InlineData(4), InlineData(7)]
    public void Defaults_pass_every_channel_to_the_middle_3_dB_down(int channels)
    {
        var inputs = Noise(channels, 300);
        var (left, right) = Mix(new Mixer(channels, RateHz, 300), inputs, 300, 300);
        for (var i = 0; i < 300; i++)
        {
            var expected = Enumerable.Range(0, channels).Sum(channel => inputs[channel * 300 + i]) * HalfPower;
            Assert.Equal(expected, left[i], 1e-6f);
            Assert.Equal(expected, right[i], 1e-6f);
        }
    }

    [Theory, InlineData(-1, 1, 0), InlineData(1, 0, 1), InlineData(0.5, 0.38268, 0.92388)]
    public void Pan_keeps_the_power(float pan, float leftGain, float rightGain)
    {
        var mixer = new Mixer(1, RateHz, 64);
        mixer.SetStrip(0, StripParameters.Defaults().With(Pan, pan).With(TrimDb, 6).With(PolarityInverted, 1).With(FaderDb, -6));
        var (left, right) = Mix(mixer, [.. Enumerable.Repeat(0.5f, 64)], 64, 64);
        Assert.Equal(-0.5f * leftGain, left[10], 1e-5f);
        Assert.Equal(-0.5f * rightGain, right[10], 1e-5f);
    }

    [Theory, InlineData(0, 300), InlineData(0.1f, 300), InlineData(12.3f, 64), InlineData(100, 777)]
    public void A_delay_is_exact_to_the_frame_whatever_the_blocks_and_0_ms_changes_no_bit(float delayMs, int block)
    {
        var inputs = Noise(5, 9000);
        var mixer = new Mixer(5, RateHz, 9000);
        mixer.SetStrip(4, StripParameters.Defaults().With(DelayMs, delayMs));
        // As if that channel had been recorded so many frames later; live and offline mixes differ in their blocks.
        var (expectedLeft, expectedRight) = Mix(new Mixer(5, RateHz, 9000), Later(inputs, delayMs), 9000, block);
        var (left, right) = Mix(mixer, inputs, 9000, block);
        Assert.Equal(expectedLeft, left);
        Assert.Equal(expectedRight, right);

        float[] Later(float[] all, float milliseconds)
        {
            var frames = (int)Math.Round(milliseconds * RateHz / 1000);
            return [.. all[..36000], .. new float[frames], .. all[36000..^frames]];
        }
    }

    [Fact]
    public void A_delay_that_is_turned_fades_and_then_is_exact_and_at_0_the_channel_passes_as_it_is()
    {
        var mixer = new Mixer(1, RateHz, 100);
        var tone = Signals.Sine(1000, RateHz, 48000, 0.5);
        var plain = Mix(new Mixer(1, RateHz, 100), tone, 48000, 100).Left;
        var left = new float[48000];
        // 97 ms comes while 3.3 ms still fades in.
        (float DelayMs, int Start)[] turns = [(3.3f, 6000), (97, 6100), (0.25f, 20000), (0, 30000), (0, 48000)];
        for (var (start, turn) = (0, 0); start < 48000; start += 100)
        {
            if (start == turns[turn].Start)
                mixer.SetStrip(0, StripParameters.Defaults().With(DelayMs, turns[turn++].DelayMs));
            mixer.Process(tone.AsSpan(start, 100), 100, 100, left.AsSpan(start, 100), new float[100]);
        }
        // Faded or not, this tone moves no further from frame to frame.
        for (var i = 1; i < left.Length; i++)
            Assert.InRange(Math.Abs(left[i] - left[i - 1]), 0, 0.05);
        const int FadedWithin = 2 * 720;
        Assert.Equal(plain[..6000], left[..6000]);
        Assert.Equal(plain[(6100 + FadedWithin - 4656)..(20000 - 4656)], left[(6100 + FadedWithin)..20000]);
        Assert.Equal(plain[(20000 + FadedWithin - 12)..(30000 - 12)], left[(20000 + FadedWithin)..30000]);
        Assert.Equal(plain[(30000 + FadedWithin)..], left[(30000 + FadedWithin)..]);
    }

    [Fact]
    public void Mute_and_solo_choose_who_is_heard()
    {
        var mixer = new Mixer(6, RateHz, 64);
        float[] inputs = [.. Enumerable.Range(0, 6).SelectMany(channel => Enumerable.Repeat(MathF.Pow(2, channel) / 64, 64))];
        mixer.SetStrip(1, StripParameters.Defaults().With(Mute, 1));
        Assert.Equal(1 + 4 + 8 + 16 + 32, Heard());
        mixer.SetStrip(5, StripParameters.Defaults().With(Solo, 1));
        mixer.SetStrip(1, StripParameters.Defaults().With(Mute, 1).With(Solo, 1));
        Assert.Equal(32, Heard());
        mixer.SetStrip(5, StripParameters.Defaults());
        mixer.SetStrip(1, StripParameters.Defaults());
        Assert.Equal(63, Heard());
        mixer.SetStrip(0, StripParameters.Defaults().With(FaderDb, StripParameters.SilenceDb));
        Assert.Equal(62, Heard());

        int Heard()
        {
            var left = new float[64];
            for (var block = 0; block < 20; block++)
                mixer.Process(inputs, 64, 64, left, new float[64]);
            return (int)Math.Round(left[63] / HalfPower * 64);
        }
    }

    [Fact]
    public void A_full_strip_is_its_scalar_parts_in_the_declared_order()
    {
        const int frames = 5000;
        var inputs = Noise(6, frames);
        var values = Enumerable.Range(0, 6).Select(FullStrip).ToArray();
        var mixer = new Mixer(6, RateHz, frames);
        for (var channel = 0; channel < 6; channel++)
            mixer.SetStrip(channel, values[channel].With(ReverbSendDb, -60).With(DelaySendDb, -60));
        var (left, _) = Mix(mixer, inputs, frames, 512);
        var expected = new float[frames];
        for (var channel = 0; channel < 6; channel++)
        {
            var strip = ScalarStrip(values[channel], inputs.AsSpan(channel * frames, frames));
            var gain = MathF.Cos((values[channel][Pan] + 1) * MathF.PI / 4) * MathF.Pow(10, values[channel][FaderDb] / 20);
            for (var i = 0; i < frames; i++)
                expected[i] += strip[i] * gain;
        }
        Assert.InRange(Signals.LargestDifference(expected, left), 0, 1e-4);
    }

    [Fact]
    public void However_the_sound_is_cut_the_mix_is_the_same()
    {
        const int frames = 12_000;
        var inputs = Noise(9, frames);
        var (left, right) = Mix(FullMixer(9, frames), inputs, frames, 512);
        foreach (var block in (int[])[1, 7, 64, 77, 4096, frames])
        {
            var (otherLeft, otherRight) = Mix(FullMixer(9, frames), inputs, frames, block);
            Assert.InRange(Signals.LargestDifference(left, otherLeft), 0, 1e-6);
            Assert.InRange(Signals.LargestDifference(right, otherRight), 0, 1e-6);
        }
        var again = Mix(FullMixer(9, frames), inputs, frames, 512);
        Assert.Equal(left, again.Left);
        Assert.Equal(right, again.Right);
    }

    [Fact]
    public void Stems_add_up_to_the_mix()
    {
        const int frames = 9000;
        var inputs = Noise(5, frames);
        var mixer = FullMixer(5, frames);
        mixer.SetBus(BusParameters.Defaults().With(BusParameter.BusFaderDb, -4).With(BusParameter.ReverbReturnDb, 3));
        var stems = new float[(5 + Mixer.EffectStems) * 2 * frames];
        stems.AsSpan().Fill(9);
        var (left, right) = (new float[frames], new float[frames]);
        mixer.Process(inputs, frames, frames, left, right, stems);
        for (var i = 0; i < frames; i++)
        {
            var (sumLeft, sumRight) = (0f, 0f);
            for (var stem = 0; stem < 5 + Mixer.EffectStems; stem++)
            {
                sumLeft += stems[2 * stem * frames + i];
                sumRight += stems[(2 * stem + 1) * frames + i];
            }
            Assert.Equal(left[i], sumLeft, 2e-6f);
            Assert.Equal(right[i], sumRight, 2e-6f);
        }
        var (plainLeft, _) = Mix(Again(), inputs, frames, frames);
        Assert.Equal(plainLeft, left);

        Mixer Again()
        {
            var other = FullMixer(5, frames);
            other.SetBus(BusParameters.Defaults().With(BusParameter.BusFaderDb, -4).With(BusParameter.ReverbReturnDb, 3));
            return other;
        }
    }

    [Fact]
    public void Moves_are_heard_without_clicks()
    {
        var mixer = new Mixer(1, RateHz, 128);
        var sine = Signals.Sine(100, RateHz, 128 * 300, 0.5);
        var (left, right) = (new float[sine.Length], new float[sine.Length]);
        var random = new Random(1);
        for (var start = 0; start < sine.Length; start += 128)
        {
            if (start % (128 * 8) == 0)
            {
                mixer.SetStrip(0, StripParameters.Defaults().With(FaderDb, random.Next(-60, 6)).With(Pan, random.NextSingle() * 2 - 1)
                    .With(LowGainDb, random.Next(-12, 12)).With(Mute, random.Next(4) == 0 ? 1 : 0).With(HighPassHz, random.Next(20, 300)));
            }
            mixer.Process(sine.AsSpan(start, 128), 128, 128, left.AsSpan(start, 128), right.AsSpan(start, 128));
        }
        // Its own bend is 1e-4 per 0.5; a gain that goes from nothing to +18 dB within 15 ms adds corners of a few thousandths.
        for (var i = 1; i < left.Length - 1; i++)
            Assert.InRange(Math.Abs(left[i - 1] - 2 * left[i] + left[i + 1]), 0, 0.02f);
    }

    [Fact]
    public void Meters_read_after_the_fader_and_show_the_reductions()
    {
        var mixer = new Mixer(2, RateHz, 4800);
        mixer.SetStrip(0, StripParameters.Defaults().With(FaderDb, -6).With(Pan, -1));
        mixer.SetStrip(1, StripParameters.Defaults().With(CompressorOn, 1).With(CompressorThresholdDb, -20).With(CompressorRatio, 4)
            .With(CompressorKneeDb, 0).With(CompressorAttackMs, 1).With(GateOn, 1).With(GateThresholdDb, -10).With(Pan, 1));
        float[] inputs = [.. Signals.Sine(1000, RateHz, 4800, 0.5), .. Signals.Sine(1000, RateHz, 4800, 0.1)];
        for (var block = 0; block < 5; block++)
            mixer.Process(inputs, 4800, 4800, new float[4800], new float[4800]);
        Assert.Equal(0.25, mixer.Strips[0].Level.Peak, 2e-3);
        Assert.Equal(0.25 * 0.25 / 2 * 4800, mixer.Strips[0].Level.SumOfSquares, 1.0);
        Assert.Equal(0, mixer.Strips[0].CompressorReductionDb);
        Assert.Equal(20, mixer.Strips[1].GateReductionDb, 0.1);
        Assert.Equal(mixer.Strips[0].Level.Peak, mixer.BusLeft.Peak, 1e-5f);
        Assert.Equal(mixer.Strips[1].Level.Peak, mixer.BusRight.Peak, 1e-5f);
        mixer.SetStrip(1, StripParameters.Defaults().With(CompressorOn, 1).With(CompressorThresholdDb, -40).With(CompressorRatio, 4)
            .With(CompressorKneeDb, 0).With(CompressorAttackMs, 1));
        for (var block = 0; block < 10; block++)
            mixer.Process(inputs, 4800, 4800, new float[4800], new float[4800]);
        Assert.Equal(15, mixer.Strips[1].CompressorReductionDb, 0.5);
    }

    [Fact]
    public void Broken_input_never_reaches_the_mix()
    {
        var inputs = Noise(4, 2000);
        inputs[100] = float.NaN;
        inputs[2500] = float.NegativeInfinity;
        inputs[4200] = 1e30f;
        inputs[6100] = 1e-42f;
        var (left, right) = Mix(FullMixer(4, 2000), inputs, 2000, 100);
        Assert.All(left, sample => Assert.InRange(sample, -50, 50));
        Assert.All(right, sample => Assert.InRange(sample, -50, 50));
    }

    [Fact]
    public void A_muted_effect_leaves_the_mix_without_it()
    {
        var inputs = Noise(1, RateHz);
        var sent = StripParameters.Defaults().With(ReverbSendDb, 0).With(DelaySendDb, 0);
        var mixer = new Mixer(1, RateHz, RateHz);
        mixer.SetStrip(0, sent);
        mixer.SetBus(BusParameters.Defaults().With(BusParameter.ReverbMute, 1).With(BusParameter.DelayMute, 1));
        var (left, right) = Mix(mixer, inputs, RateHz, RateHz);
        var (dryLeft, dryRight) = Mix(new Mixer(1, RateHz, RateHz), inputs, RateHz, RateHz);
        Assert.Equal(dryLeft, left);
        Assert.Equal(dryRight, right);

        var wet = new Mixer(1, RateHz, RateHz);
        wet.SetStrip(0, sent);
        wet.SetBus(BusParameters.Defaults().With(BusParameter.DelayMute, 1));
        Assert.NotEqual(dryLeft, Mix(wet, inputs, RateHz, RateHz).Item1);
    }

    [Fact]
    public void Silence_ends_in_silence_and_sound_comes_back()
    {
        var mixer = FullMixer(4, RateHz);
        mixer.SetBus(BusParameters.Defaults().With(BusParameter.ReverbDecaySeconds, 0.2f).With(BusParameter.DelayFeedbackPercent, 0));
        Mix(mixer, Noise(4, 4800), 4800, 4800);
        float[] left = [];
        for (var second = 0; second < 8; second++)
            (left, _) = Mix(mixer, new float[4 * RateHz], RateHz, RateHz);
        Assert.All(left, sample => Assert.Equal(0, sample));
        (left, _) = Mix(mixer, Noise(4, 4800), 4800, 4800);
        Assert.InRange(Signals.RmsDb(left), -40, 6);
    }

    [Fact]
    public void Mixing_allocates_nothing()
    {
        var mixer = FullMixer(16, 256);
        var inputs = Noise(16, 256);
        var (left, right) = (new float[256], new float[256]);
        var stems = new float[(16 + Mixer.EffectStems) * 2 * 256];
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            for (var block = 0; block < 50; block++)
            {
                mixer.SetStrip(block % 16, FullStrip(block));
                mixer.SetBus(BusParameters.Defaults().With(BusParameter.ReverbDecaySeconds, 1 + block % 5));
                mixer.Process(inputs, 256, 256, left, right, block % 2 == 0 ? stems : default);
            }
        }
    }

    private static Mixer FullMixer(int channels, int maxBlockFrames)
    {
        var mixer = new Mixer(channels, RateHz, maxBlockFrames);
        for (var channel = 0; channel < channels; channel++)
            mixer.SetStrip(channel, FullStrip(channel));
        return mixer;
    }

    private static StripValues FullStrip(int channel) => StripParameters.Defaults()
        .With(TrimDb, channel - 3).With(PolarityInverted, channel & 1).With(HighPassHz, 60 + 20 * channel)
        .With(GateOn, channel % 3 == 0 ? 0 : 1).With(GateThresholdDb, -25)
        .With(LowGainDb, 4).With(LowMidGainDb, -5).With(LowMidHz, 300 + 50 * channel).With(HighMidGainDb, channel % 2).With(HighGainDb, 3)
        .With(CompressorOn, channel % 4 == 1 ? 0 : 1).With(CompressorThresholdDb, -24).With(CompressorMakeupDb, 2)
        .With(Pan, channel % 5 / 2.5f - 0.8f).With(FaderDb, -10).With(ReverbSendDb, -12).With(DelaySendDb, channel % 2 == 0 ? -15 : -60);

    private static float[] ScalarStrip(in StripValues values, ReadOnlySpan<float> input)
    {
        var samples = input.ToArray();
        var trim = MathF.Pow(10, values[TrimDb] / 20) * (values.IsOn(PolarityInverted) ? -1 : 1);
        for (var i = 0; i < samples.Length; i++)
            samples[i] *= trim;
        new Biquad(StripFilters.Section(values, 0, RateHz)).Process(samples);
        var gate = new Gate(RateHz);
        gate.Set(GateSettings.Of(values));
        gate.Process(samples);
        var bands = new BiquadCascade(4);
        for (var section = 1; section < StripFilters.Sections; section++)
            bands.Set(section - 1, StripFilters.Section(values, section, RateHz));
        bands.Process(samples);
        var compressor = new Compressor(RateHz);
        compressor.Set(CompressorSettings.Of(values));
        compressor.Process(samples);
        return samples;
    }

    private static float[] Noise(int channels, int frames)
    {
        var samples = Signals.Noise(channels * frames, 0.5f, seed: channels);
        for (var i = 0; i < samples.Length; i++)
            samples[i] *= i / 1000 % 3 == 1 ? 0.02f : 1;
        return samples;
    }

    private static (float[] Left, float[] Right) Mix(Mixer mixer, float[] inputs, int frames, int blockFrames)
    {
        var (left, right) = (new float[frames], new float[frames]);
        for (var start = 0; start < frames; start += blockFrames)
        {
            var count = Math.Min(blockFrames, frames - start);
            mixer.Process(inputs.AsSpan(start), frames, count, left.AsSpan(start), right.AsSpan(start));
        }
        return (left, right);
    }
}
