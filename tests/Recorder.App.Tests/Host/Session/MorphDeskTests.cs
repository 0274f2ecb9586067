using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Engine;
using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>A morph of the mix under the knobs, and how the engine follows it.</summary>
public sealed class MorphDeskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly MixDesk desk;

    public MorphDeskTests()
    {
        desk = new MixDesk(SessionFolder.OpenOrBegin(folder.File("session")), new FakeTimeProvider());
        desk.OpenInputs(["Kick", "Snare"]);
        desk.Move(history =>
        {
            history.Change("store", history.Mix.WithScene(history.Mix.Current.WithStrip(0, StripParameter.FaderDb, -20) with { Name = "Far" }));
            history.Change("store", history.Mix.WithScene(Scene.Fresh(["Kick", "Snare"]) with { Name = "Near" }));
            return CommandReply.Done;
        });
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_heard_while_it_is_turned_and_undone_by_its_name()
    {
        var turns = 0;
        desk.SceneTurned += () => turns++;
        Assert.Equal((false, "There is no scene called Nowhere."), (desk.Morph(new MorphScene("Nowhere", 10)).Accepted, desk.Morph(new MorphScene("Nowhere", 10)).Sentence));
        Assert.True(desk.Morph(new MorphScene("Far", 20)).Accepted);
        Assert.True(desk.Morph(new MorphScene("far", 40)).Accepted);
        Assert.Equal((2, "morph to Far 40 %", new MorphState("Far", 40)), (turns, desk.StepNames.Undo, desk.Mix.Morph));
        Assert.Equal(-8, desk.Mix.Current.Strips[0].Values[StripParameter.FaderDb], 0.01f);
        Assert.Equal("Undone: morph to Far 40 %", desk.Undo().Sentence);
        Assert.Equal(("Near", 0f, false), (desk.Mix.Current.Name, desk.Mix.Current.Strips[0].Values[StripParameter.FaderDb], desk.Mix.IsEdited));
    }

    [Fact]
    public void The_engine_gets_the_newest_and_nothing_that_was_overtaken()
    {
        var levels = new BlockingCollection<double>();
        using var isStuck = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var sender = new SceneSender(message =>
        {
            if (message.Kind == LinkKind.SetStrip && message is { Number: 0, Choice: (int)StripParameter.FaderDb })
                levels.Add(message.Value);
            isStuck.Set();
            Assert.True(goOn.Wait(Patience));
            return CommandReply.Done;
        });
        float newest = -1;
        sender.Follow(Newest);
        Assert.True(isStuck.Wait(Patience));
        foreach (var next in new[] { -2f, -3, -4 })
        {
            newest = next;
            sender.Follow(Newest);
        }
        goOn.Set();
        Assert.True(levels.TryTake(out var first, Patience));
        Assert.True(levels.TryTake(out var last, Patience));
        Assert.Equal((-1.0, -4.0), (first, last));
        sender.Send(Newest());
        Assert.Empty(levels);

        Scene Newest() => Scene.Fresh(["Kick"]).WithStrip(0, StripParameter.FaderDb, newest);
    }
}
