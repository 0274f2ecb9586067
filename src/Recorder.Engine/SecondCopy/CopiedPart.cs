using System.Collections.Immutable;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>A closed part of a second copy, and what must be read back from it.</summary>
/// <param name="Root">Its folder as a person finds it.</param>
/// <param name="StartFrame">Frame of the take at which it begins.</param>
/// <param name="Frames">Frames of every track.</param>
/// <param name="Tracks">One per track.</param>
internal sealed record CopiedPart(string Root, long StartFrame, long Frames, ImmutableArray<CopiedTrack> Tracks);

/// <summary>One track of a part.</summary>
/// <param name="Path">Path in the store that held it.</param>
/// <param name="DataOffsetBytes">Where its samples begin.</param>
/// <param name="DataBytes">Bytes of samples.</param>
/// <param name="Checksum">CRC-32C of all of them as they came from the ring.</param>
internal sealed record CopiedTrack(string Path, long DataOffsetBytes, long DataBytes, uint Checksum);

/// <summary>Reads a copy back from the stick's medium and compares it with what was recorded, a little at a time.</summary>
/// <remarks>Between two helpings a take may begin, and then goes first.</remarks>
internal sealed class CopyVerifier(CopyTake take, byte[] block) : IDisposable
{
    private int part;
    private int track;
    private long position;
    private uint state = Crc32C.Begin;
    private IRecordingFile? file;

    /// <summary>The copy.</summary>
    public CopyTake Take => take;

    /// <summary>Whether all was read.</summary>
    public bool IsDone => part == take.Parts.Count;

    /// <summary>Whether all that was read so far is what was recorded.</summary>
    public bool IsIdentical { get; private set; } = true;

    /// <summary>Why something could not be read at all.</summary>
    public StoreError Error { get; private set; }

    /// <summary>Reads the next helping.</summary>
    public void Step(IRecordingStore stick)
    {
        if (IsDone)
            return;
        var copied = take.Parts[part].Tracks[track];
        try
        {
            Read(stick, copied);
        }
        catch (RecorderException)
        {
            (IsIdentical, Error) = (false, StoreError.Io);
            NextTrack();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private void Read(IRecordingStore stick, CopiedTrack copied)
    {
        if (file is null)
        {
            file = stick.Open(copied.Path);
            file.DropFromCache();
        }
        var count = file.Read(copied.DataOffsetBytes + position, block.AsSpan(0, (int)Math.Min(block.Length, copied.DataBytes - position)));
        if (count > 0)
        {
            state = Crc32C.Append(state, block.AsSpan(0, count));
            position += count;
        }
        if (count > 0 && position < copied.DataBytes)
            return;
        IsIdentical &= position == copied.DataBytes && state == copied.Checksum;
        NextTrack();
    }

    private void NextTrack()
    {
        file?.Dispose();
        (file, position, state) = (null, 0, Crc32C.Begin);
        if (++track < take.Parts[part].Tracks.Length)
            return;
        (track, part) = (0, part + 1);
    }
}
