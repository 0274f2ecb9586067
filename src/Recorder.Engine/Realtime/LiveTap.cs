using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Media.Samples;

namespace Recorder.Engine.Realtime;

/// <summary>The live inputs as the ear hears them: read from the ring at the output's pace, a little behind the newest frame.</summary>
/// <remarks>
/// Design: how far behind it must be follows from how the frames arrive, so it watches how many it never needed for a quarter of a second.
/// Inputs and output may run by different clocks; then that number drifts, and before it runs out or becomes an echo the place
/// is changed: by a crossfade from the old place to the new one, which is heard as nothing, and is counted. Sound that breaks
/// off for want of frames fades out, and in again when there are some. It holds nothing of the ring.
/// </remarks>
internal sealed class LiveTap
{
    private const int WindowsPerSecond = 4;
    private const int FadesPerSecond = 100;

    // A listener who was kept from running for a moment catches up at once instead of at the end of the window.
    private const int MostLagPeriods = 8;

    private readonly FrameRing ring;
    private readonly CaptureFormat format;
    private readonly int channels;
    private readonly int periodFrames;
    private readonly int windowFrames;
    private readonly int fadeFrames;
    private readonly int leastSpareFrames;
    private readonly int spareFrames;
    private readonly int mostSpareFrames;
    private readonly float[] other;
    private long frame;
    private long otherFrame;
    private int fadedFrames;
    private long leastLag = long.MaxValue;
    private int watchedFrames;
    private bool isHeard;

    /// <summary>A tap that begins with the frames that come.</summary>
    /// <param name="ring">Where the inputs' frames are.</param>
    /// <param name="format">How they come.</param>
    /// <param name="channels">Channels of what is filled; inputs beyond are left out, those that are not there are silent.</param>
    /// <param name="periodFrames">Frames of one <see cref="Read"/>.</param>
    public LiveTap(FrameRing ring, CaptureFormat format, int channels, int periodFrames)
    {
        (this.ring, this.format, this.channels, this.periodFrames) = (ring, format, channels, periodFrames);
        windowFrames = format.RateHz / WindowsPerSecond;
        fadeFrames = fadedFrames = format.RateHz / FadesPerSecond;
        leastSpareFrames = format.PeriodFrames / 5;
        spareFrames = format.PeriodFrames / 2;
        mostSpareFrames = format.PeriodFrames;
        other = new float[periodFrames];
    }

    /// <summary>How often the place was changed because two clocks had drifted apart, or the listener was late.</summary>
    public int Slips { get; private set; }

    /// <summary>How often there was nothing to hear.</summary>
    public int Starvations { get; private set; }

    /// <summary>Fills one period.</summary>
    /// <param name="inputs">Channel c from c × period frames on.</param>
    public void Read(float[] inputs)
    {
        var written = ring.WrittenFrames;
        if (isHeard && written - frame < periodFrames)
        {
            BreakOff(inputs, (int)(written - frame));
            return;
        }
        if (!isHeard || frame < ring.OldestFrame)
        {
            Begin(inputs, written);
            return;
        }
        if (fadedFrames == fadeFrames)
            Watch(written - frame);
        Fill(inputs, frame, periodFrames);
        if (fadedFrames < fadeFrames)
            Crossfade(inputs, written);
        frame += periodFrames;
    }

    /// <summary>Something else is heard meanwhile.</summary>
    public void Rest() => isHeard = false;

    private void Begin(float[] inputs, long written)
    {
        // The inputs' next period may be a whole one away, and a little more.
        var start = written - periodFrames - format.PeriodFrames - spareFrames;
        // What was heard before it broke off is not heard again.
        if (start < Math.Max(ring.OldestFrame, frame))
        {
            Array.Clear(inputs);
            return;
        }
        (frame, isHeard, fadedFrames) = (start, true, fadeFrames);
        StartWatching();
        Fill(inputs, frame, periodFrames);
        Ramp(inputs, periodFrames, 0, 1);
        frame += periodFrames;
    }

    // What is left, and then the same backwards: so it fades out over a whole period however little is left.
    private void BreakOff(float[] inputs, int leftFrames)
    {
        Fill(inputs, frame, leftFrames);
        var missingFrames = periodFrames - leftFrames;
        for (var c = 0; c < channels; c++)
        {
            var missing = inputs.AsSpan(c * periodFrames + leftFrames, missingFrames);
            missing.Clear();
            if (c >= ring.Channels || frame + leftFrames - missingFrames < ring.OldestFrame)
                continue;
            Convert(frame + leftFrames - missingFrames, missingFrames, c, missing);
            missing.Reverse();
        }
        Ramp(inputs, periodFrames, 1, 0);
        frame += leftFrames;
        isHeard = false;
        Starvations++;
    }

    private void Watch(long lag)
    {
        leastLag = Math.Min(leastLag, lag);
        watchedFrames += periodFrames;
        var isFarBehind = lag > MostLagPeriods * Math.Max(periodFrames, format.PeriodFrames);
        if (watchedFrames < windowFrames && !isFarBehind)
            return;
        var spare = (int)Math.Min(isFarBehind ? lag : leastLag, int.MaxValue) - periodFrames;
        StartWatching();
        if (spare >= leastSpareFrames && spare <= mostSpareFrames)
            return;
        var target = frame + spare - spareFrames;
        if (target < ring.OldestFrame)
            return;
        (otherFrame, frame, fadedFrames) = (frame, target, 0);
        Slips++;
    }

    private void StartWatching() => (leastLag, watchedFrames) = (long.MaxValue, 0);

    // The old place fades out under the new one; where it has run out of frames, sooner.
    private void Crossfade(float[] inputs, long written)
    {
        var frames = (int)Math.Clamp(written - otherFrame, 0, periodFrames);
        var first = (float)fadedFrames / fadeFrames;
        fadedFrames = frames < periodFrames ? fadeFrames : Math.Min(fadeFrames, fadedFrames + periodFrames);
        var step = frames < periodFrames ? (1 - first) / Math.Max(1, frames) : 1f / fadeFrames;
        for (var c = 0; c < Math.Min(channels, ring.Channels); c++)
        {
            Convert(otherFrame, frames, c, other);
            var heard = inputs.AsSpan(c * periodFrames, frames);
            for (var i = 0; i < frames; i++)
            {
                var gain = Math.Min(1, first + step * i);
                heard[i] = heard[i] * gain + other[i] * (1 - gain);
            }
        }
        otherFrame += periodFrames;
    }

    private void Fill(float[] inputs, long from, int frames)
    {
        for (var c = 0; c < channels; c++)
        {
            if (c < ring.Channels)
                Convert(from, frames, c, inputs.AsSpan(c * periodFrames, frames));
            else
                inputs.AsSpan(c * periodFrames, frames).Clear();
        }
    }

    private void Convert(long from, int frames, int channel, Span<float> samples)
    {
        for (var done = 0; done < frames;)
        {
            var block = ring.Read(from + done, frames - done);
            SampleConversion.WordsToFloats(format.Format, block.Channel(channel), samples.Slice(done, block.Frames));
            done += block.Frames;
        }
    }

    private void Ramp(float[] inputs, int frames, float from, float to)
    {
        for (var c = 0; c < channels; c++)
        {
            var heard = inputs.AsSpan(c * periodFrames, frames);
            for (var i = 0; i < frames; i++)
                heard[i] *= from + (to - from) * i / frames;
        }
    }
}
