using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.Session.Mixes;
using Recorder.TestSupport;

namespace Recorder.Session.Tests.Mixes;

public class MixTests
{
    private static readonly string[] Tracks = ["Kick", "Guitar"];
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Steps_are_named_taken_back_and_done_again()
    {
        var history = new MixHistory(Mix.Fresh(Tracks), time);
        Assert.Null(history.UndoName);
        history.SetStrip(1, StripParameter.FaderDb, -4.5f);
        history.SetStrip(1, StripParameter.HighMidGainDb, -2.5f);
        history.SetBus(BusParameter.ReverbReturnDb, 1);
        history.SetMaster(MasterParameter.WidthPercent, 120);

        Assert.Equal("Master width 120 %", history.Undo());
        Assert.Equal("Reverb return +1.0 dB", history.Undo());
        Assert.Equal("Guitar EQ 3.0 kHz -2.5 dB", history.UndoName);
        Assert.Equal("Reverb return +1.0 dB", history.RedoName);
        history.Undo();
        Assert.Equal("Guitar level -4.5 dB", history.Undo());
        Assert.Null(history.Undo());
        Assert.Equal(0, history.Mix.Current.Strips[1].Values[StripParameter.FaderDb]);
        Assert.False(history.Mix.IsEdited);

        Assert.Equal("Guitar level -4.5 dB", history.Redo());
        Assert.Equal(-4.5f, history.Mix.Current.Strips[1].Values[StripParameter.FaderDb]);
        Assert.True(history.Mix.IsEdited);
        history.SetStrip(0, StripParameter.Mute, 1);
        Assert.Null(history.RedoName);
        Assert.Equal("Kick mute on", history.UndoName);
    }

    [Fact]
    public void The_other_half_of_a_pair_goes_along_in_the_same_step()
    {
        var history = new MixHistory(Mix.Fresh(["OH L", "OH R"]), time);
        history.SetStrip(0, StripParameter.FaderDb, -6, partner: 1);
        history.SetStrip(1, StripParameter.Pan, 0.75f, partner: 0);
        history.SetStrip(0, StripParameter.PolarityInverted, 1, partner: 1);
        var strips = history.Mix.Current.Strips;
        Assert.Equal((-6f, -6f), (strips[0].Values[StripParameter.FaderDb], strips[1].Values[StripParameter.FaderDb]));
        Assert.Equal((-0.75f, 0.75f), (strips[0].Values[StripParameter.Pan], strips[1].Values[StripParameter.Pan]));
        Assert.Equal((1f, 0f), (strips[0].Values[StripParameter.PolarityInverted], strips[1].Values[StripParameter.PolarityInverted]));
        history.Undo();
        history.Undo();
        history.Undo();
        Assert.All(history.Mix.Current.Strips, strip => Assert.Equal((0f, 0f), (strip.Values[StripParameter.FaderDb], strip.Values[StripParameter.Pan])));
    }

    [Fact]
    public void One_turn_of_a_knob_is_one_step_and_a_pause_begins_the_next()
    {
        var history = new MixHistory(Mix.Fresh(Tracks), time);
        for (var i = 1; i <= 8; i++)
        {
            history.SetStrip(0, StripParameter.FaderDb, -i);
            time.Advance(TimeSpan.FromMilliseconds(MixHistory.GestureMs - 1));
        }
        time.Advance(TimeSpan.FromMilliseconds(1));
        history.SetStrip(0, StripParameter.FaderDb, -20);

        Assert.Equal("Kick level -20.0 dB", history.Undo());
        Assert.Equal("Kick level -8.0 dB", history.Undo());
        Assert.Null(history.UndoName);
    }

    [Fact]
    public void Undo_and_redo_always_lead_back_to_the_same_mix() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, StripParameters.Count - 1], Gen.Float[-70, 70], Gen.Int[0, 3]).Array[1, 60].Sample(moves =>
        {
            var history = new MixHistory(Mix.Fresh(Tracks), new FakeTimeProvider());
            var seen = new List<Mix> { history.Mix };
            foreach (var (strip, parameter, value, kind) in moves)
            {
                if (kind == 0)
                    history.Undo();
                else if (kind == 1)
                    history.Redo();
                else
                    history.SetStrip(strip, (StripParameter)parameter, value);
            }
            var end = history.Mix;
            var steps = 0;
            while (history.Undo() is not null)
                steps++;
            Assert.Same(seen[0], history.Mix);
            for (; steps > 0; steps--)
                history.Redo();
            Assert.Same(end, history.Mix);
        }, iter: 300);

    [Fact]
    public void An_aim_is_one_step_and_a_reference_that_is_turned_on_another()
    {
        var history = new MixHistory(Mix.Fresh(Tracks), time);
        history.SetMaster(MasterParameter.CeilingDbtp, -3);
        history.SetAim(MasterAims.Loud);
        Assert.Equal((-9f, -1f), (history.Mix.Master[MasterParameter.TargetLufs], history.Mix.Master[MasterParameter.CeilingDbtp]));
        foreach (var key in new[] { "T1", "T2", "stick/Blue.wav" })
            history.SetReference(key, key);
        Assert.Equal("reference stick/Blue.wav", history.Undo());
        Assert.Equal("", history.Mix.Reference);
        Assert.Equal("Master aim loud -9", history.Undo());
        Assert.Equal((-14f, -3f), (history.Mix.Master[MasterParameter.TargetLufs], history.Mix.Master[MasterParameter.CeilingDbtp]));
    }

    [Fact]
    public void A_tone_that_was_given_and_undone_is_told_from_one_that_was_never_given()
    {
        var history = new MixHistory(Mix.Fresh(Tracks), time);
        history.SetReference("T1", "T1");
        var (before, tone) = (GivenTone.Of(history.Mix.Master), new GivenTone(1.2f, -0.5f, 0.8f));
        history.GiveTone(tone, before, "T1");
        Assert.Equal(tone, GivenTone.Of(history.Mix.Master));
        Assert.Equal("tone towards T1", history.Undo());
        Assert.Equal((before, tone), (GivenTone.Of(history.Mix.Master), history.Mix.GivenTone));

        // Chosen anew it is to be given anew.
        history.SetReference("T1", "T1");
        Assert.Null(history.Mix.GivenTone);
        history.SetMaster(MasterParameter.LowDb, 3);
        history.GiveTone(tone, before, "T1");
        Assert.Equal(3, history.Mix.Master[MasterParameter.LowDb]);
    }

    [Fact]
    public void A_hand_marks_what_it_sets_and_nothing_else()
    {
        var scene = Scene.Fresh(Tracks).WithStrip(1, StripParameter.Pan, 2).WithBus(BusParameter.BusFaderDb, -3);

        Assert.Equal(1, scene.Strips[1].Values[StripParameter.Pan]);
        Assert.True(scene.Strips[1].HandSet[(int)StripParameter.Pan]);
        Assert.Equal(1, System.Numerics.BitOperations.PopCount(scene.Strips[1].HandSet.Bits));
        Assert.Equal(default, scene.Strips[0].HandSet);
        Assert.True(scene.BusHandSet[(int)BusParameter.BusFaderDb]);
    }

    [Fact]
    public void Scenes_are_stored_recalled_and_replaced_by_name()
    {
        var mix = Mix.Fresh(Tracks);
        var loud = mix.Current.WithStrip(0, StripParameter.FaderDb, 6) with { Name = mix.FreeSceneName() };
        mix = mix.WithScene(loud);
        Assert.Equal(["Scene 1", "Scene 2"], mix.Scenes.Select(scene => scene.Name));
        Assert.Same(loud, mix.FindScene("scene 2"));
        mix = mix.WithScene(loud with { Bus = loud.Bus.With(BusParameter.BusFaderDb, -1) });
        Assert.Equal(2, mix.Scenes.Length);
        Assert.Equal(-1, mix.FindScene("Scene 2")!.Bus[BusParameter.BusFaderDb]);
    }

    [Fact]
    public void A_mix_comes_back_from_its_file()
    {
        using var folder = new TemporaryFolder();
        var (session, take) = Session(folder);
        Assert.Equal(["Kick", "Guitar"], SceneStore.Read(session, take).Current.Strips.Select(strip => strip.Track));

        var mix = Mix.Fresh(Tracks) with { IsEdited = true, QuickMixMoves = [new QuickMixMove("Kick", "Kick down 2 dB: it covered the bass.")] };
        mix = mix with { Master = mix.Master.With(MasterParameter.TargetLufs, -9) };
        for (var i = 0; i < StripParameters.Count; i++)
            mix = mix with { Current = mix.Current.WithStrip(1, (StripParameter)i, StripParameters.Specs[i].FromPosition(0.3)) };
        mix = mix with { Current = mix.Current.WithBus(BusParameter.DelayTimeMs, 250).WithMember(1, 2).WithGroup(2, GroupParameter.LevelDb, -5) };
        SceneStore.Write(session, take, mix);
        var back = SceneStore.Read(session, take);

        for (var i = 0; i < StripParameters.Count; i++)
            Assert.Equal(mix.Current.Strips[1].Values[(StripParameter)i], back.Current.Strips[1].Values[(StripParameter)i]);
        Assert.Equal(mix.Current.Strips.Select(strip => strip.HandSet), back.Current.Strips.Select(strip => strip.HandSet));
        Assert.Equal((250f, true), (back.Current.Bus[BusParameter.DelayTimeMs], back.Current.BusHandSet[(int)BusParameter.DelayTimeMs]));
        Assert.Equal((2, null, -5f), (back.Current.Strips[1].Group, back.Current.Strips[0].Group, back.Current.Groups[2].Values[GroupParameter.LevelDb]));
        Assert.Equal(mix.Current.Groups.Select(group => group.Name), back.Current.Groups.Select(group => group.Name));
        Assert.Equal(-9, back.Master[MasterParameter.TargetLufs]);
        Assert.Equal(mix.QuickMixMoves, back.QuickMixMoves);

        var moved = new QuickMixMove("Kick", "Gate.") { Strip = 0, Values = [new QuickMixValue("gateOn", 0, 1)] };
        SceneStore.Write(session, take, mix with { QuickMixMoves = [moved], QuickMixScene = "Quick mix" });
        var read = SceneStore.Read(session, take);
        Assert.Equal(("Quick mix", 0), (read.QuickMixScene, read.QuickMixMoves[0].Strip));
        Assert.Equal(moved.Values.AsEnumerable(), read.QuickMixMoves[0].Values);
        Assert.True(back.IsEdited);

        SceneStore.Write(session, take, mix with { Reference = "stick/Blue.wav", GivenTone = new GivenTone(1.2f, -0.5f, 0.8f) });
        Assert.Equal(("stick/Blue.wav", new GivenTone(1.2f, -0.5f, 0.8f)), (SceneStore.Read(session, take).Reference, SceneStore.Read(session, take).GivenTone));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"current\":null,\"scenes\":[null,{\"name\":null,\"strips\":[null,{}],\"bus\":{}}],\"quickMixMoves\":[null]}")]
    [InlineData("{\"current\":{\"name\":\"A\",\"strips\":[{\"track\":\"x\",\"strip\":{\"values\":{\"pan\":900,\"unknown\":1},\"handSet\":[\"nothing\"]}}]}}")]
    public void Whatever_a_file_lacks_stands_at_its_default(string text)
    {
        using var folder = new TemporaryFolder();
        var (session, take) = Session(folder);
        Directory.CreateDirectory(folder.File("mixes", "T0001"));
        File.WriteAllText(folder.File("mixes", "T0001", "scenes.json"), text);

        var mix = SceneStore.Read(session, take);

        Assert.Equal(Tracks, mix.Current.Strips.Select(strip => strip.Track));
        Assert.InRange(mix.Current.Strips[0].Values[StripParameter.Pan], -1, 1);
        Assert.Equal(0, mix.Current.Strips[1].Values[StripParameter.FaderDb]);
        Assert.Equal(("", null), (mix.Reference, mix.GivenTone));
    }

    private static (SessionFolder Session, Take Take) Session(TemporaryFolder folder)
    {
        var tracks = Tracks.Select((name, i) => new Track(i + 1, i, name, "", false));
        return (SessionFolder.OpenOrBegin(folder.Path), new Take(1, folder.Path, new TakeJournal(), new TakeFacts(), [.. tracks]));
    }
}
