namespace Recorder.Dsp.Loudness;

/// <summary>What a whole programme measured; a loudness that is not defined is NaN, a peak of silence minus infinity.</summary>
public sealed record ProgrammeReading(
    double IntegratedLufs, double LoudnessRangeLu, double MaxMomentaryLufs, double MaxShortTermLufs,
    double TruePeakDbtp, double SamplePeakDbfs, long Frames, int Channels, int RateHz)
{
    /// <summary>Length in seconds.</summary>
    public double Seconds => (double)Frames / RateHz;
}

/// <summary>Loudness and true peak of a programme in one go, for 1 channel and up at a sample rate in Hz.</summary>
public sealed class ProgrammeMeter(int channels, int rateHz)
{
    private const int PlaneFrames = 1024;

    private readonly float[] left = new float[PlaneFrames];
    private readonly float[] right = new float[PlaneFrames];
    private long frames;

    /// <summary>The loudness part, for readings on the way.</summary>
    public LoudnessMeter Loudness { get; } = new(channels, rateHz);

    /// <summary>The true peak part, for readings on the way.</summary>
    public TruePeakMeter Peaks { get; } = new(channels, rateHz);

    /// <summary>Measures frames of a stereo programme; both spans have one length.</summary>
    public void Process(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Loudness.Process(left, right);
        Peaks.Process(left, right);
        frames += left.Length;
    }

    /// <summary>Measures whole frames, the samples of one frame side by side.</summary>
    public void Process(ReadOnlySpan<float> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(interleaved.Length % channels, 0, nameof(interleaved));
        if (channels == 2)
        {
            ProcessStereo(interleaved);
            return;
        }

        Loudness.Process(interleaved);
        Peaks.Process(interleaved);
        frames += interleaved.Length / channels;
    }

    /// <summary>Ends the programme and reads everything.</summary>
    public ProgrammeReading Complete()
    {
        Peaks.Complete();
        return new(
            Loudness.IntegratedLufs, Loudness.LoudnessRangeLu, Loudness.MaxMomentaryLufs, Loudness.MaxShortTermLufs,
            Peaks.TruePeakDbtp, Peaks.SamplePeakDbfs, frames, channels, rateHz);
    }

    // Both meters want the channels apart: done once.
    private void ProcessStereo(ReadOnlySpan<float> interleaved)
    {
        while (!interleaved.IsEmpty)
        {
            var count = Math.Min(interleaved.Length / 2, PlaneFrames);
            for (var i = 0; i < count; i++)
                (left[i], right[i]) = (interleaved[2 * i], interleaved[2 * i + 1]);
            Process(left.AsSpan(0, count), right.AsSpan(0, count));
            interleaved = interleaved[(2 * count)..];
        }
    }
}
