using System.Runtime.InteropServices;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Dsp.Metering;

namespace Recorder.Engine.Realtime;

/// <summary>Level, hold and clips of every input; the capture thread measures and reads.</summary>
internal sealed class InputMeters
{
    private readonly PeakRmsMeter[] meters;
    private readonly int[] clippedSamples;
    private readonly SampleFormat format;
    private readonly float fullScale;
    private int isClearAsked;

    public InputMeters(CaptureFormat capture)
    {
        meters = [.. Enumerable.Range(0, capture.Channels).Select(_ => new PeakRmsMeter(capture.RateHz))];
        clippedSamples = new int[capture.Channels];
        format = capture.Format;
        fullScale = format.HighestSample();
    }

    /// <summary>Any thread: clip counts go back to 0 with the next block.</summary>
    public void AskToClearClips() => Volatile.Write(ref isClearAsked, 1);

    /// <summary>Measures a block of every input.</summary>
    public void Process(PlanarWords block)
    {
        if (Volatile.Read(ref isClearAsked) != 0)
        {
            Volatile.Write(ref isClearAsked, 0);
            Array.Clear(clippedSamples);
        }
        for (var i = 0; i < meters.Length; i++)
        {
            var words = block.Channel(i);
            if (format == SampleFormat.F32)
                meters[i].Process(MemoryMarshal.Cast<int, float>(words));
            else
                meters[i].Process(words);
            if (meters[i].Block.Peak >= fullScale)
                clippedSamples[i] += CountClipped(words);
        }
    }

    /// <summary>The levels of one input as they are shown.</summary>
    public InputLevel Read(int input) => new()
    {
        Peak = meters[input].Peak,
        Rms = meters[input].Rms,
        Hold = meters[input].HeldPeak,
        ClippedSamples = clippedSamples[input],
    };

    private int CountClipped(ReadOnlySpan<int> words)
    {
        var count = 0;
        foreach (var word in words)
        {
            var level = format == SampleFormat.F32 ? BitConverter.Int32BitsToSingle(word) : word / 2147483648f;
            count += Math.Abs(level) >= fullScale ? 1 : 0;
        }
        return count;
    }
}
