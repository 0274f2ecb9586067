using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Session.Folders;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>Groups of the mix under the knobs: heard at once, undone by name.</summary>
public sealed class GroupDeskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MixDesk desk;
    private readonly GroupDesk groups;
    private readonly List<float> heardDb = [];

    public GroupDeskTests()
    {
        desk = new MixDesk(SessionFolder.OpenOrBegin(folder.File("session")), new FakeTimeProvider());
        desk.OpenInputs(["Kick", "Snare", "Bass", "OH L", "OH R"]);
        groups = new GroupDesk(desk);
        desk.SceneChanged += scene => heardDb.Add(scene.Heard(1)[StripParameter.FaderDb]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_groups_level_is_heard_on_its_members_and_goes_with_undo()
    {
        Route(new SetStrip(1, StripParameter.FaderDb, -6), -6);
        Assert.True(groups.TryRoute(new JoinGroup(1, 0))!.Value.Accepted);
        Assert.True(groups.TryRoute(new SetGroup(0, GroupParameter.LevelDb, -3))!.Value.Accepted);
        Route(new SetStrip(1, StripParameter.FaderDb, -5), -8);
        Assert.Equal("Undone: Snare level -5.0 dB", desk.Undo().Sentence);
        Assert.Equal("Undone: Drums level -3.0 dB", desk.Undo().Sentence);
        Assert.Equal([-6, -9, -9, -6], heardDb);
    }

    [Fact]
    public void Names_propose_groups_in_one_step_and_leave_who_is_in_one()
    {
        groups.TryRoute(new JoinGroup(0, 4));
        Assert.Equal("3 channels are in groups by their names.", groups.TryRoute(new ProposeGroups())!.Value.Sentence);
        Assert.Equal([4, 0, null, 0, 0], desk.Mix.Current.Strips.Select(strip => strip.Group));
        Assert.False(groups.TryRoute(new ProposeGroups())!.Value.Accepted);
        Assert.Equal("groups by names", desk.StepNames.Undo);
    }

    [Fact]
    public void Both_halves_of_a_pair_join_and_what_is_not_there_is_refused()
    {
        groups.TryRoute(new JoinGroup(4, 2));
        Assert.Equal((2, 2), (desk.Mix.Current.Strips[3].Group, desk.Mix.Current.Strips[4].Group));
        groups.TryRoute(new NameGroup(2, " Cymbals "));
        Assert.Equal("Cymbals", desk.Mix.Current.Groups[2].Name);
        foreach (var wrong in (RecorderCommand[])[new JoinGroup(5, 0), new JoinGroup(0, 5), new SetGroup(-1, GroupParameter.Mute, 1), new NameGroup(0, " "), new NameGroup(9, "X")])
            Assert.False(groups.TryRoute(wrong)!.Value.Accepted);
        Assert.Null(groups.TryRoute(new Undo()));
    }

    private void Route(SetStrip set, float heard)
    {
        desk.Set(set, out var moved);
        Assert.Equal((set.Strip, heard), Assert.Single(moved));
    }
}
