using Recorder.Core.Parameters;
using Recorder.Dsp.Mixing;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mix;

public sealed class MixRendererTests : IDisposable
{
    private static readonly StripValues Plain = StripParameters.Defaults();

    private static readonly StripValues Busy = Plain
        .With(StripParameter.Pan, 0.4f).With(StripParameter.FaderDb, -5).With(StripParameter.CompressorOn, 1)
        .With(StripParameter.HighPassHz, 120).With(StripParameter.ReverbSendDb, -9).With(StripParameter.DelaySendDb, -12);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_render_is_what_the_live_mixer_gives()
    {
        var (one, two) = (Material.Drums(1, 1), Material.Noise(0.7, 2));
        using var take = Material.OpenTake(folder.Path, ("A", one), ("B", two));
        var strips = new[] { Plain.With(StripParameter.Pan, -0.7f), Plain.With(StripParameter.FaderDb, -8) };
        var (left, right) = Render(take, new MixSettings([.. strips], BusParameters.Defaults()));

        const int block = 1024;
        var mixer = new Mixer(2, Material.RateHz, block);
        mixer.SetStrip(0, strips[0]);
        mixer.SetStrip(1, strips[1]);
        var inputs = new float[2 * block];
        var (liveLeft, liveRight) = (new float[one.Length], new float[one.Length]);
        for (var start = 0; start < one.Length; start += block)
        {
            var frames = Math.Min(block, one.Length - start);
            inputs.AsSpan().Clear();
            one.AsSpan(start, frames).CopyTo(inputs);
            if (start < two.Length)
                two.AsSpan(start, Math.Min(frames, two.Length - start)).CopyTo(inputs.AsSpan(block));
            mixer.Process(inputs, block, frames, liveLeft.AsSpan(start), liveRight.AsSpan(start));
        }
        Assert.Equal(liveLeft, left);
        Assert.Equal(liveRight, right);
    }

    [Fact]
    public void A_delayed_track_is_rendered_to_its_last_frame()
    {
        var hit = new float[4800];
        hit[^1] = 1;
        using var take = Material.OpenTake(folder.Path, ("A", hit), ("B", new float[4800]));
        var (left, _) = Render(take, new MixSettings([Plain.With(StripParameter.DelayMs, 40), Plain], BusParameters.Defaults()));
        Assert.Equal(4800 + 1920, left.Length);
        Assert.NotEqual(0, left[^1]);
        Assert.Equal(1, left.Count(sample => sample != 0));
    }

    [Fact]
    public void Stems_add_up_to_the_mix()
    {
        using var take = Material.OpenTake(folder.Path, ("A", Material.Drums(1, 3)), ("B", Material.Noise(1, 4)), ("C", Material.Tone(1, 220, -12)));
        var settings = new MixSettings([Plain, Busy, Busy.With(StripParameter.Pan, -1)], BusParameters.Defaults().With(BusParameter.BusFaderDb, -3));
        var sum = new List<double>();
        var stemAt = new int[take.Tracks + Mixer.EffectStems];
        var (left, _) = Render(take, settings, (stem, stemLeft, _) =>
        {
            foreach (var sample in stemLeft)
            {
                if (stemAt[stem] == sum.Count)
                    sum.Add(0);
                sum[stemAt[stem]++] += sample;
            }
        });
        Assert.Equal(left.Length, sum.Count);
        for (var i = 0; i < left.Length; i++)
            Assert.Equal(left[i], sum[i], 1e-5);
    }

    [Fact]
    public void A_group_is_rendered_as_it_is_heard_before_the_sends_of_its_strips()
    {
        using var take = Material.OpenTake(folder.Path, ("A", Material.Drums(1, 3)), ("B", Material.Noise(1, 4)), ("C", Material.Tone(1, 220, -12)));
        var scene = Scene.Fresh(["A", "B", "C"]);
        scene = scene with { Strips = scene.Strips.SetItem(0, scene.Strips[0] with { Values = Busy }) };
        var grouped = scene.WithMember(0, 3).WithMember(1, 3).WithMember(2, 1)
            .WithGroup(3, GroupParameter.LevelDb, -4).WithGroup(1, GroupParameter.Mute, 1);
        var byHand = scene.WithStrip(0, StripParameter.FaderDb, -9).WithStrip(1, StripParameter.FaderDb, -4).WithStrip(2, StripParameter.Mute, 1);
        var (left, right) = Render(take, MixSettings.Of(grouped));
        var (handLeft, handRight) = Render(take, new MixSettings([.. byHand.Strips.Select(strip => strip.Values)], byHand.Bus));
        Assert.Equal(handLeft, left);
        Assert.Equal(handRight, right);
        Assert.True(left.Max(Math.Abs) > 0.01f);
    }

    [Fact]
    public void Without_effects_the_mix_ends_with_its_last_frame()
    {
        using var take = Material.OpenTake(folder.Path, ("A", Material.Noise(0.33, 1)));
        Assert.Equal(take.Frames, Render(take, new MixSettings([Plain], BusParameters.Defaults())).Left.Length);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void Reverb_rings_out_and_then_ends(float decaySeconds)
    {
        using var take = Material.OpenTake(folder.Path, ("A", Material.Noise(0.5, 1)));
        var bus = BusParameters.Defaults().With(BusParameter.ReverbDecaySeconds, decaySeconds);
        var (left, right) = Render(take, new MixSettings([Plain.With(StripParameter.ReverbSendDb, -6)], bus));
        Assert.InRange((left.Length - take.Frames) / (double)Material.RateHz, decaySeconds * 0.5, decaySeconds * 2 + 1);
        Assert.True(left.Concat(right).Max(Math.Abs) > 0.1);
        Assert.True(left.TakeLast(1000).Max(Math.Abs) < 1e-4, "the reverb was cut off");
    }

    [Fact]
    public void A_late_echo_after_a_pause_is_not_cut_off()
    {
        var click = new float[4800];
        click[4000] = 0.5f;
        using var take = Material.OpenTake(folder.Path, ("A", click));
        var bus = BusParameters.Defaults().With(BusParameter.DelayTimeMs, 2000).With(BusParameter.DelayFeedbackPercent, 0);
        var (left, right) = Render(take, new MixSettings([Plain.With(StripParameter.DelaySendDb, 0)], bus));
        var echo = left.Zip(right, (a, b) => Math.Max(Math.Abs(a), Math.Abs(b))).Skip(Material.RateHz).Max();
        Assert.True(echo > 0.05, $"the echo after two seconds is {echo}");
        Assert.InRange(left.Length, 4800 + 2 * Material.RateHz, 4800 + 12 * Material.RateHz);
    }

    [Fact]
    public void An_endless_echo_ends_all_the_same()
    {
        using var take = Material.OpenTake(folder.Path, ("A", Material.Noise(0.2, 1)));
        var bus = BusParameters.Defaults().With(BusParameter.DelayTimeMs, 500).With(BusParameter.DelayFeedbackPercent, 95);
        var (left, _) = Render(take, new MixSettings([Plain.With(StripParameter.DelaySendDb, 12)], bus));
        Assert.InRange(left.Length, take.Frames + Material.RateHz, take.Frames + 13 * Material.RateHz);
    }

    public void Dispose() => folder.Dispose();

    private static (float[] Left, float[] Right) Render(
        TakeAudio take, MixSettings settings, Action<int, ReadOnlySpan<float>, ReadOnlySpan<float>>? stems = null)
    {
        var (left, right) = (new List<float>(), new List<float>());
        MixRenderer.Render(
            take, settings,
            (blockLeft, blockRight) =>
            {
                left.AddRange(blockLeft);
                right.AddRange(blockRight);
            },
            stems, cancel: TestContext.Current.CancellationToken);
        return ([.. left], [.. right]);
    }
}
