using System.Runtime.Intrinsics;
using Recorder.Core.Parameters;
using Recorder.Dsp.Dynamics;

namespace Recorder.Dsp.Tests.Dynamics;

public class DynamicsTests
{
    private const int RateHz = 48000;
    private static readonly CompressorSettings Firm = new(
        true, ThresholdDb: -20, Ratio: 4, AttackMs: 5, ReleaseMs: 100, KneeDb: 0, MakeupDb: 0);
    private static readonly GateSettings Tight = new(true, ThresholdDb: -40, RangeDb: -30, AttackMs: 1, HoldMs: 20, ReleaseMs: 100);

    [Theory, InlineData(-30, 0), InlineData(-20, 0), InlineData(-12, 6), InlineData(0, 15)]
    public void A_compressor_ends_on_its_curve(double levelDb, double reductionDb)
    {
        Assert.Equal(reductionDb, Firm.ReductionDb((float)levelDb), 0.01);
        var compressor = new Compressor(RateHz);
        compressor.Set(Firm);
        var samples = Constant(levelDb, RateHz);
        compressor.Process(samples);
        Assert.Equal(levelDb - reductionDb, 20 * Math.Log10(samples[^1]), 0.02);
        Assert.Equal(reductionDb, compressor.ReductionDb, 0.02);
    }

    [Fact]
    public void A_knee_is_gentle_and_meets_both_lines()
    {
        var soft = Firm with { KneeDb = 12 };
        Assert.Equal(0, soft.ReductionDb(-26), 1e-4);
        Assert.Equal(0.75 * 12 / 8, soft.ReductionDb(-20), 1e-4);
        Assert.Equal(Firm.ReductionDb(-14), soft.ReductionDb(-14), 1e-2);
    }

    [Fact]
    public void Attack_and_release_are_time_constants()
    {
        var compressor = new Compressor(RateHz);
        compressor.Set(Firm);
        compressor.Process(Constant(0, RateHz * 5 / 1000 + 8));
        Assert.Equal(15 * 0.632, compressor.ReductionDb, 0.3);
        compressor.Process(Constant(0, RateHz));
        compressor.Process(Constant(-60, RateHz / 10));
        Assert.Equal(15 * 0.368, compressor.ReductionDb, 0.4);
    }

    [Fact]
    public void Make_up_gain_is_given_back_without_a_step()
    {
        var compressor = new Compressor(RateHz);
        var samples = Constant(-30, RateHz / 2);
        compressor.Process(samples.AsSpan(0, 1000));
        compressor.Set(Firm with { MakeupDb = 6 });
        compressor.Process(samples.AsSpan(1000));
        Assert.Equal(-24, 20 * Math.Log10(samples[^1]), 0.01);
        for (var i = 1; i < samples.Length; i++)
            Assert.InRange(Math.Abs(samples[i] - samples[i - 1]), 0, 1e-4f);
    }

    [Fact]
    public void A_gate_opens_holds_and_closes_in_its_times()
    {
        var gate = new Gate(RateHz);
        gate.Set(Tight);
        gate.Process(Constant(-60, RateHz));
        Assert.Equal(-30, 20 * Math.Log10(gate.Gain), 0.01);
        gate.Process(Constant(-10, RateHz / 1000 + 16));
        Assert.Equal(1, gate.Gain);
        gate.Process(Constant(-60, RateHz * 18 / 1000));
        Assert.Equal(1, gate.Gain);
        gate.Process(Constant(-60, RateHz * 52 / 1000));
        Assert.Equal(-15, 20 * Math.Log10(gate.Gain), 0.6);
        gate.Process(Constant(-60, RateHz * 52 / 1000));
        Assert.Equal(-30, 20 * Math.Log10(gate.Gain), 0.01);
    }

    [Fact]
    public void A_gate_does_not_flutter_between_its_two_levels()
    {
        var gate = new Gate(RateHz);
        gate.Set(Tight);
        gate.Process(Constant(-42, RateHz));
        Assert.Equal(-30, 20 * Math.Log10(gate.Gain), 0.01);
        gate.Process(Constant(-39, RateHz));
        gate.Process(Constant(-42, RateHz));
        Assert.Equal(1, gate.Gain);
        gate.Process(Constant(-45, RateHz));
        Assert.Equal(-30, 20 * Math.Log10(gate.Gain), 0.01);
    }

    [Fact]
    public void Lanes_are_their_scalar_twins_however_the_sound_is_cut()
    {
        var (gates, compressors) = (new GateLanes(RateHz), new CompressorLanes(RateHz));
        var twins = Enumerable.Range(0, 4).Select(lane => (Gate: new Gate(RateHz), Compressor: new Compressor(RateHz))).ToArray();
        for (var lane = 0; lane < 4; lane++)
        {
            var gate = Tight with { On = lane != 3, ThresholdDb = -20 + lane, HoldMs = 1 + lane };
            var compressor = Firm with { On = lane != 2, Ratio = 2 + lane, KneeDb = 3 * lane, MakeupDb = lane };
            gates.Set(lane, gate);
            compressors.Set(lane, compressor);
            twins[lane].Gate.Set(gate);
            twins[lane].Compressor.Set(compressor);
        }
        var samples = Signals.Noise(20_000, 1, seed: 7);
        for (var i = 0; i < samples.Length; i++)
            samples[i] *= i / 2000 % 2 == 0 ? 1 : i / 8 % 3 == 0 ? 0 : 0.01f;
        var frames = samples.Select(sample => Vector128.Create(sample)).ToArray();
        var random = new Random(2);
        for (var start = 0; start < frames.Length;)
        {
            var block = frames.AsSpan(start, Math.Min(random.Next(100), frames.Length - start));
            gates.Process(block);
            compressors.Process(block);
            start += block.Length;
        }
        for (var lane = 0; lane < 4; lane++)
        {
            var expected = samples.ToArray();
            twins[lane].Gate.Process(expected);
            twins[lane].Compressor.Process(expected);
            Assert.InRange(Signals.LargestDifference(expected, [.. frames.Select(frame => frame[lane])]), 0, 2e-6);
        }
        Assert.InRange(gates.TakeReductionDb(0), 11, 13);
        Assert.InRange(compressors.TakeReductionDb(1), 5, 15);
        Assert.Equal(0, gates.TakeReductionDb(3));
        Assert.Equal(0, compressors.TakeReductionDb(2));
    }

    [Fact]
    public void What_is_off_comes_to_rest()
    {
        var (gates, compressors) = (new GateLanes(RateHz), new CompressorLanes(RateHz));
        Assert.False(gates.IsActive || compressors.IsActive);
        gates.Set(1, Tight);
        compressors.Set(2, Firm with { MakeupDb = 4 });
        Assert.True(gates.IsActive && compressors.IsActive);
        var frames = new Vector128<float>[RateHz];
        frames.AsSpan().Fill(Vector128.Create(0.003f));
        gates.Process(frames);
        compressors.Process(frames);
        gates.Set(1, Tight with { On = false });
        compressors.Set(2, Firm with { On = false });
        gates.Process(frames);
        compressors.Process(frames);
        compressors.Process(frames);
        Assert.False(gates.IsActive || compressors.IsActive);
    }

    [Fact]
    public void Settings_are_read_from_a_strip()
    {
        var values = StripParameters.Defaults().With(StripParameter.CompressorOn, 1).With(StripParameter.CompressorRatio, 8);
        Assert.Equal(new CompressorSettings(true, -18, 8, 10, 120, 6, 0), CompressorSettings.Of(values));
        Assert.Equal(new GateSettings(false, -45, -20, 1, 80, 150), GateSettings.Of(values));
    }

    private static float[] Constant(double levelDb, int frames) => [.. Enumerable.Repeat((float)Math.Pow(10, levelDb / 20), frames)];
}
