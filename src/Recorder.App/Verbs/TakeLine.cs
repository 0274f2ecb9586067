using System.Globalization;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;
using Recorder.Core.Snapshots;
using Recorder.Engine;

namespace Recorder.App.Verbs;

/// <summary>What a running take says of itself: one line when it is safely under way, and on a terminal its time. Allocates nothing.</summary>
internal sealed class TakeLine : IDisposable
{
    private const int RedrawEveryMs = 250;
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    private readonly FileStream output = Open(StandardOutput);
    private readonly FileStream terminal = Open(StandardError);
    private readonly byte[] buffer = new byte[256];
    private bool isWatched = !Console.IsErrorRedirected;
    private readonly bool isSilent;
    private readonly int rateHz;
    private readonly long? lengthFrames;
    private long drawnAtMs;
    private bool isSteady;
    private bool isDrawn;

    public TakeLine(bool isSilent, int rateHz, long? lengthFrames)
    {
        (this.isSilent, this.rateHz, this.lengthFrames) = (isSilent, rateHz, lengthFrames);
        // What formatting sets up at its first use is set up before the take.
        Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{0}{0.0:0.0}{0:00}", out _);
    }

    /// <summary>Says what is new.</summary>
    public void Show(RecorderEngine engine)
    {
        if (!isSteady && engine.State != TransportState.Starting)
        {
            isSteady = true;
            if (!isSilent && Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"REC T{engine.TakeNumber}\n", out var bytes))
                Say(output, bytes);
        }
        if (isWatched && Environment.TickCount64 - drawnAtMs >= RedrawEveryMs)
            Draw(engine);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDrawn && isWatched)
            terminal.Write("\r\u001b[K"u8);
        output.Dispose();
        terminal.Dispose();
    }

    // The console's own streams allocate with their first write.
    private static FileStream Open(int descriptor) => new(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private void Draw(RecorderEngine engine)
    {
        (drawnAtMs, isDrawn) = (Environment.TickCount64, true);
        var seconds = engine.TakeFrames / rateHz;
        var left = lengthFrames is { } length ? Math.Max(0, length - engine.TakeFrames) / rateHz : -1;
        var unsafeSeconds = (double)(engine.TakeFrames - engine.SafeFrames) / rateHz;
        if (!Utf8.TryWrite(buffer, CultureInfo.InvariantCulture,
            $"\rREC {seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}, {unsafeSeconds:0.0} s not yet on disk\u001b[K", out var bytes))
            return;
        Say(terminal, bytes);
        if (left >= 0 && Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $", {left} s left", out bytes))
            Say(terminal, bytes);
    }

    // A reader that has gone away is no reason to end a take.
    private void Say(FileStream listener, int bytes)
    {
        try
        {
            listener.Write(buffer.AsSpan(0, bytes));
        }
        catch (IOException)
        {
            isWatched = false;
        }
    }
}
