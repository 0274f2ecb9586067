using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session.SetUp;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>The musicians' own mixes as they are kept on the machine, for each output.</summary>
public sealed class CueDeskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<LinkMessage> told = [];
    private readonly SetUpFile file;
    private readonly CueDesk desk;
    private bool isEngineBusy;

    public CueDeskTests()
    {
        file = SetUpFile.Beside(folder.File("session"));
        desk = Desk(file);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_engine_of_which_nothing_is_known_is_told_everything_once_the_level_last_and_off()
    {
        desk.Tell(At("X18", 2));
        Assert.Equal(EngineSnapshot.MaxChannels + CueParameters.Count, told.Count);
        Assert.Equal((LinkKind.SetCue, (int)CueParameter.LevelDb, -60.0), (told[^1].Kind, told[^1].Choice, told[^1].Value));
        Assert.All(told, message => Assert.Equal((1L, 0), (message.Frame, message.Number)));
        told.Clear();
        desk.Tell(At("X18", 2));
        Assert.Empty(told);
        desk.Forget();
        desk.Tell(At("X18", 2));
        Assert.Equal(EngineSnapshot.MaxChannels + CueParameters.Count, told.Count);
    }

    [Fact]
    public void What_is_set_is_told_clamped_and_kept_for_that_output_alone()
    {
        desk.Tell(At("X18", 3));
        told.Clear();
        Assert.True(Set(new SetCue(1, CueParameter.LevelDb, 100)).Accepted);
        Assert.True(Set(new SetCueChannel(1, 2, -7)).Accepted);
        Assert.Equal([(LinkKind.SetCue, 1, 12.0), (LinkKind.SetCueChannel, 1, -7.0)], told.Select(message => (message.Kind, message.Number, message.Value)));
        file.Store();

        told.Clear();
        var again = Desk(SetUpFile.Beside(folder.File("session")));
        Assert.Equal([-60f, 12f], again.StateOf("X18", 3).Select(cue => cue.LevelDb));
        Assert.Equal([0f, -7f], Enumerable.Range(1, 2).Select(again.StateOf("X18", 3)[1].ChannelDb));
        Assert.All(again.StateOf("Adapter", 5), cue => Assert.Equal(new CueState(), cue));
        Assert.Equal(4, again.StateOf("X18", 9).Length);
    }

    [Fact]
    public void Another_output_begins_off_and_the_one_that_comes_back_as_it_was()
    {
        desk.Tell(At("X18", 2));
        Set(new SetCue(0, CueParameter.LevelDb, -20), 2);
        Set(new SetCueChannel(0, 5, 3), 2);
        told.Clear();
        desk.Tell(At("Adapter", 2, life: 2));
        Assert.All(told, message => Assert.Equal(2, message.Frame));
        Assert.All(told.Where(message => message.Kind == LinkKind.SetCueChannel), message => Assert.Equal(0, message.Value));
        Assert.Equal((LinkKind.SetCue, (int)CueParameter.LevelDb, -60.0), (told[^1].Kind, told[^1].Choice, told[^1].Value));
        told.Clear();
        desk.Tell(At("", 1, life: 3));
        Assert.Empty(told);
        desk.Tell(At("X18", 2, life: 4));
        Assert.All(told, message => Assert.Equal(4, message.Frame));
        Assert.Equal((5, 3.0), Assert.Single(told.Where(message => message is { Kind: LinkKind.SetCueChannel, Value: not 0 }).Select(message => (message.Choice, message.Value))));
        Assert.Equal((LinkKind.SetCue, (int)CueParameter.LevelDb, -20.0), (told[^1].Kind, told[^1].Choice, told[^1].Value));
    }

    [Fact]
    public void What_the_engine_did_not_take_it_is_told_again()
    {
        desk.Tell(At("X18", 2));
        isEngineBusy = true;
        Set(new SetCue(0, CueParameter.ClickDb, -3), 2);
        isEngineBusy = false;
        told.Clear();
        desk.Tell(At("X18", 2));
        Assert.Equal(-3, Assert.Single(told).Value);
    }

    [Fact]
    public void Two_outputs_have_no_cues_and_say_so()
    {
        Assert.Empty(desk.StateOf("X18", 1));
        Assert.Empty(desk.StateOf("", 4));
        Assert.Equal("Cues need an output with four channels or more.", Set(new SetCue(0, CueParameter.LevelDb, 0), pairs: 1).Sentence);
        Assert.Equal("There is no cue 3; this output has 2.", Set(new SetCue(2, CueParameter.LevelDb, 0)).Sentence);
        Assert.False(Set(new SetCueChannel(0, 64, 0)).Accepted);
        Assert.Null(desk.TryRoute(new ClearClips(), new RecorderSnapshot()));
        Assert.Empty(told);
    }

    private CommandReply Set(RecorderCommand command, int pairs = 3) =>
        desk.TryRoute(command, new RecorderSnapshot { Interface = At("X18", pairs) })!.Value;

    private static InterfaceState At(string key, int pairs, int life = 1) => new() { OutputKey = key, OutputPairs = pairs, OutputLife = life };

    private CueDesk Desk(SetUpFile kept) => new(kept, message =>
    {
        told.Add(message);
        return isEngineBusy ? CommandReply.Refused("Not now.") : CommandReply.Done;
    });
}
