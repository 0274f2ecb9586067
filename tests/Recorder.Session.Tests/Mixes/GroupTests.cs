using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Parameters;
using Recorder.Session.Mixes;

namespace Recorder.Session.Tests.Mixes;

/// <summary>Groups of strips: what is heard of a strip in one, and their moves as steps.</summary>
public class GroupTests
{
    [Fact]
    public void A_group_is_added_to_the_levels_of_its_strips_and_to_no_others()
    {
        var scene = Two(-4, 1).WithGroup(1, GroupParameter.LevelDb, -3);
        Assert.Equal((-7f, -4f), (scene.Heard(0)[StripParameter.FaderDb], scene.Heard(1)[StripParameter.FaderDb]));
        scene = scene.WithGroup(1, GroupParameter.Mute, 1).WithGroup(1, GroupParameter.Solo, 1);
        Assert.Equal((true, true), (scene.Heard(0).IsOn(StripParameter.Mute), scene.Heard(0).IsOn(StripParameter.Solo)));
        Assert.Equal((false, false), (scene.Heard(1).IsOn(StripParameter.Mute), scene.Heard(1).IsOn(StripParameter.Solo)));
        Assert.Equal(-4, scene.Strips[0].Values[StripParameter.FaderDb]);
    }

    [Theory]
    [InlineData(-60, 12, -60), InlineData(12, -60, -60), InlineData(9, 9, 12), InlineData(-40, -40, -60), InlineData(0, 0, 0)]
    public void Off_stays_off_and_the_top_is_a_faders(float faderDb, float groupDb, float heardDb) =>
        Assert.Equal(heardDb, Two(faderDb, 0).WithGroup(0, GroupParameter.LevelDb, groupDb).Heard(0)[StripParameter.FaderDb]);

    [Fact]
    public void Only_level_mute_and_solo_are_other_than_the_strips_own() =>
        Gen.Select(Gen.Float[-60, 12], Gen.Float[-60, 12], Gen.Bool, Gen.Bool).Sample(set =>
        {
            var (fader, level, mute, solo) = set;
            var scene = Two(fader, 2).WithGroup(2, GroupParameter.LevelDb, level).WithGroup(2, GroupParameter.Mute, mute ? 1 : 0).WithGroup(2, GroupParameter.Solo, solo ? 1 : 0);
            for (var i = 0; i < StripParameters.Count; i++)
            {
                var parameter = (StripParameter)i;
                if (parameter is not (StripParameter.FaderDb or StripParameter.Mute or StripParameter.Solo))
                    Assert.Equal(scene.Strips[0].Values[parameter], scene.Heard(0)[parameter]);
            }
            Assert.InRange(scene.Heard(0)[StripParameter.FaderDb], StripParameters.SilenceDb, 12);
        }, iter: 200);

    [Fact]
    public void Moves_of_groups_are_named_steps()
    {
        var time = new FakeTimeProvider();
        var history = new MixHistory(Mix.Fresh(["OH L", "OH R"]), time);
        history.JoinGroup(0, 3, partner: 1);
        history.JoinGroup(0, 0, partner: 1);
        Assert.Equal((0, 0), (history.Mix.Current.Strips[0].Group, history.Mix.Current.Strips[1].Group));
        history.SetGroup(0, GroupParameter.LevelDb, -1);
        history.SetGroup(0, GroupParameter.LevelDb, -3);
        history.SetGroup(0, GroupParameter.Mute, 1);
        Assert.Equal("Drums mute on", history.Undo());
        Assert.Equal("Drums level -3.0 dB", history.Undo());
        Assert.Equal(0, history.Mix.Current.Groups[0].Values[GroupParameter.LevelDb]);
        Assert.Equal("OH L into Drums", history.Undo());
        Assert.Equal((null, null), (history.Mix.Current.Strips[0].Group, history.Mix.Current.Strips[1].Group));
        Assert.Null(history.UndoName);
        history.JoinGroup(0, null, partner: null);
        Assert.Equal("OH L into no group", history.UndoName);
    }

    private static Scene Two(float faderDb, int group) =>
        Scene.Fresh(["A", "B"]).WithStrip(0, StripParameter.FaderDb, faderDb).WithStrip(1, StripParameter.FaderDb, faderDb).WithMember(0, group);
}
