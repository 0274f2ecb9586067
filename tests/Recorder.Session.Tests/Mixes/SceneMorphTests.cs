using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Session.Mixes;

namespace Recorder.Session.Tests.Mixes;

/// <summary>The way between two scenes: its ends, its direction, its mirror, and as a step of the history.</summary>
public class SceneMorphTests
{
    private const double Halfway = 0.5;

    private static readonly Gen<Scene> AnyScene = Gen.Select(Gen.Double[0, 1].Array[Values], Gen.Int[-1, GroupParameters.Groups - 1].Array[2]).Select(Make);

    private static int Values => 2 * StripParameters.Count + BusParameters.Count + GroupParameters.Groups * GroupParameters.Count;

    [Fact]
    public void At_its_beginning_it_is_the_first_scene_and_at_its_end_it_sounds_like_the_other() =>
        Gen.Select(AnyScene, AnyScene).Sample(scenes =>
        {
            var (from, to) = scenes;
            Assert.Same(from, SceneMorph.Between(from, to, 0));
            var end = SceneMorph.Between(from, to, 1);
            Assert.Equal(All(to), All(end));
            for (var strip = 0; strip < 2; strip++)
                Assert.Equal(to.Heard(strip)[StripParameter.FaderDb], end.Heard(strip)[StripParameter.FaderDb]);
            Assert.Equal(from.Name, end.Name);
            Assert.Equal(All(from), All(SceneMorph.Between(from, from, 0.7)));
        }, iter: 200);

    [Fact]
    public void Every_value_goes_one_way_and_stays_between_both_ends() =>
        Gen.Select(AnyScene, AnyScene, Gen.Double[0, 1], Gen.Double[0, 1]).Sample(moved =>
        {
            var (from, to, one, two) = moved;
            var (a, b) = (All(from), All(to));
            var (near, far) = (All(SceneMorph.Between(from, to, Math.Min(one, two))), All(SceneMorph.Between(from, to, Math.Max(one, two))));
            for (var i = 0; i < a.Length; i++)
            {
                var (low, high) = (Math.Min(a[i], b[i]), Math.Max(a[i], b[i]));
                var slack = 1e-4f * (1 + Math.Abs(high));
                Assert.InRange(near[i], low - slack, high + slack);
                Assert.True((far[i] - near[i]) * Math.Sign(b[i] - a[i]) >= -slack, $"value {i}: {a[i]} {near[i]} {far[i]} {b[i]}");
            }
        }, iter: 300);

    [Fact]
    public void There_and_back_are_the_same_way() =>
        Gen.Select(AnyScene, AnyScene, Gen.Double[0, 1]).Where(moved => Math.Abs(moved.Item3 - Halfway) > 0.001).Sample(moved =>
        {
            var (there, back) = (All(SceneMorph.Between(moved.Item1, moved.Item2, moved.Item3)), All(SceneMorph.Between(moved.Item2, moved.Item1, 1 - moved.Item3)));
            for (var i = 0; i < there.Length; i++)
                Assert.Equal(there[i], back[i], 1e-3f * (1 + Math.Abs(there[i])));
        }, iter: 300);

    [Fact]
    public void Levels_go_as_faders_frequencies_by_ratios_and_switches_change_over_halfway()
    {
        var from = Scene.Fresh(["A"]).WithStrip(0, StripParameter.HighMidHz, 1000);
        var to = from.WithStrip(0, StripParameter.HighMidHz, 4000).WithStrip(0, StripParameter.FaderDb, -20).WithStrip(0, StripParameter.CompressorOn, 1).WithMember(0, 2);
        var early = SceneMorph.Between(from, to, 0.49);
        Assert.Equal((0f, null), (early.Strips[0].Values[StripParameter.CompressorOn], early.Strips[0].Group));
        var half = SceneMorph.Between(from, to, Halfway);
        Assert.Equal((1f, 2), (half.Strips[0].Values[StripParameter.CompressorOn], half.Strips[0].Group));
        Assert.Equal(2000, half.Strips[0].Values[StripParameter.HighMidHz], 1f);
        Assert.Equal(-10, half.Strips[0].Values[StripParameter.FaderDb], 0.01f);
        Assert.True(half.Strips[0].HandSet[(int)StripParameter.FaderDb]);
        Assert.False(half.Strips[0].HandSet[(int)StripParameter.Pan]);
    }

    [Fact]
    public void Turned_on_it_is_one_step_however_long_it_takes()
    {
        var time = new FakeTimeProvider();
        var mix = Mix.Fresh(["Kick"]);
        mix = (mix with { Scenes = mix.Scenes.Add(mix.Current.WithStrip(0, StripParameter.FaderDb, -20) with { Name = "Scene 3" }) }) with { IsEdited = false };
        var history = new MixHistory(mix, time);
        history.SetStrip(0, StripParameter.Pan, 0.5f);
        var before = history.Mix;
        foreach (var percent in new[] { 20, 80, 50, 40 })
        {
            history.Morph(mix.FindScene("Scene 3")!, percent);
            time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(new MorphState("Scene 3", 40), history.Mix.Morph);
        Assert.Equal(-8, Level(history), 0.01f);
        Assert.Equal(0.3f, history.Mix.Current.Strips[0].Values[StripParameter.Pan], 0.001f);

        // A hand between: from there it is another way, and another step.
        history.SetStrip(0, StripParameter.Mute, 1);
        Assert.Null(history.Mix.Morph);
        history.Morph(mix.FindScene("Scene 3")!, 50);
        Assert.Equal(-14, Level(history), 0.01f);
        Assert.Equal("morph to Scene 3 50 %", history.Undo());
        Assert.Equal("Kick mute on", history.Undo());
        Assert.Equal("morph to Scene 3 40 %", history.UndoName);
        history.Morph(mix.FindScene("Scene 3")!, 60);
        Assert.Equal("morph to Scene 3 60 %", history.Undo());
        Assert.Same(before, history.Mix);
        Assert.Equal("Kick pan R50", history.UndoName);
        history.Redo();
        history.Morph(mix.FindScene("Scene 3")!, 0);
        Assert.Equal(All(before.Current), All(history.Mix.Current));
    }

    private static float Level(MixHistory history) => history.Mix.Current.Strips[0].Values[StripParameter.FaderDb];

    private static Scene Make(double[] positions, int[] groups)
    {
        var (scene, next) = (Scene.Fresh(["A", "B"]), 0);
        for (var strip = 0; strip < 2; strip++)
        {
            for (var i = 0; i < StripParameters.Count; i++)
                scene = scene.WithStrip(strip, (StripParameter)i, StripParameters.Specs[i].FromPosition(positions[next++]));
            scene = scene.WithMember(strip, groups[strip] < 0 ? null : groups[strip]);
        }
        for (var i = 0; i < BusParameters.Count; i++)
            scene = scene.WithBus((BusParameter)i, BusParameters.Specs[i].FromPosition(positions[next++]));
        for (var group = 0; group < GroupParameters.Groups; group++)
        {
            for (var i = 0; i < GroupParameters.Count; i++)
                scene = scene.WithGroup(group, (GroupParameter)i, GroupParameters.Specs[i].FromPosition(positions[next++]));
        }
        return scene with { Name = $"Scene {positions[0]}" };
    }

    private static float[] All(Scene scene) =>
    [
        .. scene.Strips.SelectMany(strip => Enumerable.Range(0, StripParameters.Count).Select(i => strip.Values[(StripParameter)i])),
        .. Enumerable.Range(0, BusParameters.Count).Select(i => scene.Bus[(BusParameter)i]),
        .. scene.Groups.SelectMany(group => Enumerable.Range(0, GroupParameters.Count).Select(i => group.Values[(GroupParameter)i])),
    ];
}
