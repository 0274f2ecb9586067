using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Media.Samples;

namespace Recorder.Engine.Survival;

/// <summary>
/// Another process's look at what came in last: it maps the engine's memory for reading, holds nothing there, and costs the engine nothing.
/// </summary>
public sealed class InputListener : IDisposable
{
    private readonly FrameRing ring;
    private readonly CaptureFormat format;

    private InputListener(FrameRing ring, CaptureFormat format) => (this.ring, this.format) = (ring, format);

    /// <summary>Inputs there are.</summary>
    public int Channels => format.Channels;

    /// <summary>Frames per second.</summary>
    public int RateHz => format.RateHz;

    /// <summary>Frames that have come in so far; stands still when the engine or its interface does.</summary>
    public long WrittenFrames => ring.WrittenFrames;

    /// <summary>Null when no engine keeps its inputs in this file.</summary>
    public static InputListener? TryOpen(string path) => EngineMemory.TryLook(path) is var (ring, format) ? new InputListener(ring, format) : null;

    /// <summary>The newest frames of one input.</summary>
    /// <param name="input">From 0.</param>
    /// <param name="newest">Filled, full scale ±1.0.</param>
    /// <returns>False when there are not so many yet, or they were written over while they were read.</returns>
    public bool TryRead(int input, Span<float> newest)
    {
        var from = ring.WrittenFrames - newest.Length;
        if ((uint)input >= (uint)Channels || from < ring.OldestFrame)
            return false;
        for (var done = 0; done < newest.Length;)
        {
            var block = ring.Read(from + done, newest.Length - done);
            if (block.Frames == 0)
                return false;
            SampleConversion.WordsToFloats(format.Format, block.Channel(input), newest.Slice(done, block.Frames));
            done += block.Frames;
        }
        // The words were read before this look at how far they are overwritten by now.
        Interlocked.MemoryBarrier();
        return from >= ring.OldestFrame;
    }

    /// <inheritdoc/>
    public void Dispose() => ring.Dispose();
}
