using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Units;
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

    /// <summary>What its samples really are.</summary>
    public SampleFormat Format => format.Format;

    /// <summary>Frames that have come in so far; stands still when the engine or its interface does.</summary>
    public long WrittenFrames => ring.WrittenFrames;

    /// <summary>Null when no engine keeps its inputs in this file.</summary>
    public static InputListener? TryOpen(string path) => EngineMemory.TryLook(path) is var (ring, format) ? new InputListener(ring, format) : null;

    /// <summary>The newest frames of one input.</summary>
    /// <param name="input">From 0.</param>
    /// <param name="newest">Filled, full scale ±1.0.</param>
    /// <returns>False when there are not so many yet, or they were written over while they were read.</returns>
    public bool TryRead(int input, Span<float> newest) => TryRead(input, ring.WrittenFrames - newest.Length, newest);

    /// <summary>Frames of one input from a place on.</summary>
    /// <param name="input">From 0.</param>
    /// <param name="from">The first frame.</param>
    /// <param name="samples">Filled, full scale ±1.0.</param>
    /// <returns>False when they have not all come yet, or were written over.</returns>
    public bool TryRead(int input, long from, Span<float> samples)
    {
        if ((uint)input >= (uint)Channels || from < ring.OldestFrame)
            return false;
        for (var done = 0; done < samples.Length;)
        {
            var block = ring.Read(from + done, samples.Length - done);
            if (block.Frames == 0)
                return false;
            SampleConversion.WordsToFloats(format.Format, block.Channel(input), samples.Slice(done, block.Frames));
            done += block.Frames;
        }
        // The words were read before this look at how far they are overwritten by now.
        Interlocked.MemoryBarrier();
        return from >= ring.OldestFrame;
    }

    /// <inheritdoc/>
    public void Dispose() => ring.Dispose();
}
