using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Linux.Store;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

public sealed class SessionVerbTests : IDisposable
{
    private const int RateHz = 48_000;
    private readonly TemporaryFolder folder = new();

    private string Session => folder.File("Tuesday");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Recover_finishes_open_takes_and_tells_what_is_kept_and_lost()
    {
        AddTake(1, isClosed: true);
        AddTake(2, isClosed: false);

        var takes = RecorderProgram.RunJson(0, "recover", Session).GetProperty("takes");

        Assert.Equal([1, 2], takes.EnumerateArray().Select(take => take.GetProperty("number").GetInt32()));
        Assert.False(takes[0].GetProperty("wasOpen").GetBoolean());
        Assert.True(takes[1].GetProperty("wasOpen").GetBoolean());
        Assert.Equal(47_000, takes[1].GetProperty("keptFrames").GetInt64());
        Assert.Equal((48_000 + 24_000 - 47_000) / (double)RateHz, takes[1].GetProperty("lostSeconds").GetDouble(), 9);
        var dropout = Assert.Single(takes[1].GetProperty("dropouts").EnumerateArray());
        Assert.Equal((10_000L, 480L, true, "interfaceGone"), (
            dropout.GetProperty("startFrame").GetInt64(), dropout.GetProperty("frames").GetInt64(),
            dropout.GetProperty("exact").GetBoolean(), dropout.GetProperty("cause").GetString()));
        foreach (var file in Directory.GetFiles(folder.File("Tuesday", "takes", "T0002"), "*.wav"))
        {
            using var reader = WavReader.Open(file);
            Assert.Equal((47_000L, false), (reader.Frames, reader.IsTruncated));
            Assert.Equal("Refrain", Assert.Single(reader.Metadata.Markers).Label);
        }
    }

    [Fact]
    public void Recover_says_it_in_words_and_again_that_all_is_whole()
    {
        AddTake(2, isClosed: false);
        var (code, output, _) = RecorderProgram.Run("recover", Session);
        Assert.Equal(0, code);
        Assert.Equal("T2 was cut off and is finished: kept 0:00 (47000 frames), at most 0.52 s lost at its end, 0.01 s missing in 1 place.\n", output);
        Assert.StartsWith("T2 is whole: 0:00 (47000 frames)", RecorderProgram.Run("recover", Session).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_someone_records_into_is_not_touched()
    {
        AddTake(1, isClosed: false);
        var before = File.ReadAllBytes(folder.File("Tuesday", "takes", "T0001", "journal"));
        using (SessionLock.Take(Session))
        {
            var (code, output, error) = RecorderProgram.Run("recover", Session);
            Assert.Equal((5, ""), (code, output));
            Assert.Single(error.TrimEnd('\n').Split('\n'));
        }
        Assert.Equal(before, File.ReadAllBytes(folder.File("Tuesday", "takes", "T0001", "journal")));
    }

    [Fact]
    public void A_take_of_which_nothing_can_be_read_is_exit_code_3_after_the_others_are_done()
    {
        AddTake(2, isClosed: false);
        Directory.CreateDirectory(folder.File("Tuesday", "takes", "T0001"));
        File.WriteAllBytes(folder.File("Tuesday", "takes", "T0001", "01.wav"), [1, 2, 3]);

        var takes = RecorderProgram.RunJson(3, "recover", Session).GetProperty("takes");

        Assert.NotNull(takes[0].GetProperty("trouble").GetString());
        Assert.Equal(47_000, takes[1].GetProperty("keptFrames").GetInt64());
    }

    [Fact]
    public void Info_of_a_session_has_the_keys_of_the_contract()
    {
        AddTake(1, isClosed: true);
        SessionFolder.Open(Session).ChangeFacts(1, facts => facts with { Name = "Größe", IsStarred = true });

        var take = Assert.Single(RecorderProgram.RunJson(0, "info", Session).GetProperty("takes").EnumerateArray());

        Assert.Equal((1, "Größe", 48_000 / (double)RateHz), (
            take.GetProperty("number").GetInt32(), take.GetProperty("name").GetString(), take.GetProperty("seconds").GetDouble()));
        Assert.Equal(["Kick", "Snare"], take.GetProperty("tracks").EnumerateArray().Select(track => track.GetProperty("name").GetString()));
        Assert.Equal("Refrain", Assert.Single(take.GetProperty("markers").EnumerateArray()).GetProperty("label").GetString());
        Assert.Equal("interfaceGone", Assert.Single(take.GetProperty("dropouts").EnumerateArray()).GetProperty("cause").GetString());
        Assert.Equal(("closed", "s24", "asked"), (
            take.GetProperty("condition").GetString(), take.GetProperty("format").GetString(), take.GetProperty("endedBy").GetString()));
    }

    [Fact]
    public void Info_of_a_file_tells_format_markers_and_metadata()
    {
        AddTake(1, isClosed: true);
        var file = folder.File("Tuesday", "takes", "T0001", "01 Kick.wav");

        var info = RecorderProgram.RunJson(0, "info", file);

        Assert.Equal(("s24", 1, RateHz, 48_000L), (
            info.GetProperty("format").GetString(), info.GetProperty("channels").GetInt32(),
            info.GetProperty("rateHz").GetInt32(), info.GetProperty("frames").GetInt64()));
        Assert.Equal(12_345, Assert.Single(info.GetProperty("markers").EnumerateArray()).GetProperty("frame").GetInt64());
        Assert.Equal("Recorder", info.GetProperty("broadcast").GetProperty("originator").GetString());
        Assert.Contains("mark 0:00.257 Refrain", RecorderProgram.Run("info", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_lists_the_folder_or_the_sessions_in_it()
    {
        AddTake(1, isClosed: true);
        var here = RecorderProgram.RunJson(0, "sessions", Session).GetProperty("sessions");
        var above = RecorderProgram.RunJson(0, "sessions", folder.Path).GetProperty("sessions");
        Assert.Equal(Session, Assert.Single(here.EnumerateArray()).GetProperty("folder").GetString());
        Assert.Equal("Tuesday", Assert.Single(above.EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("recover")]
    [InlineData("sessions")]
    [InlineData("info")]
    public void What_is_not_there_is_one_sentence_and_exit_code_3(string verb)
    {
        var (code, output, error) = RecorderProgram.Run(verb, folder.File("absent"));
        Assert.Equal((3, ""), (code, output));
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.False(Directory.Exists(folder.File("absent")));
    }

    /// <summary>A take of two tracks with a marker and a gap; an open one has a track 1000 frames short.</summary>
    private void AddTake(int number, bool isClosed)
    {
        using var store = new DiskStore(Session);
        var start = new TakeStart(
            number, RateHz, SampleFormat.S24, [new(0, "Kick", "01 Kick.wav"), new(1, "Snare", "02 Snare.wav")],
            "2026-02-03T20:15:00.0000000+01:00", 0, 0, "0123456789abcdef0123456789abcdef", "X18") { BootId = BootId.Current };
        store.CreateFolder(SessionLayout.TakeFolder(number));
        Assert.Equal(StoreError.None, JournalWriter.Create(store, start, out var journal));
        journal!.Dropout(new Dropout(10_000, 480, true, DropoutCause.InterfaceGone));
        journal.Marker(12_345, "Refrain");
        journal.Commit(24_000, 24_000);
        journal.Commit(46_000, 48_000);
        for (var i = 0; i < 2; i++)
        {
            var info = new WavTrackInfo { Format = start.Format, RateHz = RateHz, Channels = [new(i + 1, start.Tracks[i].Name)] };
            using var track = WavTrackWriter.Create(store, SessionLayout.InTake(number, start.Tracks[i].FileName), info, out _)!;
            track.Append(Enumerable.Repeat((byte)1, 3 * (isClosed || i == 0 ? 48_000 : 47_000)).ToArray());
            track.AdvanceHeader(46_000 * 3);
            if (isClosed)
                track.Finish(info, [new(new FramePosition(12_345), "Refrain")]);
        }
        if (isClosed)
            journal.Stop(48_000, StopReason.Asked);
        journal.Dispose();
    }
}
