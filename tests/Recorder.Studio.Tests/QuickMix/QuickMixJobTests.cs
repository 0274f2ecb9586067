using Recorder.Core.Parameters;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;
using Recorder.Studio.QuickMix;
using Recorder.TestSupport;
using SessionMix = Recorder.Session.Mixes.Mix;

namespace Recorder.Studio.Tests.QuickMix;

public sealed class QuickMixJobTests : IDisposable
{
    private static readonly string[] Names = ["Kick", "Guitar", "Voice"];
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_quick_mix_is_a_new_scene_that_is_heard_and_the_first_one_stays()
    {
        var before = SessionMix.Fresh(Names);
        var after = Run(before);
        Assert.Equal([Scene.FirstName, QuickMixJob.SceneName], after.Scenes.Select(scene => scene.Name));
        Assert.Equal(QuickMixJob.SceneName, after.Current.Name);
        Assert.Equal(before.Scenes[0], after.Scenes[0]);
        Assert.False(after.IsEdited);
        Assert.NotEmpty(after.QuickMixMoves);
        Assert.Equal("Quick mix 2", Run(after).Current.Name);
    }

    [Fact]
    public void Every_move_says_what_it_moved_so_that_each_can_be_dropped()
    {
        var after = Run(SessionMix.Fresh(Names));
        Assert.Equal(after.Current.Name, after.QuickMixScene);
        Assert.All(after.QuickMixMoves, move => Assert.NotEmpty(move.Values));
        Assert.All(QuickMixMoves.In(after), move => Assert.False(move.IsDropped));
        foreach (var move in after.QuickMixMoves)
            after = QuickMixMoves.With(after, move, isDropped: true);
        Assert.All(after.Current.Strips, strip => Assert.All(
            Enum.GetValues<StripParameter>(), parameter => Assert.Equal(parameter.Spec().Default, strip.Values[parameter])));
        Assert.All(Enum.GetValues<BusParameter>(), parameter => Assert.Equal(parameter.Spec().Default, after.Current.Bus[parameter]));
    }

    [Fact]
    public void What_a_hand_has_set_stays_on_strips_and_buses()
    {
        var before = SessionMix.Fresh(Names);
        before = before with
        {
            Current = before.Current
                .WithStrip(1, StripParameter.FaderDb, -17.3f).WithStrip(2, StripParameter.Pan, 0.8f)
                .WithBus(BusParameter.ReverbDecaySeconds, 3.3f).WithBus(BusParameter.BusFaderDb, -7.7f),
        };
        var after = Run(before).Current;
        Assert.Equal(-17.3f, after.Strips[1].Values[StripParameter.FaderDb]);
        Assert.Equal(0.8f, after.Strips[2].Values[StripParameter.Pan]);
        Assert.Equal(3.3f, after.Bus[BusParameter.ReverbDecaySeconds]);
        Assert.Equal(-7.7f, after.Bus[BusParameter.BusFaderDb]);
        Assert.True(after.Strips[1].HandSet[(int)StripParameter.FaderDb]);
        Assert.True(after.BusHandSet[(int)BusParameter.BusFaderDb]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_whole_has_its_loudness_or_its_peak_whichever_comes_first(bool isSpiky)
    {
        using var take = Open(isSpiky);
        var mix = QuickMixJob.Run(take, SessionMix.Fresh(Names), cancel: TestContext.Current.CancellationToken);
        var reading = MixJob.Render(take, mix.Current, folder.File("mix.wav"), null, new(), cancel: TestContext.Current.CancellationToken).Reading;
        Assert.True(reading.IntegratedLufs < -19.9, $"{reading.IntegratedLufs} LUFS");
        Assert.True(reading.TruePeakDbtp < -2.9, $"{reading.TruePeakDbtp} dBTP");
        Assert.Equal(0, Math.Max(reading.IntegratedLufs + 20, reading.TruePeakDbtp + 3), 0.1);
        Assert.Contains(mix.QuickMixMoves, move => move.Track == "Mix");
    }

    [Fact]
    public void Silence_alone_gives_a_mix_too()
    {
        using var take = Material.OpenTake(folder.Path, [.. Names.Select(name => (name, (float[]?)new float[48000]))]);
        var mix = QuickMixJob.Run(take, SessionMix.Fresh(Names), cancel: TestContext.Current.CancellationToken);
        Assert.All(mix.Current.Strips, strip => Assert.True(strip.Values.IsOn(StripParameter.Mute)));
    }

    [Fact]
    public void Cancelled_it_changes_nothing()
    {
        using var take = Open();
        Assert.Throws<OperationCanceledException>(() => QuickMixJob.Run(take, SessionMix.Fresh(Names), cancel: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Progress_rises_from_nothing_to_all()
    {
        var heard = new List<double>();
        using var take = Open();
        QuickMixJob.Run(take, SessionMix.Fresh(Names), new Collect(heard), TestContext.Current.CancellationToken);
        Assert.Equal(heard.Order(), heard);
        Assert.InRange(heard[0], 0, 0.1);
        Assert.Equal(1, heard[^1], 0.01);
    }

    public void Dispose() => folder.Dispose();

    private SessionMix Run(SessionMix before)
    {
        using var take = Open();
        return QuickMixJob.Run(take, before, cancel: TestContext.Current.CancellationToken);
    }

    private TakeAudio Open(bool isSpiky = false)
    {
        var (kick, guitar, voice) = (Material.Drums(3, 1), Material.Noise(3, 2, 0.05f), Material.Tone(3, 330, -30));
        if (isSpiky)
            voice[70_000] = 1;
        return Material.OpenTake(folder.Path, ("Kick", kick), ("Guitar", guitar), ("Voice", voice));
    }

    private sealed class Collect(List<double> heard) : IProgress<double>
    {
        public void Report(double value) => heard.Add(value);
    }
}
