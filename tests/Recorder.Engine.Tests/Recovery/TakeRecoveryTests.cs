using CsCheck;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Engine.Recovery;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Recovery;

/// <summary>Takes left open in every shape, and what recovery makes of them.</summary>
public sealed class TakeRecoveryTests
{
    private const int RateHz = TestInterface.RateHz;
    private readonly MemoryStore store = new();

    [Fact]
    public void All_tracks_end_where_the_shortest_does()
    {
        Write([50_000, 49_000, 49_500], safe: 48_000);

        var take = Recover();

        Assert.Equal((49_000L, true), (take.KeptFrames, take.WasOpen));
        Assert.Empty(take.TrackLosses);
        TakeCheck.AssertWhole(store, 1, 0);
    }

    [Fact]
    public void What_is_lost_is_the_most_that_can_have_come_after_the_last_evidence()
    {
        Write([50_000, 49_000], safe: 48_000, captured: 60_000, previousCaptured: 36_000);
        Assert.Equal(60_000 + 24_000 - 49_000, Recover().LostFrames);
    }

    [Fact]
    public void After_a_power_cut_it_is_one_commit_more()
    {
        Write([50_000, 49_000], safe: 48_000, captured: 60_000, previousCaptured: 36_000, bootId: "before");
        Assert.Equal(60_000 + 2 * 24_000 - 48_000, Recover().LostFrames);
    }

    [Fact]
    public void A_track_that_lost_what_was_committed_does_not_shorten_the_others()
    {
        Write([50_000, 20_000, 49_500], safe: 48_000);

        var take = Recover();

        Assert.Equal(49_500, take.KeptFrames);
        Assert.Equal([new TrackLoss(1, 20_000, 29_500)], take.TrackLosses);
        var words = TakeCheck.ReadWords(store, Path(1), SampleFormat.S24);
        Assert.Equal(49_500, words.Length);
        Assert.Equal(TestInterface.Word(19_999, 1, SampleFormat.S24), words[19_999]);
        Assert.False(words.AsSpan(20_000).ContainsAnyExcept(0));
        Assert.Equal(49_500, TakeCheck.ReadWords(store, Path(0), SampleFormat.S24).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_missing_or_empty_track_is_told_and_the_others_stay_whole(bool isMissing)
    {
        Write([50_000, 49_000], safe: 48_000);
        if (isMissing)
            store.Remove(Path(1));
        else
            store[Path(1)] = [];

        var take = Recover();

        Assert.Equal(50_000, take.KeptFrames);
        Assert.Equal([new TrackLoss(1, 0, 50_000)], take.TrackLosses);
        Assert.Equal(50_000, TakeCheck.ReadWords(store, Path(0), SampleFormat.S24).Length);
        Assert.True(TakeCheck.Journal(store, 1).IsClosed);
        Assert.Equal(50_000, Recover().KeptFrames);
    }

    [Fact]
    public void A_destroyed_header_is_written_anew() => Gen.Select(Gen.Int[0, 4095], Gen.Int[1, 4096], Gen.Byte).Sample((from, length, value) =>
    {
        var bench = new TakeRecoveryTests();
        bench.Write([50_000, 49_000], safe: 48_000);
        var bytes = bench.store[Path(1)];
        bytes.AsSpan(from, Math.Min(length, 4096 - from)).Fill(value);
        bench.store[Path(1)] = bytes;

        var take = bench.Recover();

        Assert.Equal(49_000, take.KeptFrames);
        Assert.Empty(take.TrackLosses);
        TakeCheck.AssertWhole(bench.store, 1, 0);
    }, iter: 100, threads: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_journal_the_files_alone_are_enough(bool isDamaged)
    {
        Write([50_000, 49_000, 3_000], safe: 48_000);
        if (isDamaged)
            store[SessionLayout.JournalFile(1)] = new byte[500];
        else
            store.Remove(SessionLayout.JournalFile(1));

        var take = Recover();

        Assert.Null(take.Trouble);
        Assert.Equal((49_000L, RateHz), (take.KeptFrames, take.RateHz));
        Assert.Equal([new TrackLoss(2, 3_000, 46_000)], take.TrackLosses);
        Assert.Equal(["Mic 1", "Mic 2", "Mic 3"], take.TrackNames);
        Assert.Equal(isDamaged, store.Exists("takes/T0001/journal.damaged"));
        Assert.Equal(49_000, TakeCheck.ReadWords(store, Path(0), SampleFormat.S24).Length);
    }

    [Fact]
    public void Finished_files_whose_journal_is_gone_lose_nothing()
    {
        using var desk = new VirtualDesk(store, channels: 1);
        desk.Engine.StartTake();
        desk.Run(0.8);
        desk.Engine.AddMarker("Solo");
        desk.Run(0.3);
        desk.End();
        var before = store["takes/T0001/01 Mic 1.wav"];
        var original = TakeCheck.Journal(store, 1);
        store.Remove(SessionLayout.JournalFile(1));

        var take = Recover();

        Assert.Equal((original.Stop!.Value.Frames, 0), (take.KeptFrames, take.LostFrames));
        Assert.Equal(before, store["takes/T0001/01 Mic 1.wav"]);
        Assert.Equal(original.Markers, TakeCheck.Journal(store, 1).Markers);
    }

    [Fact]
    public void Markers_come_into_the_files_and_those_behind_the_end_are_dropped()
    {
        Write([50_000, 49_000], safe: 48_000, markers: [new Marker(1000, "Intro"), new Marker(49_500, "gone")]);

        Recover();

        using var reader = WavReader.Open(store.Open(Path(0)), "track");
        Assert.Equal([("Intro", 1000L)], reader.Metadata.Markers.Select(marker => (marker.Label, marker.Position.Value)));
        Assert.Equal([new Marker(1000, "Intro")], TakeCheck.Journal(store, 1).Markers);
    }

    [Fact]
    public void After_a_power_cut_what_the_journal_vouches_for_is_kept_and_nothing_else()
    {
        Write([60_000, 60_000], safe: 48_000, bootId: "before", tails: [52_000, 58_000]);

        Assert.Equal(58_000, Recover().KeptFrames);
        TakeCheck.AssertWhole(store, 1, 0);
    }

    [Fact]
    public void After_a_power_cut_one_wrong_byte_ends_what_is_kept_at_the_checksum_before() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[48_000 * 3, 60_000 * 3 - 1], Gen.Int[1, 255]).Sample((track, place, change) =>
        {
            var bench = new TakeRecoveryTests();
            bench.Write([60_000, 60_000], safe: 48_000, bootId: "before", tails: [52_000, 58_000]);
            var bytes = bench.store[Path(track)];
            bytes[4096 + place] ^= (byte)change;
            bench.store[Path(track)] = bytes;

            Assert.Equal(place < 52_000 * 3 ? 48_000 : place < 58_000 * 3 ? 52_000 : 58_000, bench.Recover().KeptFrames);
            TakeCheck.AssertWhole(bench.store, 1, 0);
        }, iter: 100, threads: 1);

    [Fact]
    public void After_a_power_cut_a_file_that_is_shorter_than_vouched_for_ends_at_the_checksum_before()
    {
        Write([60_000, 57_999], safe: 48_000, bootId: "before", tails: [52_000, 58_000]);
        Assert.Equal(52_000, Recover().KeptFrames);
        TakeCheck.AssertWhole(store, 1, 0);
    }

    [Fact]
    public void A_dropout_that_was_being_written_ends_with_the_take()
    {
        Write([50_000, 50_000], safe: 48_000, dropouts: [new Dropout(49_000, 9_000, false, DropoutCause.InterfaceGone), new Dropout(70_000, 5, true, DropoutCause.Overrun)]);
        Assert.Equal([new Dropout(49_000, 1_000, false, DropoutCause.InterfaceGone)], Recover().Dropouts);
    }

    [Fact]
    public void A_copied_take_folder_is_recovered_in_its_own_place()
    {
        Write([50_000, 49_000], safe: 48_000);
        foreach (var path in store.Paths.Where(path => path.StartsWith("takes/T0001/", StringComparison.Ordinal)))
            store[path.Replace("T0001", "T0007", StringComparison.Ordinal)] = store[path];
        store.Remove(Path(0));

        var takes = TakeRecovery.Recover(store, BootId.Current).Takes;

        Assert.Equal([1, 7], takes.Select(take => take.Number));
        Assert.Equal(49_000, takes[1].KeptFrames);
        Assert.Empty(takes[1].TrackLosses);
    }

    [Fact]
    public void A_take_nothing_can_be_read_of_is_told_and_left_and_the_others_are_finished()
    {
        Write([50_000, 49_000], safe: 48_000);
        store["takes/T0002/01.wav"] = [1, 2, 3];
        store["takes/T0003/notes.txt"] = [1];

        var takes = TakeRecovery.Recover(store, BootId.Current).Takes;

        Assert.Equal([1, 2], takes.Select(take => take.Number));
        Assert.Null(takes[0].Trouble);
        Assert.Equal(FaultKind.UnreadableInput, takes[1].Trouble!.Kind);
        Assert.Equal([1, 2, 3], store["takes/T0002/01.wav"]);
    }

    [Fact]
    public void The_settled_length_is_never_beyond_the_whole_tracks_nor_short_of_what_was_committed() =>
        Gen.Select(Gen.Long[0, 2000].Array[1, 8], Gen.Long[0, 1500], Gen.Long[0, 500]).Sample((lengths, safe, extra) =>
        {
            var journal = new TakeJournal { Start = StartOf(lengths.Length, ""), LastCommit = new TakeCommit(safe, safe + extra) };

            var (settlement, losses) = TakeLength.Settle(journal, [.. lengths.Select(length => new TrackEvidence(length, length, false))], mayBeTorn: true);

            Assert.Contains(settlement.Frames, lengths);
            Assert.True(settlement.Frames >= Math.Min(safe, lengths.Max() / 2));
            Assert.True(lengths.Max() < safe || settlement.Frames >= safe);
            Assert.Equal(lengths.Count(length => length < settlement.Frames), losses.Length);
            Assert.All(losses, loss => Assert.Equal(settlement.Frames, loss.StartFrame + loss.Frames));
            Assert.True(settlement.Frames + settlement.LostFrames >= safe + extra);
        });

    private static string Path(int track) => SessionLayout.InTake(1, StartOf(track + 1, "").Tracks[track].FileName);

    private static TakeStart StartOf(int tracks, string bootId) => new(
        1, RateHz, SampleFormat.S24,
        [.. Enumerable.Range(0, tracks).Select(i => new JournalTrack(i, $"Mic {i + 1}", $"0{i + 1} Mic {i + 1}.wav"))],
        "2031-05-06T07:08:09.0000000+00:00", 0, 0, "0123456789abcdef0123456789abcdef", "Test interface")
    {
        BootId = bootId,
    };

    private RecoveredTake Recover() => Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes);

    /// <summary>An open take whose tracks have these lengths, written in the engine's order.</summary>
    private void Write(
        int[] lengths, long safe, long captured = 0, long previousCaptured = 0, string? bootId = null,
        Dropout[]? dropouts = null, Marker[]? markers = null, int[]? tails = null)
    {
        var sums = (tails ?? []).Select(_ => new uint[lengths.Length]).ToArray();
        store.CreateFolder(SessionLayout.TakeFolder(1));
        var start = StartOf(lengths.Length, bootId ?? BootId.Current);
        Assert.Equal(StoreError.None, JournalWriter.Create(store, start, out var journal));
        for (var i = 0; i < lengths.Length; i++)
        {
            using var track = WavTrackWriter.Create(store, Path(i), TakeInfo.Of(start, i, "Tuesday"), out _)!;
            var bytes = new byte[lengths[i] * 3];
            for (var frame = 0; frame < lengths[i]; frame++)
            {
                var word = TestInterface.Word(frame, i, SampleFormat.S24);
                (bytes[frame * 3], bytes[frame * 3 + 1], bytes[frame * 3 + 2]) = ((byte)(word >> 8), (byte)(word >> 16), (byte)(word >> 24));
            }
            track.Append(bytes);
            for (var tail = 0; tail < sums.Length; tail++)
                sums[tail][i] = Crc32C.Append(Crc32C.Begin, Part(bytes, tail == 0 ? (int)safe : tails![tail - 1], tails![tail]));
            track.AdvanceHeader(Math.Min(safe, lengths[i]) * 3);
        }
        if (previousCaptured > 0)
            journal!.Commit(previousCaptured, previousCaptured);
        foreach (var dropout in dropouts ?? [])
            journal!.Dropout(dropout);
        foreach (var marker in markers ?? [])
            journal!.Marker(marker.Frame, marker.Label);
        journal!.Commit(safe, Math.Max(safe, captured));
        for (var tail = 0; tail < sums.Length; tail++)
            journal.Tail(tail == 0 ? safe : tails![tail - 1], tails![tail], sums[tail]);
        store.Commit();
    }

    private static ReadOnlySpan<byte> Part(byte[] bytes, int fromFrame, int toFrame) =>
        bytes.AsSpan(Math.Min(fromFrame * 3, bytes.Length)..Math.Min(toFrame * 3, bytes.Length));
}
