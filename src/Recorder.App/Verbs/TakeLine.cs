using System.Globalization;
using System.Text.Unicode;
using Recorder.Core.Snapshots;
using Recorder.Engine;

namespace Recorder.App.Verbs;

/// <summary>What a running take says of itself: one line when it is safely under way, and on a terminal its time. Allocates nothing.</summary>
internal sealed class TakeLine : IDisposable
{
    private const int RedrawEveryMs = 250;

    private readonly Stream output = Console.OpenStandardOutput();
    private readonly Stream terminal = Console.OpenStandardError();
    private readonly byte[] buffer = new byte[256];
    private readonly bool isWatched = !Console.IsErrorRedirected;
    private readonly bool isSilent;
    private readonly int rateHz;
    private readonly long? lengthFrames;
    private long drawnAtMs;
    private bool isSteady;
    private bool isDrawn;

    public TakeLine(bool isSilent, int rateHz, long? lengthFrames) =>
        (this.isSilent, this.rateHz, this.lengthFrames) = (isSilent, rateHz, lengthFrames);

    /// <summary>Says what is new.</summary>
    public void Show(RecorderEngine engine)
    {
        if (!isSteady && engine.State != TransportState.Starting)
        {
            isSteady = true;
            if (!isSilent && Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"REC T{engine.TakeNumber}\n", out var bytes))
            {
                output.Write(buffer.AsSpan(0, bytes));
                output.Flush();
            }
        }
        if (isWatched && Environment.TickCount64 - drawnAtMs >= RedrawEveryMs)
            Draw(engine);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDrawn)
            terminal.Write("\r\u001b[K"u8);
        output.Dispose();
        terminal.Dispose();
    }

    private void Draw(RecorderEngine engine)
    {
        (drawnAtMs, isDrawn) = (Environment.TickCount64, true);
        var seconds = engine.TakeFrames / rateHz;
        var left = lengthFrames is { } length ? Math.Max(0, length - engine.TakeFrames) / rateHz : -1;
        var unsafeSeconds = (double)(engine.TakeFrames - engine.SafeFrames) / rateHz;
        if (!Utf8.TryWrite(buffer, CultureInfo.InvariantCulture,
            $"\rREC {seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}, {unsafeSeconds:0.0} s not yet on disk\u001b[K", out var bytes))
            return;
        terminal.Write(buffer.AsSpan(0, bytes));
        if (left >= 0 && Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $", {left} s left", out bytes))
            terminal.Write(buffer.AsSpan(0, bytes));
    }
}
