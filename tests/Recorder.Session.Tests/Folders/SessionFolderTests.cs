using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Session.Tests.Folders;

public sealed class SessionFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Takes_are_read_from_their_journals()
    {
        AddTake(2, closed: true);
        AddTake(1, closed: false);
        Directory.CreateDirectory(folder.File("takes", "T0003"));
        Directory.CreateDirectory(folder.File("takes", "notes"));

        var takes = SessionFolder.Open(folder.Path).ReadTakes();

        Assert.Equal([1, 2], takes.Select(take => take.Number));
        Assert.Equal([TakeCondition.Open, TakeCondition.Closed], takes.Select(take => take.Condition));
        Assert.Equal([0.5, 1.0], takes.Select(take => take.Seconds));
        var take = takes[1];
        Assert.Equal((48_000, SampleFormat.S24, "T2"), (take.RateHz, take.Format!.Value, take.ShortName));
        Assert.Equal(["Kick", "Snare"], take.Tracks.Select(track => track.Name));
        Assert.Equal([true, false], take.Tracks.Select(track => track.IsPresent));
        Assert.Equal(0.26, take.LostSeconds, 6);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 20, 15, 0, TimeSpan.FromHours(1)), take.StartedAt);
    }

    [Fact]
    public void Only_a_binned_take_is_deleted_with_its_mixes_and_masters()
    {
        AddTake(1, closed: true);
        AddTake(2, closed: true);
        var session = SessionFolder.Open(folder.Path);
        foreach (var made in (string[])["mixes", "masters"])
            Directory.CreateDirectory(folder.File(made, "T0001"));
        Assert.Equal(FaultKind.AnswerIsNo, Assert.Throws<RecorderException>(() => session.DeleteBinned(1)).Kind);
        Assert.Equal([1, 2], session.ReadTakeNumbers());

        session.ChangeFacts(1, facts => facts with { IsBinned = true });
        session.DeleteBinned(1);
        Assert.Equal([2], session.ReadTakeNumbers());
        Assert.Equal(["T0002"], Directory.EnumerateFileSystemEntries(folder.File("takes")).Select(Path.GetFileName).Where(name => name!.Contains('T')));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("mixes")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("masters")));
    }

    [Fact]
    public void A_take_without_a_journal_shows_the_tracks_that_are_there()
    {
        Directory.CreateDirectory(folder.File("takes", "T0004"));
        File.WriteAllBytes(folder.File("takes", "T0004", "02 Bass.wav"), [1]);
        File.WriteAllBytes(folder.File("takes", "T0004", "01 Kick.wav"), [1]);

        var take = SessionFolder.Open(folder.Path).RequireTake(4);

        Assert.Equal(TakeCondition.Damaged, take.Condition);
        Assert.Equal(["Kick", "Bass"], take.Tracks.Select(track => track.Name));
    }

    [Fact]
    public void The_take_meant_is_the_newest_that_is_finished_and_not_binned()
    {
        AddTake(1, closed: true);
        AddTake(2, closed: true);
        AddTake(3, closed: false);
        var session = SessionFolder.Open(folder.Path);
        Assert.Equal(2, session.RequireTake().Number);
        session.ChangeFacts(2, facts => facts with { IsBinned = true });
        Assert.Equal(1, session.RequireTake().Number);
        Assert.Equal(FaultKind.UnreadableInput, Assert.Throws<RecorderException>(() => session.RequireTake(9)).Kind);
    }

    [Fact]
    public void What_people_say_is_kept_and_replaced_whole()
    {
        AddTake(1, closed: true);
        var session = SessionFolder.Open(folder.Path);
        session.ChangeFacts(1, facts => facts with { Name = "Größe", IsStarred = true });
        session.ChangeFacts(1, facts => facts with { Note = "second verse" });
        session.WriteFacts(session.Facts with { Name = "Tuesday", InputNames = ["Kick", ""] });

        var again = SessionFolder.Open(folder.Path);
        Assert.Equal(new TakeFacts { Name = "Größe", IsStarred = true, Note = "second verse" }, again.RequireTake(1).Facts);
        Assert.Equal("Tuesday", again.Name);
        Assert.Equal(["Kick", ""], again.Facts.InputNames);
        Assert.DoesNotContain(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories), file => file.EndsWith(".new", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\": 5}")]
    [InlineData("{\"name\": \"half")]
    [InlineData("null")]
    public void Damaged_words_keep_nobody_from_the_takes(string text)
    {
        AddTake(1, closed: true);
        File.WriteAllText(folder.File("session.json"), text);
        File.WriteAllText(folder.File("takes", "T0001", "take.json"), text);

        var session = SessionFolder.Open(folder.Path);

        Assert.Equal(new TakeFacts(), session.RequireTake(1).Facts);
        Assert.Equal(Path.GetFileName(folder.Path), session.Name);
    }

    [Fact]
    public void What_a_file_made_by_hand_leaves_out_is_as_declared()
    {
        var session = SessionFolder.OpenOrBegin(folder.Path);
        File.WriteAllText(session.Resolve(SessionLayout.SessionFile), """{ "name": "Tuesday" }""");
        Assert.Equal("Tuesday", session.Name);
        Assert.Empty(session.Facts.InputNames);
        Assert.Equal("", session.Facts.CreatedAt);
        Assert.Null(session.Facts.Album);
        Assert.Empty(session.Facts.MasterFormats);
    }

    [Fact]
    public void What_is_changed_about_a_session_leaves_the_rest_as_it_was()
    {
        var session = SessionFolder.OpenOrBegin(folder.Path);
        session.WriteFacts(new SessionFacts { Name = "Tuesday", SecondCopy = true });
        session.ChangeFacts(facts => facts with { Album = true, MasterFormats = ["flac", "opus"] });
        var read = SessionFolder.OpenOrBegin(folder.Path).Facts;
        Assert.Equal(("Tuesday", true, true), (read.Name, read.SecondCopy, read.Album));
        Assert.Equal(["flac", "opus"], read.MasterFormats);
    }

    [Fact]
    public void What_is_no_session_is_said()
    {
        Assert.Contains("not there", Assert.Throws<RecorderException>(() => SessionFolder.Open(folder.File("absent"))).Message, StringComparison.Ordinal);
        Assert.Contains("no session", Assert.Throws<RecorderException>(() => SessionFolder.Open(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Empty(SessionFolder.OpenOrBegin(folder.Path).ReadTakes());
    }

    private void AddTake(int number, bool closed)
    {
        var store = new MemoryStore();
        var start = new TakeStart(
            number, 48_000, SampleFormat.S24, [new(0, "Kick", "01 Kick.wav"), new(1, "Snare", "02 Snare.wav")],
            "2026-02-03T20:15:00.0000000+01:00", 0, 0, "uid", "X18");
        Assert.Equal(StoreError.None, JournalWriter.Create(store, start, out var journal));
        journal!.Commit(24_000, 30_000);
        journal.Dropout(new Dropout(100, 12_000, true, DropoutCause.Overrun));
        if (closed)
            journal.Stop(48_000, StopReason.Recovered, 480);
        Directory.CreateDirectory(folder.File("takes", SessionLayout.TakeName(number)));
        File.WriteAllBytes(folder.File(SessionLayout.JournalFile(number)), store[SessionLayout.JournalFile(number)]);
        File.WriteAllBytes(folder.File(SessionLayout.InTake(number, "01 Kick.wav")), []);
    }
}
