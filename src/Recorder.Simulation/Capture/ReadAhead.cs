using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;

namespace Recorder.Simulation.Capture;

/// <summary>Reads a folder's files on a thread of its own, so that a slow disk does not hold up the interface's clock.</summary>
internal sealed class ReadAhead : IDisposable
{
    private const double AheadSeconds = 2;
    private const int BlockFrames = 4096;
    private const int PatienceMs = 100;

    private readonly AudioFolder folder;
    private readonly FrameRing ring;
    private readonly AutoResetEvent hasRoom = new(false);
    private readonly AutoResetEvent hasFrames = new(false);
    private readonly Thread thread;
    private volatile bool isStopping;
    private volatile bool hasEnded;
    private volatile bool hasFailed;
    private long position;

    public ReadAhead(AudioFolder folder)
    {
        this.folder = folder;
        ring = new FrameRing(folder.InputNames.Count, Math.Max((int)(AheadSeconds * folder.RateHz), 2 * BlockFrames));
        ring.Hold(0);
        thread = new Thread(Fill) { Name = "read ahead", IsBackground = true };
        // At once, not with the interface: a take that begins with its first frame must not pay for a thread that begins with it.
        thread.Start();
    }

    /// <summary>The next frames; waits for at most 0.1 s, then gives none. 0 with <see cref="HasEnded"/> is the end.</summary>
    public int Read(PlanarWords destination)
    {
        var done = 0;
        while (done < destination.Frames)
        {
            var ended = hasEnded;
            var block = ring.Read(position, destination.Frames - done);
            if (block.Frames == 0)
            {
                if (ended || !hasFrames.WaitOne(PatienceMs))
                    break;
                continue;
            }
            for (var channel = 0; channel < block.Channels; channel++)
                block.Channel(channel).CopyTo(destination.Channel(channel)[done..]);
            done += block.Frames;
            position += block.Frames;
            ring.Hold(position);
            hasRoom.Set();
        }
        return done;
    }

    /// <summary>Whether all frames have been given out.</summary>
    public bool HasEnded => hasEnded && position == ring.WrittenFrames;

    /// <summary>Whether they ended because the disk could not be read any more.</summary>
    public bool HasFailed => hasFailed;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isStopping)
            return;
        isStopping = true;
        hasRoom.Set();
        if (thread.IsAlive)
            thread.Join();
        ring.Dispose();
        hasRoom.Dispose();
        hasFrames.Dispose();
    }

    private void Fill()
    {
        while (!isStopping && !hasEnded)
        {
            var block = ring.BeginWrite(BlockFrames);
            if (block.Frames == 0)
            {
                hasRoom.WaitOne(PatienceMs);
                continue;
            }
            var got = ReadFolder(block);
            ring.EndWrite(got);
            if (got < block.Frames)
                hasEnded = true;
            hasFrames.Set();
        }
    }

    private int ReadFolder(PlanarWords block)
    {
        try
        {
            return folder.Read(block);
        }
        catch (RecorderException)
        {
            hasFailed = true;
            return 0;
        }
    }
}
