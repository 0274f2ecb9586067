using System.Globalization;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Engine;

namespace Recorder.App.Verbs;

/// <summary>Says on standard error, in a sentence each, that the interface went in the middle of a take and that it is back. Allocates nothing.</summary>
/// <param name="name">The interface as a person calls it.</param>
/// <param name="format">What it delivered.</param>
internal sealed class AbsenceLine(string name, CaptureFormat format) : IDisposable
{
    private const int StandardError = 2;

    // The console's own streams allocate with their first write.
    private readonly FileStream error = new(new SafeFileHandle(StandardError, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    private readonly byte[] buffer = Prepared();
    private EngineSnapshot now;
    private long goneAtFrame;
    private bool isGone;
    private int toldChannels;

    /// <summary>Says what is new.</summary>
    public void Look(RecorderEngine engine)
    {
        // A take that is ending tells all by its report.
        if (engine.State is not (TransportState.Starting or TransportState.Recording))
            return;
        if (isGone)
            engine.CopySnapshot(ref now);
        if (!engine.IsInterfacePresent && !isGone)
            TellGone(engine);
        else if (engine.IsInterfacePresent && isGone)
            TellReturn(engine);
        else if (isGone && now.ReturnedChannels != toldChannels)
            TellOther();
    }

    /// <inheritdoc/>
    public void Dispose() => error.Dispose();

    private void TellGone(RecorderEngine engine)
    {
        (isGone, goneAtFrame, toldChannels) = (true, engine.TakeFrames, 0);
        if (Utf8.TryWrite(buffer, CultureInfo.InvariantCulture,
            $"Interface {name} gone at {Hours(goneAtFrame)}:{Minutes(goneAtFrame):00}:{Seconds(goneAtFrame):00}. T{engine.TakeNumber} is kept, the gap is counted. Plug it in again: the take goes on.\n",
            out var bytes))
            Say(bytes);
    }

    private void TellReturn(RecorderEngine engine)
    {
        isGone = false;
        var frame = engine.TakeFrames;
        if (Utf8.TryWrite(buffer, CultureInfo.InvariantCulture,
            $"Interface {name} back at {Hours(frame)}:{Minutes(frame):00}:{Seconds(frame):00}. T{engine.TakeNumber} goes on; {(double)(frame - goneAtFrame) / format.RateHz:0.00} s are missing, silence stands for them.\n",
            out var bytes))
            Say(bytes);
    }

    private void TellOther()
    {
        toldChannels = now.ReturnedChannels;
        if (toldChannels > 0 && Utf8.TryWrite(buffer, CultureInfo.InvariantCulture,
            $"Interface {name} is back with {now.ReturnedChannels} inputs at {now.ReturnedRateHz} Hz instead of {format.Channels} at {format.RateHz} Hz. T{now.TakeNumber} stays a gap. Set it as it was, or end the take.\n",
            out var bytes))
            Say(bytes);
    }

    // What formatting sets up at its first use is set up before the take.
    private static byte[] Prepared()
    {
        var buffer = new byte[512];
        Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{""}{0}{0L}{0L:00}{0.0:0.00}", out _);
        return buffer;
    }

    private long Hours(long frame) => frame / format.RateHz / 3600;

    private long Minutes(long frame) => frame / format.RateHz / 60 % 60;

    private long Seconds(long frame) => frame / format.RateHz % 60;

    // A reader that has gone away is no reason to end a take.
    private void Say(int bytes)
    {
        try
        {
            error.Write(buffer.AsSpan(0, bytes));
        }
        catch (IOException)
        {
        }
    }
}
