using Recorder.App.Host.Session;
using Recorder.App.Tests.Verbs;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Linux.Store;
using Recorder.Session.Folders;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>Range, loop, markers and wave of a take that was really recorded; the engine only remembers what it was told.</summary>
public sealed class TakeDeskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<LinkMessage> asked = [];
    private readonly SessionFolder session;
    private readonly DiskStore store;
    private readonly TakeShelf shelf;
    private readonly TakeDesk desk;
    private readonly long frames;

    public TakeDeskTests()
    {
        Stems.Write(folder.File("in"), Core.Units.SampleFormat.S24, Stems.RateHz, Stems.RateHz);
        Assert.Equal(0, RecorderProgram.Run(
            "record", "--device", "files:" + folder.File("in"), "--session", folder.File("session"), "--speed", "max").ExitCode);
        session = SessionFolder.Open(folder.File("session"));
        store = new DiskStore(session.Path);
        shelf = new TakeShelf(session, store);
        shelf.Refresh();
        frames = shelf.TryOpen(1)!.Frames;
        desk = new TakeDesk(shelf, message =>
        {
            asked.Add(message);
            return CommandReply.Done;
        });
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_engine_is_told_range_and_loop_once_and_again_after_a_new_start()
    {
        desk.Tell();
        Assert.Equal((LinkKind.SetPlayRange, 1, frames, false), (asked[0].Kind, asked[0].Number, asked[0].Frame, asked[0].Flag));
        desk.Tell();
        Assert.Single(asked);
        Do(new SetLoop(9600, 19_200));
        Assert.Equal((true, 9600.0, 9600), (asked[1].Flag, asked[1].Value, asked[1].Choice));
        Do(new SetTakeRange(4800, frames - 1));
        Assert.Equal(frames - 1, asked[2].Frame);
        desk.Forget();
        desk.Tell();
        Assert.Equal(4, asked.Count);
    }

    [Fact]
    public void Range_and_loop_stay_inside_the_take_and_the_recording_stays_whole()
    {
        Do(new SetTakeRange(-5, frames + 99));
        Assert.Equal((0L, frames), shelf.Open!.Range);
        Assert.Null(shelf.Open.Facts.EndFrame);
        Do(new SetTakeRange(frames, 100));
        Assert.Equal((99L, 100L), shelf.Open!.Range);
        Do(new SetLoop(0, 100));
        Assert.Null(shelf.Open!.Loop);
        Do(new SetLoop(0, frames + 5));
        Assert.Equal((0L, frames), shelf.Open!.Loop!.Value);
        Do(new SetLoop(null, null));
        Assert.Null(shelf.Open!.Loop);
        Assert.Equal(frames, session.ReadTake(1)!.Frames);
    }

    [Fact]
    public void Markers_are_added_where_it_is_heard_named_and_deleted()
    {
        var playing = new RecorderSnapshot
        {
            Transport = TransportState.Playing, Open = new OpenTakeState { Number = 1, RateHz = Stems.RateHz, PlayheadSeconds = 0.5 },
        };
        Do(new AddMarker("Solo"), playing);
        Do(new AddMarker(), playing with { Open = playing.Open with { PlayheadSeconds = 0.25 } });
        Assert.Equal([(Stems.RateHz / 4, ""), (Stems.RateHz / 2, "Solo")], Markers());
        Do(new NameMarker(Stems.RateHz / 4, " Verse "));
        Do(new DeleteMarker(Stems.RateHz / 2));
        Assert.Equal([(Stems.RateHz / 4, "Verse")], Markers());
        Assert.Null(desk.TryRoute(new AddMarker(), new RecorderSnapshot { Transport = TransportState.Recording }));
    }

    [Fact]
    public void The_wave_is_made_once_kept_and_read_again()
    {
        using (var peaks = new PeakShelf(session))
        {
            peaks.Show(shelf.Open, isTakeRunning: false);
            peaks.Wait();
            var made = peaks.Of(1)!;
            Assert.Equal((frames + TakePeaks.BucketFrames - 1) / TakePeaks.BucketFrames, made.Buckets);
            Assert.Equal(made.Buckets, made.Filled);
            Assert.Null(peaks.Of(2));
        }
        Assert.True(File.Exists(folder.File("session", "mixes", "T0001", "wave.peaks")));
        using var again = new PeakShelf(session);
        again.Show(shelf.Open, isTakeRunning: true);
        Assert.Equal(again.Of(1)!.Buckets, again.Of(1)!.Filled);
    }

    [Fact]
    public void While_a_take_is_recorded_no_wave_is_made()
    {
        using var peaks = new PeakShelf(session);
        peaks.Show(shelf.Open, isTakeRunning: true);
        Assert.Equal(0, peaks.Of(1)!.Filled);
        peaks.Show(shelf.Open, isTakeRunning: false);
        peaks.Wait();
        Assert.Equal(peaks.Of(1)!.Buckets, peaks.Of(1)!.Filled);
    }

    [Fact]
    public void The_bin_is_emptied_for_good_and_its_number_is_not_given_again()
    {
        shelf.Change(1, facts => facts with { IsBinned = true });
        Assert.Equal(1, shelf.EmptyBin());
        Assert.Empty(shelf.Bin);
        Assert.Empty(session.ReadTakeNumbers());
        Assert.Equal(2, shelf.NextNumber);
        Assert.Equal(0, shelf.EmptyBin());
    }

    [Fact]
    public void Without_an_open_take_nothing_is_changed()
    {
        var empty = new TakeDesk(new TakeShelf(session, store), _ => CommandReply.Done);
        Assert.False(empty.TryRoute(new SetLoop(0, 9600), new RecorderSnapshot())!.Value.Accepted);
    }

    private (int, string)[] Markers() => [.. shelf.Open!.Markers.Select(marker => ((int)marker.Frame, marker.Label))];

    private void Do(RecorderCommand command, RecorderSnapshot? snapshot = null) =>
        Assert.True(desk.TryRoute(command, snapshot ?? new RecorderSnapshot())!.Value.Accepted);
}
