using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Engine;
using Recorder.App.Host.Session;
using Recorder.App.Tests.Verbs;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Link.Messages;
using Recorder.Linux.Store;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>A/B of two layers of a track: measured, told to the engine, and what is heard at the end stays.</summary>
public sealed class CompareDeskTests : IDisposable
{
    private const int Input = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<LinkMessage> told = new();
    private readonly SessionFolder session;
    private readonly DiskStore store;
    private readonly TakeShelf shelf;
    private readonly CompareDesk desk;
    private TransportState transport = TransportState.Playing;

    public CompareDeskTests()
    {
        Stems.Write(folder.File("in"), SampleFormat.S24, 4 * Stems.RateHz, 4 * Stems.RateHz);
        Assert.Equal(0, RecorderProgram.Run(
            "record", "--device", "files:" + folder.File("in"), "--session", folder.File("session"), "--speed", "max").ExitCode);
        session = SessionFolder.Open(folder.File("session"));
        AddLayer(half: 0.5f);
        store = new DiskStore(session.Path);
        shelf = new TakeShelf(session, store);
        shelf.Refresh();
        var mix = new MixDesk(session, new FakeTimeProvider());
        mix.Open(shelf.TryOpen(1)!);
        var openTake = new OpenTakeDesk(shelf, mix, Post, Now);
        desk = new CompareDesk(session, shelf, mix, new SceneSender(Post), Post, openTake, Now);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_layer_that_is_heard_and_the_original_are_compared_at_one_loudness()
    {
        var name = shelf.Open!.Tracks[Input].Name;
        Assert.Equal(new CommandReply(true, $"A {name} layer 1, B {name} original: measuring"), desk.Switch(new SwitchCompare(LayersOf: Input)));
        Until(() => desk.State!.Side == CompareSide.B);
        var load = told.Single(message => message.Kind == LinkKind.LoadLayer);
        // The layer is the same at half the level: the original comes down.
        Assert.Equal((Input, 0), (load.Number, load.Choice));
        Assert.Equal(-6.02, load.Value, 0.2);
        Assert.Equal(-6.02, desk.State!.GainBDb, 0.2);
        Assert.Equal((1, 0.0), (told.Last().Number, told.Last().Value));

        desk.Switch(new SwitchCompare(LayersOf: Input));
        Assert.Equal((CompareSide.A, 0), (desk.State!.Side, told.Last().Number));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void What_is_heard_at_the_end_is_what_is_chosen(bool isB)
    {
        desk.Switch(new SwitchCompare(LayersOf: Input));
        Until(() => desk.State!.Side == CompareSide.B);
        if (!isB)
            desk.Switch(new SwitchCompare(LayersOf: Input));
        desk.End();
        Assert.Null(desk.State);
        Assert.Equal(isB, shelf.Open!.Tracks.Single(track => track.Input == Input).Layers.IsEmpty);
        Assert.Equal((LinkKind.HearBank, 0), (told.Last().Kind, told.Last().Number));
        Assert.Contains(told, message => message is { Kind: LinkKind.LoadLayer, Choice: < 0 });
    }

    [Fact]
    public void A_track_with_one_recording_and_a_take_with_one_scene_have_nothing_to_compare()
    {
        Assert.Equal("Only one layer of it. REC while it plays makes another.", desk.Switch(new SwitchCompare(LayersOf: 0)).Sentence);
        Assert.Equal("Only one scene. BACK + MIX makes another to compare.", desk.Switch(new SwitchCompare()).Sentence);
        Assert.Equal("No master yet. BACK + MASTER makes one to compare.", desk.Switch(new SwitchCompare(WithMaster: true)).Sentence);
        transport = TransportState.Idle;
        Assert.Equal("Nothing plays. PLAY, then BACK + PLAY.", desk.Switch(new SwitchCompare(LayersOf: Input)).Sentence);
    }

    private CommandReply Post(LinkMessage message)
    {
        told.Enqueue(message);
        return CommandReply.Done;
    }

    private RecorderSnapshot Now() => new() { Transport = transport, Open = new OpenTakeState { Number = 1, PlayheadSeconds = 2 } };

    // The whole track again, softer.
    private void AddLayer(float half)
    {
        var take = session.RequireTake(1);
        var track = take.Tracks.Single(one => one.Input == Input);
        var layer = new MemoryStore();
        var start = new TakeStart(1, take.RateHz, SampleFormat.F32, [new JournalTrack(Input, track.Name, "01 Guitar.wav")], take.Journal.Start!.StartedAt, 0, 0, "uid", "X18")
        {
            BootId = "boot", Layer = 1,
        };
        Assert.Equal(StoreError.None, JournalWriter.Create(layer, start, out var journal));
        journal!.Stop(take.Frames, StopReason.Asked);
        Directory.CreateDirectory(session.Resolve(SessionLayout.LayerFolder(1, 1)));
        File.WriteAllBytes(session.Resolve(start.JournalFile), layer[start.JournalFile]);
        using var reader = AudioFile.Open(track.File);
        var samples = new float[reader.Frames];
        reader.Read(samples, samples.Length, samples.Length);
        using var writer = AudioFile.Create(session.Resolve(start.PathOf("01 Guitar.wav")), new AudioFileSpec { Kind = AudioFileKind.Wav, Format = SampleFormat.F32, Channels = 1, RateHz = take.RateHz });
        writer.Write([.. samples.Select(sample => sample * half)], samples.Length, samples.Length);
        writer.Complete();
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience));
}
