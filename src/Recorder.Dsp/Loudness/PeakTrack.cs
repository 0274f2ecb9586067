namespace Recorder.Dsp.Loudness;

/// <summary>The peaks of one channel, gathered in runs so that the search works on whole vectors.</summary>
internal sealed class PeakTrack(int rateHz)
{
    private const int Runs = 4;
    private const int History = InterpolationKernel.Taps - 1;
    private const int NewSamples = Runs * PeakSearch.RunIntervals;

    private readonly float[] customaryTaps = InterpolationKernel.Customary(rateHz);
    private readonly float[] window = new float[History + NewSamples];
    private readonly byte[] found = new byte[PeakSearch.RunIntervals];
    private int filled = History;

    /// <summary>The highest magnitude between and on samples, linear.</summary>
    public float TruePeak { get; private set; }

    /// <summary>The highest sample, linear.</summary>
    public float SamplePeak { get; private set; }

    /// <summary>Takes in more samples.</summary>
    public void Process(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, window.Length - filled);
            samples[..count].CopyTo(window.AsSpan(filled));
            filled += count;
            samples = samples[count..];
            if (filled == window.Length)
                SearchWindow();
        }
    }

    /// <summary>Adds the silence in which the last samples ring out.</summary>
    public void Complete()
    {
        for (var pending = filled - History + InterpolationKernel.Taps; pending > 0; pending -= NewSamples)
        {
            window.AsSpan(filled).Clear();
            SearchWindow();
        }
    }

    private void SearchWindow()
    {
        var fresh = window.AsSpan(History);
        FiniteSamples.Only(fresh, fresh);
        SamplePeak = Math.Max(SamplePeak, PeakSearch.LargestMagnitude(fresh));
        TruePeak = Math.Max(TruePeak, SamplePeak);
        for (var start = 0; start < NewSamples; start += PeakSearch.RunIntervals)
        {
            var count = PeakSearch.Scan(window.AsSpan(start), TruePeak, found);
            for (var i = 0; i < count; i++)
                SearchInterval(window.AsSpan(start + found[i], InterpolationKernel.Taps));
        }

        window.AsSpan(NewSamples).CopyTo(window);
        filled = History;
    }

    private void SearchInterval(ReadOnlySpan<float> interval)
    {
        TruePeak = Math.Max(TruePeak, PeakSearch.Above(TruePeak, interval));
        TruePeak = Math.Max(TruePeak, PeakSearch.Customary(customaryTaps, rateHz, interval));
    }
}
