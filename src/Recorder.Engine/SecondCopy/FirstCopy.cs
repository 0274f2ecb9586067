using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Engine.Disk;
using Recorder.Session;

namespace Recorder.Engine.SecondCopy;

/// <summary>Reads back from the first disk what the ring does not hold any more.</summary>
/// <param name="store">The session's folder.</param>
/// <param name="isAtLeisure">Whether the first disk keeps up with what is being recorded onto it.</param>
internal sealed class FirstCopy(IRecordingStore store, Func<bool> isAtLeisure) : IDisposable
{
    private IRecordingFile[] tracks = [];
    private TakeWriter? take;
    private bool isReadable;

    /// <summary>Whether a reader may ask anything of the first disk now: its own take goes before all copying.</summary>
    public bool IsAtLeisure => isAtLeisure();

    /// <summary>Opens a take's tracks, unless they are open; false when they cannot be read.</summary>
    public bool CanRead(TakeWriter source)
    {
        if (take == source)
            return isReadable;
        Dispose();
        take = source;
        var start = source.Files.Start;
        try
        {
            tracks = [.. start.Tracks.Select(track => store.Open(SessionLayout.InTake(start.TakeNumber, track.FileName)))];
            isReadable = true;
        }
        catch (RecorderException)
        {
            isReadable = false;
        }
        return isReadable;
    }

    /// <summary>Reads frames of one track as the file keeps them; false when not all of them are there.</summary>
    /// <param name="track">The track.</param>
    /// <param name="frame">Its first frame, of the take.</param>
    /// <param name="bytes">Where they go.</param>
    public bool TryRead(int track, long frame, Span<byte> bytes)
    {
        var writer = take!.Files.Tracks[track];
        var position = writer.DataOffsetBytes + frame * writer.BytesPerFrame;
        try
        {
            for (var done = 0; done < bytes.Length;)
            {
                var count = tracks[track].Read(position + done, bytes[done..]);
                if (count <= 0)
                    return isReadable = false;
                done += count;
            }
            return true;
        }
        catch (RecorderException)
        {
            return isReadable = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var track in tracks)
            track.Dispose();
        tracks = [];
        take = null;
    }
}
