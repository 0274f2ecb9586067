using Recorder.Core.Parameters;
using Recorder.Dsp.Listening;
using Recorder.Dsp.Mastering;
using Recorder.Dsp.Tests.PlaybackSystems;
using Recorder.TestSupport;

namespace Recorder.Dsp.Tests.Listening;

/// <summary>One stage of a master heard alone, at the mix's level.</summary>
public sealed class StagePreviewTests
{
    private const int RateHz = 48000;

    // Every stage doing something.
    private static MasterValues Shaped { get; } = MasterParameters.Defaults()
        .With(MasterParameter.LowDb, 4).With(MasterParameter.BodyDb, -3).With(MasterParameter.AirDb, 5).With(MasterParameter.Warmth, 8)
        .With(MasterParameter.CompressionPercent, 100).With(MasterParameter.WidthPercent, 0).With(MasterParameter.TargetLufs, -8);

    [Theory]
    [InlineData(MasterParameter.LowDb, 40, 4)]
    [InlineData(MasterParameter.LowDb, 5000, 0)]
    [InlineData(MasterParameter.BodyDb, 400, -3)]
    [InlineData(MasterParameter.AirDb, 18000, 5)]
    [InlineData(MasterParameter.AirDb, 400, 0)]
    public void A_tone_control_alone_does_its_part_and_no_other(MasterParameter stage, double hertz, double expectedDb)
    {
        var (left, right) = (Signals.Sine(hertz, RateHz, RateHz, 0.1), Signals.Sine(hertz, RateHz, RateHz, 0.1));
        Hear(stage, -30, left, right);
        Assert.Equal(expectedDb, Signals.RmsDb(left.AsSpan(RateHz / 2)) - Signals.RmsDb(Signals.Sine(hertz, RateHz, RateHz, 0.1)), 0.4);
    }

    [Fact]
    public void Width_alone_makes_the_sides_one()
    {
        var (left, right) = Programme.Pink(RateHz, RateHz, correlation: 0);
        Hear(MasterParameter.WidthPercent, -20, left, right);
        Assert.InRange(Signals.LargestDifference(left, right), 0, 1e-6);
    }

    [Fact]
    public void A_compressor_works_as_in_the_chain_however_loud_the_mix_is()
    {
        var (left, right) = Programme.Pink(RateHz, 3 * RateHz, correlation: 0.5);
        var lufs = Programme.Lufs(RateHz, left, right);
        var (softLeft, softRight) = (Scaled(left, 0.1f), Scaled(right, 0.1f));
        var before = left.ToArray();
        Hear(MasterParameter.CompressionPercent, lufs, left, right);
        Hear(MasterParameter.CompressionPercent, lufs - 20, softLeft, softRight);
        Assert.InRange(Signals.LargestDifference(left, Scaled(softLeft, 10)), 0, 1e-4);
        Assert.InRange(Signals.RmsDb(left) - Signals.RmsDb(before), -9, -1);
    }

    [Fact]
    public void The_limiter_alone_takes_peaks_off_and_keeps_the_loudness()
    {
        var (left, right) = Programme.Pink(RateHz, 6 * RateHz, correlation: 0.5);
        var lufs = Programme.Lufs(RateHz, left, right);
        var peak = left.Max(Math.Abs);
        Hear(MasterParameter.TargetLufs, lufs, left, right);
        Assert.InRange(Programme.Lufs(RateHz, left, right) - lufs, -1.5, 0.1);
        // What would come out at -8 LUFS and no higher than -1 dBTP, turned back down.
        Assert.InRange(left.Max(Math.Abs), 0.3 * Math.Pow(10, (lufs + 8 - 1) / 20), Math.Pow(10, (lufs + 8 - 1 + 0.1) / 20));
        Assert.True(left.Max(Math.Abs) < peak);
    }

    [Fact]
    public void A_stage_does_not_click_when_it_comes_changes_and_goes()
    {
        var tone = Signals.Sine(440, RateHz, 2 * RateHz, 0.25);
        var (left, right) = (tone.ToArray(), tone.ToArray());
        var preview = new StagePreview(RateHz, Programme.BlockFrames);
        var frame = 0;
        Programme.InBlocks(left, right, (l, r) =>
        {
            StageSettings? order = (frame / Programme.BlockFrames) switch
            {
                100 => new(MasterParameter.BodyDb, Shaped, -15),
                200 => new(MasterParameter.TargetLufs, Shaped, -15),
                300 => new(MasterParameter.Warmth, Shaped, -15),
                301 => new(MasterParameter.CompressionPercent, Shaped, -15),
                _ => null,
            };
            if (order is not null || frame / Programme.BlockFrames == 500)
                Assert.True(preview.TryOrder(order));
            preview.Process(l.Span, r.Span, isAsItIs: false);
            frame += l.Length;
        });
        var steepest = 0.25 * 2 * Math.PI * 440 / RateHz;
        Assert.InRange(left.Zip(left.Skip(1), (a, b) => Math.Abs(a - b)).Max(), steepest * 0.9, steepest * 1.6);
        Assert.Equal(tone[^1000..], left[^1000..]);
        Assert.NotEqual(tone[20_000..21_000], left[20_000..21_000]);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var preview = new StagePreview(RateHz, Programme.BlockFrames);
        var (left, right) = (Signals.Noise(Programme.BlockFrames, 1, 5), Signals.Noise(Programme.BlockFrames, 1, 6));
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var stage = 0; stage < 7; stage++)
            {
                preview.TryOrder(new StageSettings((MasterParameter)stage, Shaped, -20));
                for (var i = 0; i < 30; i++)
                    preview.Process(left, right, isAsItIs: i > 25);
            }
        }));
    }

    [Fact]
    public void A_chain_set_anew_is_as_a_new_one()
    {
        var (left, right) = Programme.Pink(RateHz, 4096, correlation: 0.5);
        var (otherLeft, otherRight) = (left.ToArray(), right.ToArray());
        var set = new MasterChain(2, RateHz, MasterParameters.Defaults().With(MasterParameter.AirDb, -2));
        set.Process(left.ToArray(), right.ToArray());
        set.Set(Shaped, 3);
        set.Process(left, right);
        new MasterChain(2, RateHz, Shaped, 3).Process(otherLeft, otherRight);
        Assert.Equal(otherLeft, left);
        Assert.Equal(otherRight, right);
    }

    private static void Hear(MasterParameter stage, double mixLufs, float[] left, float[] right)
    {
        var preview = new StagePreview(RateHz, Programme.BlockFrames);
        Assert.True(preview.TryOrder(new StageSettings(stage, Shaped, mixLufs)));
        Programme.InBlocks(left, right, (l, r) => preview.Process(l.Span, r.Span, isAsItIs: false));
    }

    private static float[] Scaled(float[] samples, float gain) => [.. samples.Select(sample => sample * gain)];
}
