using System.Globalization;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Units;
using Recorder.Engine.Overdub;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.Engine.Disk;

/// <summary>A take with its layers from one of its frames on, read ahead from disk into a ring.</summary>
internal sealed class PlaySource : IDisposable
{
    private const int BlockFrames = 8192;
    private const int AheadBlocks = 24;

    private const int MasterChannels = 2;

    private readonly PlayTrack[] tracks;
    private readonly WavReader? master;
    private readonly PlayTrack? other;
    private readonly long masterStartFrame;
    private readonly float[] masterBlock = new float[MasterChannels * BlockFrames];
    private readonly ReadScratch scratch = new(BlockFrames);
    private readonly bool asFloats;
    private readonly PlayRange range;
    private long consumedFrames;

    private PlaySource(
        TakeStart start, PlayTrack[] tracks, bool isLayered, WavReader? master, long masterStartFrame, PlayTrack? other, int otherTrack, PlayRange range,
        long startFrame)
    {
        (Number, RateHz) = (start.TakeNumber, start.RateHz);
        // Fades are made of floats; what has none is played as it was recorded.
        (Format, asFloats) = (isLayered ? SampleFormat.F32 : start.Format, isLayered);
        (this.master, this.masterStartFrame) = (master, masterStartFrame);
        (this.other, OtherTrack) = (other, otherTrack);
        (this.tracks, this.range, StartFrame) = (tracks, range, Math.Clamp(startFrame, 0, range.EndFrame));
        Ring = new FrameRing(OtherChannel + (other is null ? 0 : 1), BlockFrames * AheadBlocks);
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

    /// <summary>Frames from the one played next on that lie one after the other in the take.</summary>
    public long StraightFrames => range.Straight(PlayheadFrames);

    /// <summary>Frame of the take that is the ring's first.</summary>
    public long StartFrame { get; }

    /// <summary>Tracks in the ring, from its first channel on.</summary>
    public int Tracks => tracks.Length;

    /// <summary>Whether left and right of the master lie behind the tracks in the ring, as floats.</summary>
    public bool HasMaster => master is not null;

    /// <summary>The track, from 0, of which another layer lies behind all else in the ring; below 0 where none does.</summary>
    public int OtherTrack { get; }

    /// <summary>The ring's channel of that layer.</summary>
    public int OtherChannel => tracks.Length + (master is null ? 0 : MasterChannels);

    /// <summary>What has been read ahead.</summary>
    public FrameRing Ring { get; }

    /// <summary>Frame of the take that is played next.</summary>
    public long PlayheadFrames => range.After(StartFrame, Volatile.Read(ref consumedFrames));

    /// <summary>Ring frame that is played next.</summary>
    public long NextFrame => consumedFrames;

    /// <summary>Opens a finished take.</summary>
    /// <param name="store">The session's folder.</param>
    /// <param name="number">The take.</param>
    /// <param name="startFrame">Frame to begin with.</param>
    /// <param name="along">A stereo WAV of the same take and rate, read along; null for none.</param>
    /// <param name="range">What is played of it; null is all of it.</param>
    /// <param name="layer">Another layer of one of its tracks, read along; null for none.</param>
    /// <exception cref="RecorderException">There is no such take, or it cannot be read.</exception>
    public static PlaySource Open(IRecordingStore store, int number, long startFrame, PlayedMaster? along = null, PlayRange? range = null, PlayedLayer? layer = null)
    {
        var path = SessionLayout.JournalFile(number);
        if (!store.Exists(path))
            throw Unreadable(number, "is not there");
        TakeJournal journal;
        using (var file = store.Open(path))
            journal = JournalReader.Read(file);
        if (journal is not { Start: { Tracks.IsEmpty: false } start, Stop: { } stop })
            throw Unreadable(number, "was not finished");
        start = start with { TakeNumber = number };
        var heard = StoredLayers.Heard(store, start);
        var other = layer is { } asked ? StoredLayers.Choosing(store, start, asked.Input, asked.Layer) : null;
        var tracks = new List<PlayTrack>();
        try
        {
            foreach (var track in other is null ? heard : heard.Append(other))
                tracks.Add(PlayTrack.TryOpen(store, start, track) ?? throw Unreadable(number, $"has a track that cannot be read ({track.Name})"));
            var isLayered = heard.Any(track => !track.Spans.IsEmpty) || other is { Spans.IsEmpty: false };
            return new PlaySource(
                start, [.. tracks.Take(heard.Length)], isLayered, OpenMaster(store, start, along?.Path), along?.StartFrame ?? 0,
                other is null ? null : tracks[^1], heard.IndexOf(heard.FirstOrDefault(track => track.Input == other?.Input)!), Within(range, number, stop.Frames), startFrame);
        }
        catch
        {
            tracks.ForEach(track => track.Dispose());
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
        for (var i = 0; i < tracks.Length; i++)
            tracks[i].Read(position, block.Channel(i), asFloats, scratch);
        if (master is not null)
            ReadMaster(master, position, block);
        other?.Read(position, block.Channel(OtherChannel), asFloats, scratch);
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
        foreach (var track in tracks)
            track.Dispose();
        master?.Dispose();
        other?.Dispose();
        Ring.Dispose();
    }

    // Set for another take, or from before it was as long: what does not fit does not count.
    private static PlayRange Within(PlayRange? asked, int number, long frames) => asked is not { } range || range.TakeNumber != number
        ? new PlayRange(number, frames, null)
        : new PlayRange(number, Math.Clamp(range.EndFrame, 0, frames), range.Loop is var (first, end) && first >= 0 && first < end && end <= frames ? (first, end) : null);

    private static WavReader? OpenMaster(IRecordingStore store, TakeStart start, string? path)
    {
        if (path is null)
            return null;
        var reader = WavReader.Open(store.Open(path), path);
        if (reader.Channels == MasterChannels && reader.RateHz == start.RateHz)
            return reader;
        reader.Dispose();
        throw new RecorderException(FaultKind.UnreadableInput, $"{path} has another rate or other channels than the take; nothing was touched; make the master at the take's rate.");
    }

    // It may begin later than the take, be longer or a little shorter: elsewhere silence.
    private void ReadMaster(WavReader reader, long position, PlanarWords block)
    {
        var done = (int)Math.Clamp(masterStartFrame - position, 0, block.Frames);
        var wanted = position + done - masterStartFrame;
        for (var side = 0; side < MasterChannels; side++)
            masterBlock.AsSpan(side * BlockFrames, done).Clear();
        if (done < block.Frames && reader.Position != wanted)
            reader.Seek(wanted);
        while (done < block.Frames && reader.Read(masterBlock.AsSpan(done), BlockFrames, block.Frames - done) is var count and > 0)
            done += count;
        for (var side = 0; side < MasterChannels; side++)
        {
            var samples = masterBlock.AsSpan(side * BlockFrames, block.Frames);
            samples[done..].Clear();
            MemoryMarshal.Cast<float, int>(samples).CopyTo(block.Channel(tracks.Length + side));
        }
    }

    private static RecorderException Unreadable(int number, string what) => new(FaultKind.UnreadableInput, string.Create(
        CultureInfo.InvariantCulture, $"T{number} {what}; nothing was touched; choose another take."));
}
