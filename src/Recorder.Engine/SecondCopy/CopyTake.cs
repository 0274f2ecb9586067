using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Engine.Survival;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>One take on its way to the stick: opens its parts, closes them, and goes back to what is safe when the stick was pulled.</summary>
/// <remarks>Copy thread only, beside the constructor. Between REC and STOP only the opening and closing of a part allocates.</remarks>
internal sealed class CopyTake : IDisposable
{
    private readonly EngineMemory memory;
    private readonly string sessionName;
    private readonly List<CopiedPart> parts = [];
    private string? name;
    private int part = 1;
    private long partStart;
    private CopyPart? open;
    private CopyCursor safe;
    private uint[] safeSums = [];
    private int firstMarker;

    /// <param name="source">The take.</param>
    /// <param name="memory">Where its frames are.</param>
    /// <param name="sessionName">The session's name.</param>
    public CopyTake(TakeWriter source, EngineMemory memory, string sessionName)
    {
        (Source, this.memory, this.sessionName) = (source, memory, sessionName);
        safe = new CopyCursor { RingFrame = source.StartFrame, GapIndex = source.FirstGap };
        MarkerFrames = new long[TakeMarkers.Capacity];
    }

    /// <summary>The take.</summary>
    public TakeWriter Source { get; }

    /// <summary>Frames of the take at which its markers lie, as far as they are placed.</summary>
    public long[] MarkerFrames { get; }

    /// <summary>Parts that are closed.</summary>
    public IReadOnlyList<CopiedPart> Parts => parts;

    /// <summary>Whether anything of it was ever written.</summary>
    public bool IsBegun => name is not null;

    /// <summary>Bytes of a second of all its tracks.</summary>
    public long BytesPerSecond => (long)Source.Files.Start.RateHz * Source.Files.Start.Format.BytesPerSample() * Source.Files.Tracks.Length;

    /// <summary>Frames the ring has that are not copied.</summary>
    public long LagFrames => memory.Ring.WrittenFrames - (open?.Cursor.RingFrame ?? safe.RingFrame);

    /// <summary>Whether it can be finished by nobody any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether files are open on the stick.</summary>
    public bool IsOpen => open is not null;

    /// <summary>Frames of the take that are safe on the stick.</summary>
    public long SafeFrames => safe.Frame;

    /// <summary>Frames of the ring before this one are safe on the stick.</summary>
    public long SafeRingFrame => safe.RingFrame;

    /// <summary>Bytes written that no flush covers.</summary>
    public long UnsafeBytes => open?.UnsafeBytes ?? 0;

    /// <summary>Whether all of the take is written.</summary>
    public bool IsComplete => open?.HasReachedEnd ?? false;

    /// <summary>Begins the copy, or goes on with what is safe of it on the stick.</summary>
    public StoreError Open(SecondStore stick)
    {
        try
        {
            if (name is not null && TryGoOn(stick))
                return StoreError.None;
            // A take that is over is not begun anew on a stick that has nothing of it: that is somebody else's.
            IsLost = name is not null && Source.Copy.SettledFrames >= 0;
            if (IsLost)
                return StoreError.Gone;
            if (name is null || safe.Frame > partStart || stick.Store.Exists(JournalOfPart))
                BeginAnew(stick);
            return OpenPart(stick);
        }
        catch (RecorderException)
        {
            return StoreError.Io;
        }
    }

    private string JournalOfPart => $"{CopyFolders.OfPart(name!, part)}/{SessionLayout.JournalFile(Source.Files.Start.TakeNumber)}";

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
        (part, partStart) = (part + 1, safe.Frame);
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

    /// <inheritdoc/>
    public void Dispose() => open?.Dispose();

    /// <summary>The stick is gone or refuses: its files are let go of as they are, valid up to the last flush.</summary>
    public void Drop()
    {
        open?.Dispose();
        open = null;
        Source.Copy.Tell(safe.RingFrame, safe.GapIndex);
    }

    private void BeginAnew(SecondStore stick)
    {
        parts.Clear();
        name = CopyFolders.FreeName(stick.Store, sessionName, Source.Files.Start.TakeNumber);
        (part, partStart) = (1, 0);
        safe = new CopyCursor { RingFrame = Source.StartFrame, GapIndex = Source.FirstGap };
        Source.Copy.SafeFrames = 0;
    }

    // What a disk kept that was pulled is what its last flush covered; all behind it is written again.
    private bool TryGoOn(SecondStore stick)
    {
        var folder = new StoreFolder(stick.Store, CopyFolders.OfPart(name!, part));
        var start = Source.Files.Start;
        if (!stick.Store.Exists(JournalOfPart))
            return false;
        try
        {
            var files = TakeFiles.TryReopen(folder, start.TakeNumber, start.Layer, sessionName, safe.Frame - partStart, out var story);
            if (files is null || story.Start!.FamilyUid != start.FamilyUid)
            {
                files?.Dispose();
                return false;
            }
            open = Part(files, folder, stick);
            open.GoOn(in safe, story, firstMarker, safeSums);
            return true;
        }
        catch (RecorderException)
        {
            // One of its tracks was never made, or cannot be read any more.
            return false;
        }
    }

    private StoreError OpenPart(SecondStore stick)
    {
        var folder = new StoreFolder(stick.Store, CopyFolders.OfPart(name!, part));
        var error = TakeFiles.CreateCopy(folder, CopyFolders.StartOf(Source.Files.Start, partStart), sessionName, out var files);
        if (error != StoreError.None)
            return error;
        open = Part(files!, folder, stick);
        open.Begin(in safe);
        firstMarker = safe.Markers;
        safeSums = [.. open.SafeSums];
        return StoreError.None;
    }

    private CopyPart Part(TakeFiles files, StoreFolder folder, SecondStore stick) =>
        new(this, files, folder, memory, partStart, CopyFolders.PartFrames(files.Start.Format, stick.MaxFileBytes));

    private StoreError ClosePart(SecondStore stick, StopReason reason)
    {
        var error = open!.Close(stick.Store, reason);
        if (error != StoreError.None)
            return error;
        TellSafe();
        parts.Add(open.Sum());
        open.Dispose();
        open = null;
        return StoreError.None;
    }

    private void TellSafe()
    {
        safe = open!.Safe;
        open.SafeSums.CopyTo(safeSums, 0);
        Source.Copy.SafeFrames = safe.Frame;
    }
}
