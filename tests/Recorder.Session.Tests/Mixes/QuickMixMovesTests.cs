using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Session.Mixes;

namespace Recorder.Session.Tests.Mixes;

/// <summary>One move of a quick mix out of its scene and in again.</summary>
public sealed class QuickMixMovesTests
{
    private static readonly QuickMixMove LowCut = Move("Guitar", 1, "Low cut at 90 Hz: below it is nothing of its own.", (StripParameter.HighPassHz, 20, 90));

    private static readonly QuickMixMove Level = Move("Guitar", 1, "Lowered 3.0 dB: it fills in.", (StripParameter.TrimDb, 0, 2), (StripParameter.FaderDb, 0, -5));

    private static readonly Mix Mixed = Make();

    [Fact]
    public void A_move_goes_out_of_what_is_heard_and_of_its_scene_and_comes_in_again()
    {
        Assert.All(QuickMixMoves.In(Mixed), move => Assert.False(move.IsDropped));
        var dropped = QuickMixMoves.With(Mixed, LowCut, isDropped: true);
        Assert.Equal((20f, -5f), (Of(dropped, StripParameter.HighPassHz), Of(dropped, StripParameter.FaderDb)));
        Assert.Equal(20, dropped.FindScene("Quick mix")!.Strips[1].Values[StripParameter.HighPassHz]);
        Assert.Equal([true, false, false], QuickMixMoves.In(dropped).Select(move => move.IsDropped));
        Assert.Equal("Scene 1", dropped.Scenes[0].Name);
        Assert.Equal(90, dropped.Scenes[0].Strips[1].Values[StripParameter.HighPassHz]);

        var back = QuickMixMoves.With(dropped, LowCut, isDropped: false);
        Assert.Equal(90, Of(back, StripParameter.HighPassHz));
        Assert.Equal([false, false, false], QuickMixMoves.In(back).Select(move => move.IsDropped));
        Assert.Equal("Guitar: Low cut at 90 Hz", QuickMixMoves.NameOf(LowCut));
    }

    [Fact]
    public void What_a_hand_has_set_stays()
    {
        var touched = Mixed with { Current = Mixed.Current.WithStrip(1, StripParameter.FaderDb, -9) };
        var dropped = QuickMixMoves.With(touched, Level, isDropped: true);
        Assert.Equal((-9f, 0f), (Of(dropped, StripParameter.FaderDb), Of(dropped, StripParameter.TrimDb)));
        Assert.True(QuickMixMoves.In(dropped)[1].IsDropped);
        var all = touched with { Current = touched.Current.WithStrip(1, StripParameter.TrimDb, 1) };
        Assert.False(QuickMixMoves.CanChange(all.Current, Level));
        Assert.Equal(all.Current, QuickMixMoves.With(all, Level, isDropped: true).Current);
    }

    [Fact]
    public void Both_halves_of_a_stereo_pair_go_together()
    {
        var (left, right) = (Move("OH L", 0, "Low cut.", (StripParameter.HighPassHz, 20, 150)), Move("OH R", 1, "Low cut.", (StripParameter.HighPassHz, 20, 150)));
        var scene = Scene.Fresh(["OH L", "OH R"]);
        var mix = new Mix { Current = scene with { Strips = [.. scene.Strips.Select(strip => strip with { Values = strip.Values.With(StripParameter.HighPassHz, 150) })] }, QuickMixMoves = [left, right] };
        var dropped = QuickMixMoves.With(mix, right, isDropped: true);
        Assert.Equal([20, 20], dropped.Current.Strips.Select(strip => strip.Values[StripParameter.HighPassHz]));
    }

    [Fact]
    public void The_level_of_the_whole_is_a_move_too()
    {
        var level = Mixed.QuickMixMoves[2];
        Assert.Equal(0, QuickMixMoves.With(Mixed, level, isDropped: true).Current.Bus[BusParameter.BusFaderDb]);
    }

    private static float Of(Mix mix, StripParameter parameter) => mix.Current.Strips[1].Values[parameter];

    private static QuickMixMove Move(string track, int strip, string sentence, params ReadOnlySpan<(StripParameter Parameter, float Before, float After)> values)
    {
        var all = new List<QuickMixValue>();
        foreach (var (parameter, before, after) in values)
            all.Add(new QuickMixValue(parameter.Spec().Key, before, after));
        return new QuickMixMove(track, sentence) { Strip = strip, Values = [.. all] };
    }

    private static Mix Make()
    {
        var fresh = Scene.Fresh(["Kick", "Guitar"]);
        var values = fresh.Strips[1].Values.With(StripParameter.HighPassHz, 90).With(StripParameter.TrimDb, 2).With(StripParameter.FaderDb, -5);
        var scene = fresh with { Strips = fresh.Strips.SetItem(1, fresh.Strips[1] with { Values = values }), Bus = fresh.Bus.With(BusParameter.BusFaderDb, -2) };
        var bus = new QuickMixMove("Mix", "Level -2 dB.") { Values = [new QuickMixValue(BusParameter.BusFaderDb.Spec().Key, 0, -2)] };
        var mix = new Mix { Current = scene, Scenes = [scene] }.WithScene(scene with { Name = "Quick mix" });
        return mix with { QuickMixMoves = [LowCut, Level, bus], QuickMixScene = "Quick mix" };
    }
}
