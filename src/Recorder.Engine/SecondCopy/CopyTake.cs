using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Engine.Survival;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>
/// One take on its way to the stick: opens its parts, closes them, and goes back to what is safe when the stick was pulled or the
/// engine before was killed.
/// </summary>
/// <remarks>Copy thread only, beside the constructor. Between REC and STOP only the opening and closing of a part allocates.</remarks>
internal sealed class CopyTake : IDisposable
{
    private readonly EngineMemory memory;
    private readonly string sessionName;
    private readonly List<CopiedPart> parts = [];
    private readonly uint[] safeSums;
    private CopyStanding standing;
    private string? name;
    private CopyPart? open;

    /// <param name="source">The take.</param>
    /// <param name="memory">Where its frames are, and how far an engine before this one has come with its copy.</param>
    /// <param name="sessionName">The session's name.</param>
    public CopyTake(TakeWriter source, EngineMemory memory, string sessionName)
    {
        (Source, this.memory, this.sessionName) = (source, memory, sessionName);
        safeSums = new uint[source.Files.Tracks.Length];
        MarkerFrames = new long[TakeMarkers.Capacity];
        if (memory.Copies.TryFind(Number, out standing))
            TakeUp();
        else
            Rewind();
    }

    /// <summary>The take.</summary>
    public TakeWriter Source { get; }

    /// <summary>Frames of the take at which its markers lie, as far as they are placed.</summary>
    public long[] MarkerFrames { get; }

    /// <summary>Parts that are closed.</summary>
    public IReadOnlyList<CopiedPart> Parts => parts;

    /// <summary>Whether anything of it was ever written.</summary>
    public bool IsBegun => name is not null;

    /// <summary>How often it was begun once more, because a stick did not have what it should have of it.</summary>
    public int TimesBegunAnew { get; private set; }

    /// <summary>Bytes of a second of all its tracks.</summary>
    public long BytesPerSecond => (long)Source.Files.Start.RateHz * Source.Files.Start.Format.BytesPerSample() * Source.Files.Tracks.Length;

    /// <summary>Frames the ring has that are not copied.</summary>
    public long LagFrames => memory.Ring.WrittenFrames - (open?.Cursor.RingFrame ?? standing.Safe.RingFrame);

    /// <summary>Whether it can be finished by nobody any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether files are open on the stick.</summary>
    public bool IsOpen => open is not null;

    /// <summary>Frames of the take that are safe on the stick.</summary>
    public long SafeFrames => standing.Safe.Frame;

    /// <summary>Frames of the ring before this one are safe on the stick.</summary>
    public long SafeRingFrame => standing.Safe.RingFrame;

    /// <summary>Bytes written that no flush covers.</summary>
    public long UnsafeBytes => open?.UnsafeBytes ?? 0;

    /// <summary>Whether all of the take is written.</summary>
    public bool IsComplete => open?.HasReachedEnd ?? false;

    private int Number => Source.Files.Start.TakeNumber;

    /// <summary>Begins the copy, or goes on with what is safe of it on the stick.</summary>
    public StoreError Open(SecondStore stick)
    {
        try
        {
            if (name is not null && TryGoOn(stick, out var error))
                return error;
            // A take that is over is not begun anew on a stick that has nothing of it: that is somebody else's.
            IsLost |= name is not null && Source.Copy.SettledFrames >= 0;
            if (IsLost)
                return standing.HasEnded ? StoreError.Full : StoreError.Gone;
            BeginAnew(stick);
            return OpenPart(stick);
        }
        catch (RecorderException)
        {
            return StoreError.Io;
        }
    }

    /// <summary>Writes what there is, at most one helping.</summary>
    public StoreError Write(SecondStore stick, PackBuffer buffer, FirstCopy first, out bool hasWritten)
    {
        var error = open!.Write(buffer, first, out hasWritten);
        Source.Copy.Tell(open.Cursor.RingFrame, open.Cursor.GapIndex);
        if (error != StoreError.None || !open.IsFull || !open.HasMore)
            return error;
        error = ClosePart(stick, StopReason.Cut);
        if (error != StoreError.None)
            return error;
        NextPart();
        try
        {
            return OpenPart(stick);
        }
        catch (RecorderException)
        {
            return StoreError.Io;
        }
    }

    /// <summary>Makes what was written safe and says so.</summary>
    public StoreError Commit(SecondStore stick)
    {
        var error = open!.Commit(stick.Store);
        if (error == StoreError.None)
            TellSafe();
        return error;
    }

    /// <summary>Ends the copy: whole files, exact sizes, a closed journal.</summary>
    public StoreError Close(SecondStore stick, StopReason reason) => open is null ? StoreError.None : ClosePart(stick, reason);

    /// <summary>Nothing is left to do: no other engine goes on with it, or begins it once more on a stick that was full.</summary>
    public void TellEnd(bool wasFull)
    {
        if (!wasFull)
        {
            memory.Copies.Forget(Number);
            return;
        }
        standing.HasEnded = true;
        TellStanding();
    }

    /// <inheritdoc/>
    public void Dispose() => open?.Dispose();

    /// <summary>The stick is gone or refuses: its files are let go of as they are, valid up to the last flush.</summary>
    public void Drop()
    {
        open?.Dispose();
        open = null;
        Source.Copy.Tell(standing.Safe.RingFrame, standing.Safe.GapIndex);
    }

    private StoreFolder FolderOf(SecondStore stick, int part) => new(stick.Store, CopyFolders.OfPart(name!, part));

    private void TakeUp()
    {
        name = standing.Name;
        IsLost = standing.HasEnded;
        ReadOnlySpan<uint> sums = standing.Sums;
        sums[..safeSums.Length].CopyTo(safeSums);
        Source.Copy.SafeFrames = standing.Safe.Frame;
        Source.Copy.Tell(standing.Safe.RingFrame, standing.Safe.GapIndex);
    }

    private void Rewind()
    {
        standing = new CopyStanding
        {
            TakeNumber = Number,
            Part = 1,
            Safe = new CopyCursor { RingFrame = Source.StartFrame, GapIndex = Source.FirstGap },
        };
    }

    private void BeginAnew(SecondStore stick)
    {
        TimesBegunAnew += name is null ? 0 : 1;
        parts.Clear();
        Rewind();
        name = standing.Name = CopyFolders.FreeName(stick.Store, sessionName, Number);
        Source.Copy.SafeFrames = 0;
        Source.Copy.Tell(standing.Safe.RingFrame, standing.Safe.GapIndex);
    }

    // What a disk kept that was pulled is what its last flush covered; all behind it is written again.
    private bool TryGoOn(SecondStore stick, out StoreError error)
    {
        error = StoreError.None;
        if (IsLost || !ArePartsThere(stick))
            return false;
        var folder = FolderOf(stick, standing.Part);
        if (!folder.Exists(SessionLayout.JournalFile(Number)))
        {
            // Nothing of this part was ever there; the first one's absence says nothing of whose stick it is.
            if (standing.Safe.Frame > standing.PartStart || (standing.Part == 1 && Source.Copy.SettledFrames >= 0))
                return false;
            error = OpenPart(stick);
            return true;
        }
        try
        {
            var start = Source.Files.Start;
            var files = TakeFiles.TryReopen(folder, Number, start.Layer, sessionName, standing.Safe.Frame - standing.PartStart, out var story);
            if (files is null)
                return IsClosedWhole(story) && TryGoBehind(stick, story, out error);
            if (story.Start!.FamilyUid != start.FamilyUid)
            {
                files.Dispose();
                return false;
            }
            open = Part(files, folder, stick);
            open.GoOn(in standing.Safe, story, standing.FirstMarker, safeSums);
            return true;
        }
        catch (RecorderException)
        {
            // One of its tracks was never made, or cannot be read any more.
            return false;
        }
    }

    private bool IsClosedWhole(TakeJournal story) => story is { Start: { } start, Stop: { } stop }
        && start.FamilyUid == Source.Files.Start.FamilyUid && stop.Frames == standing.Safe.Frame - standing.PartStart;

    // Closed already, when nobody was left to say so.
    private bool TryGoBehind(SecondStore stick, TakeJournal story, out StoreError error)
    {
        error = StoreError.None;
        if (story.Stop!.Value.Reason == StopReason.DiskFull)
        {
            IsLost = true;
            TellEnd(wasFull: true);
            return false;
        }
        if (Source.Copy.SettledFrames is var settled and >= 0 && settled <= standing.Safe.Frame)
            return false;
        if (Reread(stick, standing.Part, standing.PartStart, story.Stop.Value.Frames, safeSums) is not { } closed)
            return false;
        AddPart(closed);
        NextPart();
        return TryGoOn(stick, out error);
    }

    // Those that this engine has closed are looked for, those that another one has are read.
    private bool ArePartsThere(SecondStore stick)
    {
        var start = 0L;
        for (var i = 0; i < standing.Part - 1; i++)
        {
            if (i < parts.Count)
            {
                if (!FolderOf(stick, i + 1).Exists(SessionLayout.JournalFile(Number)))
                    return false;
                start += parts[i].Frames;
                continue;
            }
            ref var closed = ref standing.Closed[i];
            if (Reread(stick, i + 1, start, closed.Frames, closed.Sums) is not { } part)
                return false;
            parts.Add(part);
            start += part.Frames;
        }
        return true;
    }

    private CopiedPart? Reread(SecondStore stick, int part, long startFrame, long frames, ReadOnlySpan<uint> sums)
    {
        var folder = FolderOf(stick, part);
        var start = Source.Files.Start;
        var tracks = new CopiedTrack[start.Tracks.Length];
        try
        {
            using (var file = folder.Open(SessionLayout.JournalFile(Number)))
            {
                if (JournalReader.Read(file) is not { Start: { } found, Stop: { } stop } || found.FamilyUid != start.FamilyUid || stop.Frames != frames)
                    return null;
            }
            for (var i = 0; i < tracks.Length; i++)
            {
                var path = SessionLayout.InTake(Number, start.Tracks[i].FileName);
                using var track = WavTrackWriter.Reopen(folder, path, frames);
                if (track is null)
                    return null;
                tracks[i] = new CopiedTrack(folder.PathOf(path), track.DataOffsetBytes, frames * track.BytesPerFrame, sums[i]);
            }
        }
        catch (RecorderException)
        {
            return null;
        }
        return new CopiedPart(folder.Root, startFrame, frames, [.. tracks]);
    }

    private StoreError OpenPart(SecondStore stick)
    {
        var folder = FolderOf(stick, standing.Part);
        var error = TakeFiles.CreateCopy(folder, CopyFolders.StartOf(Source.Files.Start, standing.PartStart), sessionName, out var files);
        if (error != StoreError.None)
            return error;
        open = Part(files!, folder, stick);
        open.Begin(in standing.Safe);
        standing.FirstMarker = standing.Safe.Markers;
        open.SafeSums.CopyTo(safeSums, 0);
        TellStanding();
        return StoreError.None;
    }

    private CopyPart Part(TakeFiles files, StoreFolder folder, SecondStore stick) =>
        new(this, files, folder, memory, standing.PartStart, CopyFolders.PartFrames(files.Start.Format, stick.MaxFileBytes));

    private StoreError ClosePart(SecondStore stick, StopReason reason)
    {
        var error = open!.Drain(stick.Store);
        if (error != StoreError.None)
            return error;
        // Before its journal says that it is whole: whoever finds that knows the checksums of all of it.
        TellSafe();
        error = open.Close(stick.Store, reason);
        if (error != StoreError.None)
            return error;
        AddPart(open.Sum());
        open.Dispose();
        open = null;
        return StoreError.None;
    }

    private void AddPart(CopiedPart closed)
    {
        if (parts.Count < CopyStanding.MostParts)
        {
            ref var remembered = ref standing.Closed[parts.Count];
            remembered.Frames = closed.Frames;
            for (var i = 0; i < Math.Min(closed.Tracks.Length, CopyStanding.MostTracks); i++)
                remembered.Sums[i] = closed.Tracks[i].Checksum;
        }
        parts.Add(closed);
    }

    private void NextPart()
    {
        (standing.Part, standing.PartStart) = (standing.Part + 1, standing.Safe.Frame);
        TellStanding();
    }

    private void TellSafe()
    {
        standing.Safe = open!.Safe;
        open.SafeSums.CopyTo(safeSums, 0);
        Source.Copy.SafeFrames = standing.Safe.Frame;
        TellStanding();
    }

    // After the flush that made it so; and before the ring lets go of it.
    private void TellStanding()
    {
        if (standing.Part > CopyStanding.MostParts || safeSums.Length > CopyStanding.MostTracks)
        {
            memory.Copies.Forget(Number);
            return;
        }
        safeSums.CopyTo(standing.Sums);
        memory.Copies.Set(in standing);
    }
}
