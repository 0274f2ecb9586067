using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Studio.SoundCheck;

namespace Recorder.Studio.Tests.SoundCheck;

/// <summary>What the sound check finds in sounds of which everything is known.</summary>
public class SoundCheckTests
{
    private const double Seconds = 12;

    [Theory]
    [InlineData(-3, -9, "peak -3 dB: gain -9")]
    [InlineData(-12, 0, "good, peak -12 dB")]
    [InlineData(-18, 0, "good, peak -18 dB")]
    [InlineData(-40, 28, "peak -40 dB: gain +28")]
    public void The_loudest_passage_gets_12_dB_to_full_scale(double peakDbfs, double changeDb, string verdict)
    {
        var check = Stage.Check(Loud(peakDbfs))[0];
        Assert.Equal(InputSignal.Playing, check.Signal);
        Assert.Equal(peakDbfs, check.SamplePeakDbfs!.Value, 0.01);
        Assert.InRange(check.TruePeakDbtp!.Value, peakDbfs - 0.01, peakDbfs + 0.5);
        Assert.Equal(-check.TruePeakDbtp.Value - 6, check.PredictedHeadroomDb!.Value, 1e-9);
        Assert.Equal(changeDb, check.GainChangeDb, 0.51);
        Assert.Equal(verdict, check.Verdict);
        Assert.Null(check.GainDb);
        Assert.Equal("", check.Proposal);
        Assert.Equal(changeDb == 0 ? 0 : 1, check.Sentences.Length);
    }

    [Fact]
    public void Without_a_gain_to_set_it_says_what_the_hand_has_to_do() =>
        Assert.Equal("Peak -3 dB: turn the interface's gain down by 9 dB.", Stage.Check(Loud(-3))[0].Sentences[0]);

    [Theory]
    [InlineData(30, 0, 60, 1, -3, 21f, "Peak -3 dB: gain to 21 dB.")]
    [InlineData(30, 0, 60, 2, -3, 20f, "Peak -3 dB: gain to 20 dB.")]
    [InlineData(4, 0, 60, 1, -3, 0f, "Peak -3 dB: gain to 0 dB, its lowest.")]
    [InlineData(0, 0, 60, 1, -3, null, "Peak -3 dB: its gain is at the lowest, switch the pad on.")]
    [InlineData(55, 0, 60, 1, -40, 60f, "Peak -40 dB: gain to 60 dB.")]
    [InlineData(60, 0, 60, 1, -40, null, "Peak -40 dB: its gain is at the top, go nearer.")]
    public void An_interface_with_gains_is_told_a_position_of_its_own(
        float valueDb, float leastDb, float mostDb, float stepDb, double peakDbfs, float? gainDb, string sentence)
    {
        var place = new InputPlace { Controls = new InputControls(new InputGain(valueDb, leastDb, mostDb, stepDb), false, null) };
        var check = Stage.Check([place], Loud(peakDbfs))[0];
        Assert.Equal(gainDb, check.GainDb);
        Assert.Equal(sentence, check.Sentences[0]);
        Assert.Equal(gainDb is null ? "" : FormattableString.Invariant($"gain {valueDb} to {gainDb} dB"), check.Proposal);
    }

    [Theory, InlineData(SampleFormat.S16), InlineData(SampleFormat.S24), InlineData(SampleFormat.F32)]
    public void What_clipped_is_counted_and_turned_down(SampleFormat format)
    {
        var highest = format.HighestSample();
        float[] samples = [.. Loud(4).Select(sample => Math.Clamp(sample, -highest, highest))];
        var check = Stage.Hear([samples], format: format).Tell([new InputPlace()])[0];
        Assert.Equal(samples.Take(samples.Length / 4096 * 4096).Count(sample => Math.Abs(sample) >= highest), check.ClippedSamples);
        Assert.InRange(check.ClippedSamples, 2, 10_000);
        Assert.Equal(("clipped: gain -12", -12), (check.Verdict, check.GainChangeDb));
    }

    [Fact]
    public void Zeros_noise_and_a_condenser_without_power_are_told_apart()
    {
        var noise = Material.Noise(Seconds, 3, 0.0003f);
        InputPlace[] places = [new(), new(), new() { Microphone = MicrophoneType.Condenser, Controls = new InputControls(null, null, false) }];
        var checks = Stage.Check(places, new float[noise.Length], noise, noise);
        Assert.Equal([InputSignal.Zeros, InputSignal.Idle, InputSignal.Idle], checks.Select(check => check.Signal));
        Assert.Equal(["only zeros", "nothing played", "nothing played"], checks.Select(check => check.Verdict));
        Assert.Equal("Nothing was played on it: it is a condenser, and 48 V is off.", checks[2].Sentences[0]);
        Assert.All(checks, check => Assert.Equal((0, null), (check.GainChangeDb, check.SameAs)));
        Assert.Null(checks[0].TruePeakDbtp);
        Assert.Null(checks[0].NoiseFloorDbfs);
        Assert.Equal(20 * Math.Log10(0.0003 / Math.Sqrt(3)), checks[1].NoiseFloorDbfs!.Value, 0.2);
    }

    [Theory]
    [InlineData(50, -55, -80), InlineData(60, -50, -70), InlineData(49.9, -45, -70), InlineData(60.1, -60, -85)]
    public void Hum_is_told_with_its_level_and_how_far_over_the_noise_it_stands(double mainsHz, double humDbfs, double noiseDbfs)
    {
        var noise = Material.Noise(Seconds, 8, (float)(Math.Pow(10, noiseDbfs / 20) * Math.Sqrt(3)));
        var check = Stage.Check(Stage.Sum(Loud(-12), noise, Stage.Hum(Seconds, mainsHz, humDbfs)))[0];
        Assert.Equal((int)Math.Round(mainsHz / 10) * 10, check.HumHz);
        Assert.Equal(humDbfs, check.HumDbfs!.Value, 0.5);
        Assert.Equal(humDbfs - noiseDbfs, check.HumOverNoiseDb!.Value, 1.5);
        Assert.StartsWith(FormattableString.Invariant($"hum {check.HumHz} Hz {humDbfs:0} dB"), check.Verdict, StringComparison.Ordinal);
    }

    [Theory, InlineData(49.0), InlineData(61.74), InlineData(51.91), InlineData(98.0), InlineData(120.5)]
    public void A_bass_note_beside_the_mains_is_no_hum(double noteHz)
    {
        var note = Material.Tone(Seconds, noteHz, -20);
        var check = Stage.Check(Stage.Sum(note, Material.Tone(Seconds, 2 * noteHz, -30), Material.Noise(Seconds, 4, 0.0005f)))[0];
        Assert.Null(check.HumHz);
        Assert.Equal(InputSignal.Playing, check.Signal);
    }

    [Fact]
    public void Noise_that_is_heard_behind_the_playing_is_told_and_clean_inputs_are_good()
    {
        var noisy = Stage.Check(Stage.Sum(Loud(-12), Material.Noise(Seconds, 8, 0.006f)))[0];
        Assert.Equal(20 * Math.Log10(0.006 / Math.Sqrt(3)), noisy.NoiseFloorDbfs!.Value, 0.3);
        Assert.Equal("noise -49 dB", noisy.Verdict);
        var clean = Stage.Check(Stage.Sum(Loud(-12), Material.Noise(Seconds, 8, 0.0003f)))[0];
        Assert.Equal("good, peak -12 dB", clean.Verdict);
    }

    [Fact]
    public void While_playing_never_pauses_no_floor_is_told()
    {
        var check = Stage.Check(Material.Tone(Seconds, 440, -14))[0];
        Assert.Equal((InputSignal.Playing, null), (check.Signal, check.NoiseFloorDbfs));
    }

    [Fact]
    public void A_constant_part_is_told_and_cut()
    {
        var check = Stage.Check(Stage.Sum(Loud(-12), [.. Enumerable.Repeat(0.02f, (int)(Seconds * Stage.RateHz))]))[0];
        Assert.Equal(20 * Math.Log10(0.02), check.DcDbfs!.Value, 0.2);
        Assert.Equal((60f, "low cut 60 Hz"), (check.LowCutHz, check.Proposal));
        Assert.Contains("DC -34 dB", check.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Rumble_under_a_voice_is_cut_and_a_kick_keeps_its_lows()
    {
        var rumbling = Stage.Sum(Loud(-16), Material.Tone(Seconds, 32, -18));
        InputPlace[] places = [new() { Name = "Voice" }, new() { Name = "Kick" }, new() { Name = "Voice", LowCutHz = 120 }];
        var checks = Stage.Check(places, rumbling, Stage.Scaled(rumbling, 0.9), Loud(-12));
        Assert.Equal((90f, "low cut 90 Hz"), (checks[0].LowCutHz, checks[0].Proposal));
        Assert.Contains("rumble: low cut 90", checks[0].Verdict, StringComparison.Ordinal);
        Assert.Null(checks[1].LowCutHz);
        Assert.Null(checks[2].LowCutHz);
        Assert.Null(Stage.Check([places[2]], rumbling)[0].LowCutHz);
    }

    [Theory, InlineData(1), InlineData(-0.5)]
    public void Two_inputs_with_one_sound_are_found_whatever_lies_between(double gain)
    {
        var sound = Loud(-12);
        var checks = Stage.Check(sound, Stage.Playing(Seconds, 99, -12), Stage.Sum(Stage.Scaled(sound, gain), Material.Noise(Seconds, 5, 0.0003f)));
        Assert.Equal([null, null, 0], checks.Select(check => check.SameAs));
        Assert.Equal(gain > 0 ? "same as 1" : "same as 1, upside down", checks[2].Verdict);
        Assert.Null(checks[2].Polarity);
    }

    [Theory]
    [InlineData(1, 0, null), InlineData(-1, 0, true), InlineData(1, 30, null), InlineData(-1, 30, true), InlineData(-1, 240, null)]
    public void A_neighbour_that_is_upside_down_is_turned_over(double sign, int laterFrames, bool? polarity)
    {
        var sound = Loud(-12);
        var second = Stage.Sum(Stage.Scaled(Stage.Later(sound, laterFrames), 0.7 * sign), Stage.Playing(Seconds, 21, -30));
        var checks = Stage.Check(sound, second);
        Assert.Equal(polarity, checks[1].Polarity);
        Assert.Equal(Math.Sign(sign), Math.Sign(checks[1].NeighbourCorrelation!.Value));
        Assert.Equal(1000.0 * laterFrames / Stage.RateHz, checks[1].NeighbourDelayMs!.Value, 0.03);
        Assert.Equal(polarity is null ? "" : "polarity inv", checks[1].Proposal);
    }

    [Fact]
    public void Turned_over_it_is_left_alone_and_the_next_is_measured_against_it()
    {
        var sound = Loud(-12);
        float[] Microphone(int seed, double sign) => Stage.Sum(Stage.Scaled(sound, 0.7 * sign), Stage.Playing(Seconds, seed, -30));
        var inputs = (float[][])[Microphone(31, 1), Microphone(32, -1), Microphone(33, -1), Microphone(34, 1)];
        Assert.Equal((bool?[])[null, true, true, null], Stage.Check(inputs).Select(check => check.Polarity));
        InputPlace[] places = [new(), new() { IsInverted = true }, new() { IsInverted = true }, new()];
        Assert.Equal((bool?[])[null, null, null, null], Stage.Check(places, inputs).Select(check => check.Polarity));
    }

    [Fact]
    public void Strangers_share_nothing()
    {
        var checks = Stage.Check(Loud(-12), Stage.Playing(Seconds, 77, -12));
        Assert.Equal((null, null, null), (checks[1].NeighbourCorrelation, checks[1].SameAs, checks[1].Polarity));
    }

    [Fact]
    public void A_hi_hat_on_the_kick_s_input_is_told()
    {
        var noise = Material.Noise(Seconds, 61);
        var hat = new float[noise.Length];
        for (var i = 2; i < noise.Length; i++)
            hat[i] = (noise[i] - 2 * noise[i - 1] + noise[i - 2]) * (float)Math.Exp(-(i % 12000) / 900.0) * 0.3f;
        var check = Stage.Check([new InputPlace { Name = "Kick" }], hat)[0];
        Assert.Contains("sounds like a hi-hat", check.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_forgotten_is_heard_anew()
    {
        var (loud, soft) = (Loud(-3), Loud(-12));
        var listener = Stage.Hear([loud, soft]);
        listener.Forget(0);
        var block = new float[2 * listener.BlockFrames];
        for (var start = 0; start + listener.BlockFrames <= soft.Length; start += listener.BlockFrames)
        {
            soft.AsSpan(start, listener.BlockFrames).CopyTo(block);
            soft.AsSpan(start, listener.BlockFrames).CopyTo(block.AsSpan(listener.BlockFrames));
            listener.Hear(block);
        }
        Assert.All(listener.Tell([new InputPlace(), new InputPlace()]), check => Assert.Equal(-12, check.SamplePeakDbfs!.Value, 0.01));
    }

    private static float[] Loud(double peakDbfs) => Stage.Playing(Seconds, 7, peakDbfs);
}
