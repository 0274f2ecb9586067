using Recorder.Core.Ports;
using Recorder.Core.Units;

namespace Recorder.Engine.Tests;

/// <summary>An interface whose every sample can be told from its place; driven by a virtual clock, or waiting for its reader.</summary>
internal sealed class TestInterface(int channels, SampleFormat format, TimeProvider? clock = null, long totalFrames = long.MaxValue) : ICaptureDevice
{
    public const int RateHz = 48000;
    public const int PeriodFrames = 240;

    private long startedAt;
    private long framesBefore;
    private int runsAtHz = RateHz;

    public string Name => "Test interface";

    public InterfaceIdentity Identity { get; init; } = InterfaceIdentity.Of("Test interface");

    public CaptureFormat Format { get; } = new(channels, RateHz, format, PeriodFrames);

    public IReadOnlyList<string> InputNames { get; } = [.. Enumerable.Range(1, channels).Select(i => $"Mic {i}")];

    public bool IsPaced => clock is not null;

    /// <summary>Frames the interface has had so far, lost ones included.</summary>
    public long Position { get; private set; }

    /// <summary>So many frames are lost before this frame of the interface.</summary>
    public Queue<(long Frame, long LostFrames)> Losses { get; } = [];

    /// <summary>The interface is pulled out at this frame.</summary>
    public long GoneAtFrame { get; set; } = long.MaxValue;

    /// <summary>
    /// From this frame of the interface on, so many frames come to nobody and its driver does not tell: it delivers nothing
    /// meanwhile and goes on as if nothing had been.
    /// </summary>
    public (long Frame, long Frames) Pause { get; set; } = (long.MaxValue, 0);

    /// <summary>How much faster than nominal it runs, in parts per million; set before anything is read.</summary>
    public int Ppm { get; set; }

    /// <summary>The word of a channel at a frame of the interface.</summary>
    public static int Word(long frame, int channel, SampleFormat format)
    {
        var mixed = (uint)(frame * 2654435761 + channel * 40503 + 12345);
        mixed ^= mixed >> 15;
        return format switch
        {
            SampleFormat.S16 => (int)(mixed * 2246822519) & unchecked((int)0xFFFF0000),
            SampleFormat.S24 => (int)(mixed * 2246822519) & unchecked((int)0xFFFFFF00),
            SampleFormat.S32 => (int)(mixed * 2246822519),
            _ => BitConverter.SingleToInt32Bits((int)(mixed * 2246822519) / 2147483648f),
        };
    }

    /// <summary>Whether its clock runs: a real one writes over what nobody reads from then on.</summary>
    public bool HasStarted { get; private set; }

    public void Start()
    {
        startedAt = clock?.GetTimestamp() ?? 0;
        HasStarted = true;
    }

    /// <summary>From now on its clock runs at another rate, as after a switch on it was turned.</summary>
    public void RunAt(int hz) => (framesBefore, startedAt, runsAtHz) = (DueFrames, clock!.GetTimestamp(), hz);

    /// <summary>Goes on with what another one plays at this moment, as the same interface does for a new process.</summary>
    public void GoOnWith(TestInterface other)
    {
        (startedAt, framesBefore, runsAtHz) = (other.startedAt, other.framesBefore, other.runsAtHz);
        Position = DueFrames;
    }

    /// <summary>Frames the clock has played by now.</summary>
    public long DueFrames => framesBefore + (long)((Int128)clock!.GetElapsedTime(startedAt).Ticks * runsAtHz * (1_000_000 + Ppm) / 1_000_000 / TimeSpan.TicksPerSecond);

    public CaptureResult Read(PlanarWords destination)
    {
        if (Position >= totalFrames)
            return new(CaptureStatus.Ended, 0);
        if (Position >= GoneAtFrame)
            return new(CaptureStatus.Gone, 0);
        var due = clock is null ? long.MaxValue : DueFrames;
        if (Pause.Frame <= Position)
        {
            if (due < Position + Pause.Frames)
                return new(CaptureStatus.Frames, 0);
            Position += Pause.Frames;
            Pause = (long.MaxValue, 0);
        }
        var lost = 0L;
        if (Losses.TryPeek(out var loss) && loss.Frame <= Position)
        {
            // A driver tells of a loss when it is over, or when the interface went away in the middle of it.
            if (due < Position + loss.LostFrames && due < GoneAtFrame)
                return new(CaptureStatus.Frames, 0);
            lost = Math.Min(Losses.Dequeue().LostFrames, GoneAtFrame - Position);
            Position += lost;
            if (Position >= GoneAtFrame)
                return new(CaptureStatus.Gone, 0, lost);
        }
        var next = Losses.TryPeek(out loss) ? Math.Min(loss.Frame, totalFrames) : totalFrames;
        var frames = (int)Math.Clamp(Math.Min(Math.Min(due, next), Math.Min(GoneAtFrame, Pause.Frame)) - Position, 0, destination.Frames);
        for (var c = 0; c < channels; c++)
        {
            var words = destination.Channel(c);
            for (var i = 0; i < frames; i++)
                words[i] = Word(Position + i, c, format);
        }
        Position += frames;
        var result = new CaptureResult(lost > 0 ? CaptureStatus.Overrun : CaptureStatus.Frames, frames, lost);
        return clock is null ? result : result with { ReadAtTicks = clock.GetTimestamp(), WaitingFrames = Math.Max(0, due - Position) };
    }

    public void Stop()
    {
    }

    public void Dispose()
    {
    }
}
