using System.Buffers.Binary;
using CsCheck;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Session.Tests.Journal;

public class JournalTests
{
    private static readonly TakeStart Start = new(
        12, 48000, SampleFormat.S24,
        [new(0, "Kick", "01 Kick.wav"), new(4, "Größe 🎸", "02 Größe 🎸.wav")],
        "2026-02-03T20:15:00+01:00", 3_499_200_000, 240_000, "family", "Interface X18")
    {
        BootId = "boot",
    };

    [Fact]
    public void What_is_written_is_read()
    {
        var journal = JournalReader.Read(Sample());

        Assert.Equal(Start.Tracks, journal.Start!.Tracks);
        Assert.Equal(Start, journal.Start with { Tracks = Start.Tracks });
        Assert.Equal(new TakeCommit(48_000, 60_000), journal.LastCommit);
        Assert.Equal(new TakeCommit(24_000, 30_000), journal.PreviousCommit);
        var tail = Assert.Single(journal.Tails);
        Assert.Equal((48_000L, 72_000L), (tail.FromFrame, tail.ToFrame));
        Assert.Equal([0u, 0x12345678u], tail.Checksums);
        Assert.Equal([new Dropout(30_000, 500, true, DropoutCause.Overrun)], journal.Dropouts);
        Assert.Equal([new Marker(31_000, "Strophe ♪"), new Marker(32_000, "")], journal.Markers);
        Assert.Equal([new TrackLoss(1, 40_000, 10_000)], journal.TrackLosses);
        Assert.Equal(new TakeSettlement(50_000, 700), journal.Settlement);
        Assert.Equal(-17.25, journal.DriftPpm);
        Assert.Equal([new RateChange(20_000, 44_100)], journal.RateChanges);
        Assert.Equal(new TakeStop(50_000, StopReason.Asked), journal.Stop);
        Assert.True(journal.IsClosed);
        Assert.Equal(0, journal.IgnoredBytes);
    }

    [Fact]
    public void Cut_anywhere_it_says_what_its_whole_records_say()
    {
        var bytes = Sample();
        var seen = 0;
        for (var length = 0; length <= bytes.Length; length++)
        {
            var journal = JournalReader.Read(bytes.AsSpan(0, length));
            Assert.Equal(length, journal.ValidBytes + journal.IgnoredBytes);
            Assert.True(journal.NextSequence >= seen);
            Assert.Equal(length == bytes.Length, journal.IsClosed);
            seen = (int)journal.NextSequence;
        }
        Assert.Equal(14, seen);
    }

    [Fact]
    public void A_damaged_record_and_all_behind_it_are_never_believed()
    {
        var bytes = Sample();
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte[1, 255]).Array[1, 4].Sample(flips =>
        {
            var damaged = bytes.ToArray();
            foreach (var (position, mask) in flips)
                damaged[position] ^= mask;
            var first = Enumerable.Range(0, bytes.Length).FirstOrDefault(i => damaged[i] != bytes[i], bytes.Length);
            var journal = JournalReader.Read(damaged);
            var whole = JournalReader.Read(bytes.AsSpan(0, first));
            Assert.Equal(Describe(whole), Describe(journal));
        }, iter: 20_000);
    }

    // RFC 3720, appendix B.4.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AAu)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0x62A8AB43u)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", 0x46DD794Eu)]
    public void Checksums_are_those_of_the_standard_however_the_bytes_come(string hex, uint expected)
    {
        var bytes = Convert.FromHexString(hex);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(expected, Crc32C.End(Crc32C.Append(Crc32C.Append(Crc32C.Begin, bytes.AsSpan(0, cut)), bytes.AsSpan(cut))));
    }

    [Fact]
    public void Any_bytes_at_all_are_read_without_an_exception() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Assert.Null(JournalReader.Read(bytes).Start));

    [Fact]
    public void Records_of_an_older_journal_behind_the_end_are_not_taken_for_this_ones()
    {
        var (newer, older) = (Sample(closed: false), Sample());

        var journal = JournalReader.Read([.. newer, .. older.AsSpan(newer.Length)]);

        Assert.False(journal.IsClosed);
        Assert.Equal(older.Length - newer.Length, journal.IgnoredBytes);
    }

    [Fact]
    public void A_record_of_a_kind_that_a_later_version_adds_is_skipped()
    {
        var bytes = Sample(closed: false);
        var before = JournalReader.Read(bytes);
        var later = new byte[12 + 3 + 4];
        JournalFormat.Seal(later, (RecordType)999, before.NextSequence, 3, before.Seed);
        var stop = new byte[12 + 17 + 4];
        BinaryPrimitives.WriteInt64LittleEndian(stop.AsSpan(12), 77);
        JournalFormat.Seal(stop, RecordType.Stop, before.NextSequence + 1, 17, before.Seed);

        var journal = JournalReader.Read([.. bytes, .. later, .. stop]);

        Assert.Equal(77, journal.Stop!.Value.Frames);
        Assert.Equal(0, journal.IgnoredBytes);
    }

    [Fact]
    public void A_journal_goes_on_behind_its_last_whole_record()
    {
        var store = new MemoryStore();
        var path = SessionLayout.JournalFile(12);
        store[path] = [.. Sample(closed: false), 1, 2, 3];
        var file = store.Open(path);

        Assert.Equal(StoreError.None, JournalWriter.Reopen(file, JournalReader.Read(file), out var writer));
        Assert.Equal(StoreError.None, writer!.Stop(49_000, StopReason.Recovered, 480));

        var journal = JournalReader.Read(store[path]);
        Assert.Equal(new TakeStop(49_000, StopReason.Recovered, 480), journal.Stop);
        Assert.Equal(0, journal.IgnoredBytes);
    }

    [Fact]
    public void A_refused_record_leaves_its_place_to_the_next_try()
    {
        var store = new MemoryStore();
        JournalWriter.Create(store, Start, out var writer);
        store.FailFromCall = store.Calls + 1;
        Assert.Equal(StoreError.Io, writer!.Commit(1, 1));
        store.FailFromCall = 0;
        Assert.Equal(StoreError.None, writer.Commit(2, 3));

        var journal = JournalReader.Read(store[SessionLayout.JournalFile(12)]);

        Assert.Equal(new TakeCommit(2, 3), journal.LastCommit);
        Assert.Equal(0, journal.IgnoredBytes);
    }

    [Fact]
    public void A_second_journal_for_a_take_is_refused()
    {
        var store = new MemoryStore();
        JournalWriter.Create(store, Start, out _);
        Assert.Equal(StoreError.Exists, JournalWriter.Create(store, Start, out _));
    }

    [Fact]
    public void Appending_allocates_nothing()
    {
        JournalWriter.Create(new SinkStore(), Start, out var writer);
        var label = new string('ü', 500);
        AppendAll(writer!, label);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            AppendAll(writer!, label);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_label_too_long_is_cut_at_a_whole_character()
    {
        var store = new MemoryStore();
        JournalWriter.Create(store, Start, out var writer);
        writer!.Marker(5, "x" + new string('ü', 500));

        var label = JournalReader.Read(store[SessionLayout.JournalFile(12)]).Markers[0].Label;

        Assert.Equal("x" + new string('ü', (JournalWriter.MaxLabelBytes - 1) / 2), label);
    }

    private static void AppendAll(JournalWriter writer, string label)
    {
        writer.Commit(1, 2);
        writer.Tail(0, 1, [1, 2]);
        writer.Dropout(new Dropout(1, 2, true, DropoutCause.MemoryFull));
        writer.Marker(1, label);
        writer.TrackLoss(new TrackLoss(1, 2, 3));
        writer.Settle(new TakeSettlement(1, 2));
        writer.Clock(17);
        writer.Stop(1, StopReason.Cut);
    }

    private static byte[] Sample(bool closed = true)
    {
        var store = new MemoryStore();
        Assert.Equal(StoreError.None, JournalWriter.Create(store, Start, out var writer));
        writer!.Commit(24_000, 30_000);
        writer.Dropout(new Dropout(30_000, 500, true, DropoutCause.Overrun));
        writer.Marker(31_000, "Strophe ♪");
        writer.Marker(32_000, "");
        writer.Tail(24_000, 48_000, [1, 2]);
        writer.Commit(48_000, 60_000);
        writer.Tail(48_000, 72_000, [Crc32C.Begin, ~0x12345678u]);
        writer.TrackLoss(new TrackLoss(1, 40_000, 10_000));
        writer.TrackLoss(new TrackLoss(1, 40_000, 10_000));
        writer.Settle(new TakeSettlement(50_000, 700));
        writer.Clock(-17.25);
        writer.RateChange(new RateChange(20_000, 44_100));
        if (closed)
            writer.Stop(50_000, StopReason.Asked);
        return store[SessionLayout.JournalFile(12)];
    }

    private static string Describe(TakeJournal journal) => string.Join('|',
        journal.Start?.FamilyUid, journal.LastCommit, journal.PreviousCommit, journal.Stop, journal.NextSequence,
        string.Join(',', journal.Dropouts), string.Join(',', journal.Markers), string.Join(',', journal.TrackLosses),
        string.Join(',', journal.Tails.SelectMany(tail => tail.Checksums)));

    /// <summary>Takes every write and keeps none, so that only the journal's own allocations are counted.</summary>
    private sealed class SinkStore : IRecordingStore, IRecordingFile
    {
        public string Root => "sink";
        public long FreeBytes => long.MaxValue;
        public long Length => 0;
        public bool Exists(string path) => false;
        public IReadOnlyList<string> List(string path) => [];
        public IRecordingFile Open(string path) => this;
        public StoreError Rename(string from, string to) => StoreError.None;
        public StoreError Commit() => StoreError.None;
        public StoreError Write(long position, ReadOnlySpan<byte> bytes) => StoreError.None;
        public int Read(long position, Span<byte> bytes) => 0;
        public StoreError SetLength(long length) => StoreError.None;

        public StoreError Create(string path, out IRecordingFile? file)
        {
            file = this;
            return StoreError.None;
        }

        public void CreateFolder(string path)
        {
        }

        public void Dispose()
        {
        }
    }
}
