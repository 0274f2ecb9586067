using System.Collections.Immutable;
using Recorder.Core.Faults;
using Recorder.Media.Audio;
using Recorder.Session.Folders;
using Recorder.Session.Layers;

namespace Recorder.Studio.Mix;

/// <summary>All tracks of a take with the layers over them, read side by side from its start; a shorter track goes on as silence.</summary>
public sealed class TakeAudio : IDisposable
{
    private readonly ImmutableArray<IAudioReader> readers;
    private long firstFrame;
    private long endFrame;

    /// <summary>Takes over opened tracks of one channel each.</summary>
    /// <param name="tracks">Name and reader of every track; at least one, all of one rate.</param>
    /// <param name="range">The part of them that counts, whose first frame is frame 0; null is all of them.</param>
    /// <exception cref="RecorderException">There is none, or their rates differ.</exception>
    public TakeAudio(IReadOnlyList<(string Name, IAudioReader Reader)> tracks, (long Start, long End)? range = null)
    {
        readers = [.. tracks.Select(track => track.Reader)];
        Names = [.. tracks.Select(track => track.Name)];
        if (readers.IsEmpty)
            throw new RecorderException(FaultKind.UnreadableInput, "The take has no tracks: there is nothing to mix; choose another take.");
        var odd = readers.FirstOrDefault(reader => reader.RateHz != readers[0].RateHz);
        if (odd is not null)
        {
            Dispose();
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{readers[0].Name} has {readers[0].RateHz} Hz and {odd.Name} has {odd.RateHz} Hz: nothing was changed; mix tracks of one rate.");
        }
        firstFrame = range?.Start ?? 0;
        endFrame = range?.End ?? readers.Max(reader => reader.Frames);
        if (firstFrame > 0)
            Seek(0);
    }

    /// <summary>Opens the tracks of a recorded take; one whose file is not there any more is left out as silence.</summary>
    /// <param name="take">The take.</param>
    /// <param name="isWhole">Whether its start and end count for nothing.</param>
    /// <exception cref="RecorderException">No track can be read.</exception>
    public static TakeAudio Open(Take take, bool isWhole = false)
    {
        var opened = new List<(string Name, IAudioReader Reader)>();
        try
        {
            var anyFile = take.Tracks.FirstOrDefault(track => track.IsPresent)?.File;
            foreach (var track in take.Tracks)
            {
                var reader = track.IsPresent || anyFile is null ? AudioFile.Open(track.File) : new SilentReader(AudioFile.Open(anyFile));
                opened.Add((track.Name, LayeredReader.Over(reader, track)));
            }
            return new TakeAudio(opened, isWhole || (take.Facts.StartFrame == 0 && take.Facts.EndFrame is null) ? null : take.Range);
        }
        catch
        {
            opened.ForEach(one => one.Reader.Dispose());
            throw;
        }
    }

    /// <summary>Opens one track of a recorded take, whole, with the layers over it.</summary>
    /// <exception cref="RecorderException">It cannot be read.</exception>
    public static TakeAudio OpenTrack(Take take, int input)
    {
        var track = take.Tracks.First(one => one.Input == input);
        var anyFile = take.Tracks.First(one => one.IsPresent).File;
        var own = track.IsPresent ? AudioFile.Open(track.File) : new SilentReader(AudioFile.Open(anyFile));
        return new TakeAudio([(track.Name, LayeredReader.Over(own, track))]);
    }

    /// <summary>Track names in order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Number of tracks.</summary>
    public int Tracks => readers.Length;

    /// <summary>Frames per second.</summary>
    public int RateHz => readers[0].RateHz;

    /// <summary>Frames of the longest track, of the part of them that counts, or of the song chosen.</summary>
    public long Frames => endFrame - firstFrame;

    /// <summary>Where the next read begins.</summary>
    public long Position { get; private set; }

    /// <summary>Goes to a frame.</summary>
    public void Seek(long frame)
    {
        Position = frame;
        foreach (var reader in readers)
            reader.Seek(firstFrame + frame);
    }

    /// <summary>From now on only one song of the take is read; its first frame is frame 0.</summary>
    public void Choose(Song song)
    {
        (firstFrame, endFrame) = (song.StartFrame, song.EndFrame);
        Seek(0);
    }

    /// <summary>Reads a block: track t lies at <c>planar[t * strideFrames ..]</c>.</summary>
    /// <returns>Frames read; 0 at the end of the longest track.</returns>
    public int Read(Span<float> planar, int strideFrames, int frames)
    {
        frames = (int)Math.Min(frames, Math.Max(0, Frames - Position));
        for (var track = 0; track < readers.Length; track++)
        {
            var samples = planar.Slice(track * strideFrames, frames);
            var read = 0;
            while (read < frames && readers[track].Read(samples[read..], frames - read, frames - read) is var count and > 0)
                read += count;
            samples[read..].Clear();
        }
        Position += frames;
        return frames;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var reader in readers)
            reader.Dispose();
    }
}
