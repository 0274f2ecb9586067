using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Units;
using Recorder.Media.Samples;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>A take from one of its frames on, read ahead from disk into a ring.</summary>
internal sealed class PlaySource : IDisposable
{
    private const int BlockFrames = 8192;
    private const int AheadBlocks = 24;

    private readonly IRecordingFile[] files;
    private readonly long[] dataOffsets;
    private readonly byte[] buffer;
    private readonly PlayRange range;
    private long consumedFrames;

    private PlaySource(TakeStart start, IRecordingFile[] files, long[] dataOffsets, PlayRange range, long startFrame)
    {
        (Number, RateHz, Format) = (start.TakeNumber, start.RateHz, start.Format);
        (this.files, this.dataOffsets, this.range, StartFrame) = (files, dataOffsets, range, Math.Clamp(startFrame, 0, range.EndFrame));
        buffer = new byte[BlockFrames * Format.BytesPerSample()];
        Ring = new FrameRing(files.Length, BlockFrames * AheadBlocks);
        Ring.Hold(0);
    }

    /// <summary>The take's number.</summary>
    public int Number { get; }

    /// <summary>Frames per second.</summary>
    public int RateHz { get; }

    /// <summary>The format of the ring's words.</summary>
    public SampleFormat Format { get; }

    /// <summary>Frames of the take up to where it is played.</summary>
    public long LengthFrames => range.EndFrame;

    /// <summary>Frames that are still to be played; endless in a loop.</summary>
    public long RemainingFrames => range.IsEndless(StartFrame) ? long.MaxValue : LengthFrames - PlayheadFrames;

    /// <summary>Frame of the take that is the ring's first.</summary>
    public long StartFrame { get; }

    /// <summary>What has been read ahead.</summary>
    public FrameRing Ring { get; }

    /// <summary>Frame of the take that is played next.</summary>
    public long PlayheadFrames => range.After(StartFrame, Volatile.Read(ref consumedFrames));

    /// <summary>Ring frame that is played next.</summary>
    public long NextFrame => consumedFrames;

    /// <summary>Opens a finished take.</summary>
    /// <exception cref="RecorderException">There is no such take, or it cannot be read.</exception>
    public static PlaySource Open(IRecordingStore store, int number, long startFrame, PlayRange? range = null)
    {
        var path = SessionLayout.JournalFile(number);
        if (!store.Exists(path))
            throw Unreadable(number, "is not there");
        TakeJournal journal;
        using (var file = store.Open(path))
            journal = JournalReader.Read(file);
        if (journal is not { Start: { Tracks.IsEmpty: false } start, Stop: { } stop })
            throw Unreadable(number, "was not finished");
        var files = new List<IRecordingFile>();
        try
        {
            var offsets = new List<long>();
            foreach (var track in start.Tracks)
            {
                files.Add(store.Open(SessionLayout.InTake(number, track.FileName)));
                offsets.Add(WavTrackRepair.Locate(files[^1])?.DataOffsetBytes ?? throw Unreadable(number, $"has a track that cannot be read ({track.FileName})"));
            }
            return new PlaySource(start with { TakeNumber = number }, [.. files], [.. offsets], Within(range, number, stop.Frames), startFrame);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    /// <summary>Reader thread: reads one block ahead; false when there is no room or nothing left.</summary>
    /// <exception cref="RecorderException">The disk cannot be read.</exception>
    public bool Fill()
    {
        var position = range.After(StartFrame, Ring.WrittenFrames);
        var wanted = (int)Math.Min(BlockFrames, range.Straight(position));
        var block = Ring.BeginWrite(wanted);
        if (block.Frames == 0)
            return false;
        var bytesPerSample = Format.BytesPerSample();
        for (var i = 0; i < files.Length; i++)
        {
            var bytes = buffer.AsSpan(0, block.Frames * bytesPerSample);
            var got = ReadWhole(files[i], dataOffsets[i] + position * bytesPerSample, bytes);
            bytes[got..].Clear();
            SampleConversion.UnpackWords(Format, bytes, block.Channel(i));
        }
        Ring.EndWrite(block.Frames);
        return true;
    }

    /// <summary>Monitor thread: so many frames have been played.</summary>
    public void Consume(int frames)
    {
        Volatile.Write(ref consumedFrames, consumedFrames + frames);
        Ring.Hold(consumedFrames);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in files)
            file.Dispose();
        Ring.Dispose();
    }

    // Set for another take, or from before it was as long: what does not fit does not count.
    private static PlayRange Within(PlayRange? asked, int number, long frames) => asked is not { } range || range.TakeNumber != number
        ? new PlayRange(number, frames, null)
        : new PlayRange(number, Math.Clamp(range.EndFrame, 0, frames), range.Loop is var (first, end) && first >= 0 && first < end && end <= frames ? (first, end) : null);

    private static int ReadWhole(IRecordingFile file, long position, Span<byte> bytes)
    {
        var done = 0;
        while (done < bytes.Length && file.Read(position + done, bytes[done..]) is var got and > 0)
            done += got;
        return done;
    }

    private static RecorderException Unreadable(int number, string what) => new(FaultKind.UnreadableInput, string.Create(
        CultureInfo.InvariantCulture, $"T{number} {what}; nothing was touched; choose another take."));
}
