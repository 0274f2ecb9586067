using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Engine.Realtime;
using Recorder.Engine.Survival;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>The open files of one part of a second copy; as a rule the part is the whole take.</summary>
/// <remarks>
/// Design: the copy walks along the ring as <see cref="TakeWriter"/> does, but holds nothing in it. It reads, and looks
/// afterwards whether the frames were still there: the producer announces what it is about to overwrite before it does. What
/// the ring has lost is read from the first disk as far as it is safe there; what is nowhere becomes silence and is told.
/// Between opening and closing nothing allocates.
/// </remarks>
internal sealed class CopyPart(CopyTake take, TakeFiles files, StoreFolder folder, EngineMemory memory, long partStart, long partFrames) : IDisposable
{
    // Then a flush has its turn, and whoever wants to end.
    private const long HelpingBytes = 4 << 20;

    private readonly TakeWriter source = take.Source;
    private readonly FrameRing ring = memory.Ring;
    private readonly GapLog gaps = memory.Gaps;
    private readonly SampleFormat format = files.Start.Format;
    private readonly int frameBytes = files.Start.Format.BytesPerSample() * files.Tracks.Length;
    private readonly long partEnd = partFrames == long.MaxValue ? long.MaxValue : partStart + partFrames;

    // What is about to be overwritten is better read from the disk.
    private readonly long marginFrames = Math.Min(files.Start.RateHz, memory.Ring.CapacityFrames / 8);
    private readonly TakeRates rates = new(files.Start);
    private readonly CopyMarkers markers = new(take, files.Journal, partStart);
    private readonly WrittenTail tail = new(files.Tracks.Length);
    private readonly uint[] sums = new uint[files.Tracks.Length];
    private readonly uint[] roundSums = new uint[files.Tracks.Length];
    private CopyCursor cursor;
    private CopyCursor safe;
    private long headerFrame;
    private long toldDropoutFrame = -1;
    private ToldDropouts told;

    /// <summary>Where it is.</summary>
    public CopyCursor Cursor => cursor;

    /// <summary>Where it was at the last flush.</summary>
    public CopyCursor Safe => safe;

    /// <summary>Checksums of every track up to <see cref="Safe"/>.</summary>
    public uint[] SafeSums { get; } = new uint[files.Tracks.Length];

    /// <summary>Bytes written that no flush covers.</summary>
    public long UnsafeBytes => (cursor.Frame - safe.Frame) * frameBytes;

    /// <summary>Whether its files are as large as the stick can hold.</summary>
    public bool IsFull => cursor.Frame == partEnd;

    /// <summary>Whether the take ends here.</summary>
    public bool HasReachedEnd => source.Copy.SettledFrames is var settled and >= 0 && !source.Copy.IsCarrying
        ? cursor.Frame >= settled
        : source.Copy.IsCarrying && (cursor.Frame == source.LimitFrames || (cursor.RingFrame >= source.Boundary.Frame && !HasGapHere));

    /// <summary>Whether frames of the take are known that do not lie before its place.</summary>
    public bool HasMore => source.Copy.SettledFrames is var settled and >= 0 && !source.Copy.IsCarrying
        ? cursor.Frame < settled
        : cursor.Frame < source.LimitFrames && ((HasGapHere && (source.Copy.IsCarrying || cursor.RingFrame < source.Boundary.Frame)) || Math.Min(memory.Ring.WrittenFrames, source.Boundary.Frame) > cursor.RingFrame);

    private bool HasGapHere => cursor.GapIndex < gaps.Count && gaps[cursor.GapIndex].RingFrame <= cursor.RingFrame;

    /// <summary>Its files are new.</summary>
    public void Begin(in CopyCursor at)
    {
        sums.AsSpan().Fill(Crc32C.Begin);
        Begin(in at, sums);
    }

    /// <summary>Its files are those that were there when the stick was pulled, or the engine before killed.</summary>
    /// <param name="at">Where the last flush was.</param>
    /// <param name="story">What its journal says.</param>
    /// <param name="firstMarker">Markers of the take before this part.</param>
    /// <param name="safeSums">Checksums up to there.</param>
    public void GoOn(in CopyCursor at, TakeJournal story, int firstMarker, uint[] safeSums)
    {
        Begin(in at, safeSums);
        markers.TakeUp(ref cursor, story, firstMarker);
        rates.TakeUp(story);
        told = new ToldDropouts(story);
        toldDropoutFrame = told.LastFrame;
        tail.GoOnFrom(at.Frame - partStart);
    }

    /// <summary>Writes what there is, at most one helping.</summary>
    public StoreError Write(PackBuffer buffer, FirstCopy first, out bool hasWritten)
    {
        hasWritten = false;
        for (var begunAt = cursor.Frame; (cursor.Frame - begunAt) * frameBytes < HelpingBytes && !IsFull;)
        {
            var before = cursor.Frame;
            var error = markers.PlaceDue(ref cursor);
            if (error == StoreError.None)
                error = WriteRound(buffer, first);
            if (error != StoreError.None)
            {
                Undo();
                return error;
            }
            if (cursor.Frame == before)
                break;
            hasWritten = true;
        }
        return StoreError.None;
    }

    /// <summary>Flushes the stick; journal and headers say what the flush before made safe.</summary>
    public StoreError Commit(IRecordingStore stick)
    {
        var error = StoreError.None;
        var safeFrames = safe.Frame - partStart;
        if (safe.Frame > headerFrame)
        {
            error = files.Journal.Commit(safeFrames, Math.Max(safeFrames, source.CapturedFrames - partStart));
            for (var i = 0; error == StoreError.None && i < files.Tracks.Length; i++)
                error = files.Tracks[i].AdvanceHeader(safeFrames * format.BytesPerSample());
            headerFrame = safe.Frame;
        }
        if (error == StoreError.None)
            error = TellRates();
        if (error == StoreError.None)
            error = tail.TellTo(files.Journal, cursor.Frame - partStart);
        if (error == StoreError.None)
            error = stick.Commit();
        if (error == StoreError.None)
        {
            safe = cursor;
            sums.CopyTo(SafeSums, 0);
        }
        return error;
    }

    /// <summary>Makes all that it will ever have safe, markers too.</summary>
    public StoreError Drain(IRecordingStore stick)
    {
        Undo();
        var error = HasReachedEnd ? markers.PlaceAll(ref cursor) : StoreError.None;
        return error == StoreError.None ? Commit(stick) : error;
    }

    /// <summary>Ends its files, once they are drained: exact sizes, then the journal's last word, each flushed before the next.</summary>
    public StoreError Close(IRecordingStore stick, StopReason reason)
    {
        var error = Finish();
        if (error == StoreError.None)
            error = stick.Commit();
        if (error == StoreError.None)
            error = TellRates();
        if (error == StoreError.None && HasReachedEnd && source.Clock is { TakeDriftPpm: var driftPpm } && double.IsFinite(driftPpm))
            error = files.Journal.Clock(driftPpm);
        if (error == StoreError.None)
            error = files.Journal.Stop(cursor.Frame - partStart, reason);
        return error == StoreError.None ? stick.Commit() : error;
    }

    /// <summary>What is to be read back from it once it is closed.</summary>
    public CopiedPart Sum()
    {
        var number = files.Start.TakeNumber;
        var bytes = (cursor.Frame - partStart) * format.BytesPerSample();
        return new CopiedPart(
            folder.Root, partStart, cursor.Frame - partStart,
            [
                .. files.Tracks.Select((track, i) => new CopiedTrack(
                    folder.PathOf(SessionLayout.InTake(number, files.Start.Tracks[i].FileName)), track.DataOffsetBytes, bytes, SafeSums[i])),
            ]);
    }

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();

    private void Begin(in CopyCursor at, uint[] from)
    {
        cursor = safe = at;
        headerFrame = at.Frame;
        from.CopyTo(sums, 0);
        from.CopyTo(roundSums, 0);
        from.CopyTo(SafeSums, 0);
    }

    private StoreError WriteRound(PackBuffer buffer, FirstCopy first)
    {
        var settled = source.Copy.SettledFrames;
        var end = settled >= 0 ? settled : source.LimitFrames;
        var room = Math.Min(buffer.Frames, Math.Min(end, partEnd) - cursor.Frame);
        if (room <= 0)
            return StoreError.None;
        // Thousands of gaps later the log has forgotten where they were.
        if (gaps.Count - cursor.GapIndex > GapLog.Capacity)
            return StoreError.Io;
        if (HasGapHere)
            return IsGapOurs(settled) ? WriteGap(buffer, room, end) : StoreError.None;
        var stop = Math.Min(ring.WrittenFrames, source.Boundary.Frame);
        if (cursor.GapIndex < gaps.Count)
            stop = Math.Min(stop, gaps[cursor.GapIndex].RingFrame);
        var frames = (int)Math.Min(room, Math.Min(stop, markers.NextRingFrame(in cursor)) - cursor.RingFrame);
        if (frames <= 0)
            return StoreError.None;
        if (cursor.Frame - partStart <= toldDropoutFrame)
            cursor.LostBefore = Math.Max(cursor.LostBefore, cursor.RingFrame + told.NowhereFrames(cursor.Frame - partStart));
        if (cursor.RingFrame < cursor.LostBefore)
            return WriteLost(buffer, (int)Math.Min(frames, cursor.LostBefore - cursor.RingFrame));
        return WriteSound(buffer, first, frames, stop, isMoreComing: settled < 0 && !source.Copy.IsCarrying);
    }

    // A gap right at the end is the take's own unless another goes on from there; while that is open, only one with frames of the
    // take behind it is, and those are claimed first.
    private bool IsGapOurs(long settled) => settled >= 0 || (source.Copy.IsCarrying && cursor.RingFrame >= source.Boundary.Frame)
        || (ring.WrittenFrames > cursor.RingFrame && source.Boundary.ClaimForCopy(cursor.RingFrame, 1) > 0);

    private StoreError WriteSound(PackBuffer buffer, FirstCopy first, int frames, long stop, bool isMoreComing)
    {
        if (cursor.RingFrame >= ring.OldestFrame + marginFrames)
            return WriteFromRing(buffer, frames);
        var onDisk = source.SafeFrames - cursor.Frame;
        // In this order: a first disk that stands still must not be asked anything that is not needed.
        if (onDisk > 0 && first.IsAtLeisure && first.CanRead(source))
        {
            var run = source.Left.RunFrom(cursor.Frame, out var isLeft);
            return isLeft
                ? GiveUp(cursor.RingFrame + Math.Min(run, onDisk), DropoutCause.SecondCopyOnly)
                : WriteFromFirst(buffer, first, (int)Math.Min(Math.Min(frames, onDisk), run));
        }
        if (cursor.RingFrame >= ring.OldestFrame)
            return WriteFromRing(buffer, frames);
        // Another stick has them, and the first disk has not.
        if (cursor.RingFrame >= source.NextFrame && cursor.RingFrame < source.Left.BeforeFrame)
            return GiveUp(Math.Min(stop, source.Left.BeforeFrame), DropoutCause.SecondCopyOnly);
        var isReadable = first.CanRead(source);
        // A producer that finds the ring full has announced more than it may write: what is held is there all the same.
        var isHeld = ring.IsHeld && ring.WrittenFrames - ring.HeldFrames <= cursor.RingFrame;
        if (isHeld || (isReadable && (onDisk > 0 || isMoreComing)))
            return StoreError.None;
        return GiveUp(Math.Min(stop, ring.OldestFrame + marginFrames), DropoutCause.MemoryFull);
    }

    private StoreError GiveUp(long untilRingFrame, DropoutCause cause)
    {
        cursor.LostBefore = untilRingFrame;
        return TellDropout(cursor.LostBefore - cursor.RingFrame, isExact: true, cause);
    }

    private StoreError WriteFromRing(PackBuffer buffer, int frames)
    {
        var block = ring.Read(cursor.RingFrame, frames);
        frames = source.Boundary.ClaimForCopy(cursor.RingFrame, block.Frames);
        for (var i = 0; i < files.Tracks.Length && frames > 0; i++)
        {
            var packed = buffer.Pack(block.Channel(files.Start.Tracks[i].Input)[..frames], format);
            Interlocked.MemoryBarrier();
            if (ring.OldestFrame > cursor.RingFrame)
            {
                Undo();
                return StoreError.None;
            }
            var error = Append(i, packed);
            if (error != StoreError.None)
                return error;
        }
        EndRound(frames);
        cursor.RingFrame += frames;
        return StoreError.None;
    }

    private StoreError WriteFromFirst(PackBuffer buffer, FirstCopy first, int frames)
    {
        var bytes = buffer.Room(frames, format);
        for (var i = 0; i < files.Tracks.Length; i++)
        {
            if (!first.TryRead(i, cursor.Frame, bytes))
            {
                Undo();
                return StoreError.None;
            }
            var error = Append(i, bytes);
            if (error != StoreError.None)
                return error;
        }
        EndRound(frames);
        cursor.RingFrame += frames;
        return StoreError.None;
    }

    private StoreError WriteGap(PackBuffer buffer, long room, long end)
    {
        var error = StoreError.None;
        if (cursor.GapFramesDone == 0 || cursor.Frame == partStart)
        {
            var gap = gaps[cursor.GapIndex];
            if (cursor.GapFramesDone == 0)
                cursor.GapFrames = told.Frames(cursor.Frame - partStart) ?? gap.LostFrames;
            error = TellDropout(Math.Min(cursor.GapFrames - cursor.GapFramesDone, end - cursor.Frame), gap.IsExact, gap.Cause);
        }
        var frames = (int)Math.Min(room, cursor.GapFrames - cursor.GapFramesDone);
        if (error == StoreError.None)
            error = WriteSilence(buffer, frames);
        if (error != StoreError.None)
            return error;
        cursor.GapFramesDone += frames;
        if (cursor.GapFramesDone == cursor.GapFrames)
            (cursor.GapFramesDone, cursor.GapIndex) = (0, cursor.GapIndex + 1);
        return StoreError.None;
    }

    private StoreError WriteLost(PackBuffer buffer, int frames)
    {
        var error = cursor.Frame == partStart
            ? TellDropout(cursor.LostBefore - cursor.RingFrame, isExact: true, DropoutCause.MemoryFull)
            : StoreError.None;
        if (error == StoreError.None)
            error = WriteSilence(buffer, frames);
        if (error == StoreError.None)
            cursor.RingFrame += frames;
        return error;
    }

    private StoreError WriteSilence(PackBuffer buffer, int frames)
    {
        for (var i = 0; i < files.Tracks.Length; i++)
        {
            var error = Append(i, buffer.Silence(frames, format));
            if (error != StoreError.None)
                return error;
        }
        EndRound(frames);
        return StoreError.None;
    }

    // Before the silence that stands for it, and once: a journal that was gone on with has it already.
    private StoreError TellDropout(long frames, bool isExact, DropoutCause cause)
    {
        var frame = cursor.Frame - partStart;
        if (frame <= toldDropoutFrame)
            return StoreError.None;
        var error = files.Journal.Dropout(new Dropout(frame, frames, isExact, cause));
        if (error == StoreError.None)
            toldDropoutFrame = frame;
        return error;
    }

    private StoreError TellRates() => rates.TellTo(files.Journal, source.Clock, source.FirstInterfaceFrame + partStart);

    private StoreError Append(int track, ReadOnlySpan<byte> bytes)
    {
        tail.Append(track, bytes);
        roundSums[track] = Crc32C.Append(roundSums[track], bytes);
        return files.Tracks[track].Append(bytes);
    }

    private void EndRound(int frames)
    {
        tail.EndRound();
        roundSums.CopyTo(sums, 0);
        cursor.Frame += frames;
    }

    // A round counts when it is in all tracks.
    private void Undo()
    {
        foreach (var track in files.Tracks)
            track.CutTo(cursor.Frame - partStart);
        sums.CopyTo(roundSums, 0);
        tail.Undo();
    }

    private StoreError Finish()
    {
        var error = files.Finish(markers.Within(in cursor));
        // Without room for the markers in the files the copy is whole all the same: the journal has them.
        return error == StoreError.Full ? files.Finish([]) : error;
    }
}
