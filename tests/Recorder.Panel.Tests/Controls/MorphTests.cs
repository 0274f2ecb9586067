using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Controls;

/// <summary>MIX, MAIN press, Morph A-B: choose a scene, turn there and back.</summary>
public class MorphTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void Main_turns_between_this_scene_and_the_one_chosen(bool isSmall)
    {
        var recorder = Choosing(isSmall);
        // Scene 2 is heard: it is none to go to.
        recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main);
        Assert.Equal((ScreenName.Morph, "Quick mix 1"), (recorder.Panel.State.Screen, recorder.Panel.State.MorphTo));
        recorder.Turn(PanelControl.Main, 1).Turn(PanelControl.Main, 4).Turn(PanelControl.Main, -2).Turn(PanelControl.Main, -9).Turn(PanelControl.Main, -1);
        Assert.Equal([2f, 10, 6, 0], recorder.Posted.Cast<MorphScene>().Select(morph => morph.Percent));
        Assert.All(recorder.Posted.Cast<MorphScene>(), morph => Assert.Equal("Quick mix 1", morph.To));
        recorder.Posted.Clear();
        Assert.Equal(ScreenName.Mix, recorder.Tap(PanelControl.Main).Panel.State.Screen);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void It_goes_on_where_the_mix_stands_and_back_leaves_it_there()
    {
        var recorder = Choosing(isSmall: false);
        recorder.Snapshot = recorder.Snapshot with { Mix = recorder.Snapshot.Mix with { Morph = new MorphState("Scene 1", 40) } };
        Assert.Equal(new MorphScene("Scene 1", 42), recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Last);
        Assert.Equal(ScreenName.Meters, recorder.Tap(PanelControl.Back).Panel.State.Screen);
        Assert.DoesNotContain(recorder.Posted, command => command is not ClearClips);
    }

    [Fact]
    public void Undo_takes_it_back_and_main_begins_anew()
    {
        var recorder = Choosing(isSmall: false).Tap(PanelControl.Main);
        recorder.Snapshot = recorder.Snapshot with { UndoName = "morph to Scene 1 40 %" };
        recorder.Wait(10).Down(PanelControl.Back).Turn(PanelControl.Main, -1).Up(PanelControl.Back);
        Assert.Equal(new Undo(), recorder.Last);
        Assert.Equal("Undone: morph to Scene 1 40 %", recorder.Notice);
        Assert.Equal(new MorphScene("Scene 1", 2), recorder.Turn(PanelControl.Main, 1).Last);
    }

    [Fact]
    public void With_one_scene_there_is_nowhere_to_go()
    {
        var recorder = Choosing(isSmall: false, Samples.Grouped with { Mix = Samples.Grouped.Mix with { SceneNames = ["Scene 2"] } });
        recorder.Tap(PanelControl.Main);
        Assert.Equal(ScreenName.MorphTargets, recorder.Panel.State.Screen);
    }

    private static FakeRecorder Choosing(bool isSmall, RecorderSnapshot? snapshot = null)
    {
        var recorder = new FakeRecorder(snapshot ?? Samples.Grouped, isSmall).Tap(PanelControl.Mix).Tap(PanelControl.Main);
        while (MixMenu.OpenedBy(recorder.Snapshot, recorder.Panel.State.Row) != ScreenName.MorphTargets)
            recorder.Turn(PanelControl.Main, 1);
        recorder.Tap(PanelControl.Main);
        recorder.Posted.Clear();
        return recorder;
    }
}
