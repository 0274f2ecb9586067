using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Jobs;
using Recorder.App.Host.Session;
using Recorder.App.Tests.Verbs;
using Recorder.Core.Commands;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Jobs;

/// <summary>The stems of a take: what is said, where they lie, and that they go to the stick with the tracks.</summary>
public sealed class TakeStemsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void They_lie_beside_the_mix_and_are_exported_with_the_tracks()
    {
        Stems.Write(folder.File("in"), Core.Units.SampleFormat.S24, Stems.RateHz, Stems.RateHz);
        Assert.Equal(0, RecorderProgram.Run(
            "record", "--device", "files:" + folder.File("in"), "--session", folder.File("session"), "--speed", "max").ExitCode);
        var session = SessionFolder.Open(folder.File("session"));
        var take = session.ReadTake(1)!;
        var desk = new MixDesk(session, new FakeTimeProvider());
        desk.Open(take);
        new GroupDesk(desk).TryRoute(new JoinGroup(0, 0));
        var choices = new ExportChoices(session, Directory.CreateDirectory(folder.File("projects")).FullName);
        var tracks = take.Tracks.Length;
        Assert.Equal($"{tracks} tracks of T1", choices.Look(take).Single(offer => offer.Choice == ExportChoice.Tracks).Label);

        using var gate = new PauseGate();
        var sentence = new TakeStems(take, session, desk).Run(new JobContext(gate, (_, _, _) => { }, TestContext.Current.CancellationToken));

        Assert.Equal($"{tracks} stems of Scene 1. EXPORT copies them with the tracks.", sentence);
        Assert.Equal(tracks, Directory.GetFiles(Path.Combine(session.Resolve(SessionLayout.StemsFolder(1)), "Scene 1")).Length);
        var offer = choices.Look(take).Single(offer => offer.Choice == ExportChoice.Tracks);
        Assert.Equal($"{tracks} tracks, {tracks} stems of T1", offer.Label);
        Assert.Contains(choices.Items(ExportChoice.Tracks, take), item => item.Name == $"{session.Name}/Mixes/T0001/Stems/Scene 1/01 Drums.wav");
        Assert.DoesNotContain(choices.Items(ExportChoice.Project, take), item => item.Kind == "stem");
    }
}
