using System.Diagnostics;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio;

/// <summary>How far a PCM was at which moment of the monotonic clock, as its driver says; allocates nothing after it was made.</summary>
internal sealed class AlsaClock : IDisposable
{
    // Older or newer than that, a driver's time is of another clock.
    private const long MostDistanceTicks = 1_000_000_000;

    // Longer than that, the reader was kept from running between position and time.
    private const long UndisturbedTicks = 100_000;
    private const int MostAttempts = 4;

    private readonly AlsaPcm pcm;
    private readonly AlsaStatus status;

    public AlsaClock(AlsaPcm pcm)
    {
        this.pcm = pcm;
        _ = AlsaLibrary.NewStatus(out status);
    }

    /// <summary>Asks the driver; 0 or an error of ALSA.</summary>
    /// <param name="availableFrames">Frames captured and not read, or room for frames to play.</param>
    /// <param name="delayFrames">Frames until what is written next is heard, or since what is read next was.</param>
    /// <param name="atTicks">When that was so, as the stopwatch counts.</param>
    public int Read(out long availableFrames, out long delayFrames, out long atTicks)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = Stopwatch.GetTimestamp();
            var error = AlsaLibrary.ReadStatus(pcm, status);
            var now = Stopwatch.GetTimestamp();
            availableFrames = (long)AlsaLibrary.GetAvailable(status);
            delayFrames = AlsaLibrary.GetDelay(status);
            AlsaLibrary.GetTime(status, out var time);
            // On Linux the stopwatch counts nanoseconds of CLOCK_MONOTONIC, as drivers do.
            atTicks = time.Seconds * 1_000_000_000 + time.Nanoseconds;
            if (Math.Abs(now - atTicks) <= MostDistanceTicks)
                return error;
            atTicks = now;
            if (error < 0 || now - before <= UndisturbedTicks || attempt == MostAttempts)
                return error;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => status.Dispose();
}
