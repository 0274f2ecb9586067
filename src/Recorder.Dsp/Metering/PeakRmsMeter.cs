namespace Recorder.Dsp.Metering;

/// <summary>One channel's meter: measures blocks and shows them with <see cref="MeterBallistics"/>.</summary>
/// <param name="rateHz">Frames per second.</param>
public sealed class PeakRmsMeter(int rateHz)
{
    private MeterBallistics ballistics;

    /// <summary>The last block as it was measured.</summary>
    public BlockLevel Block { get; private set; }

    /// <summary>The bar, linear, 1.0 = full scale.</summary>
    public float Peak => ballistics.Peak;

    /// <summary>The held peak, linear.</summary>
    public float HeldPeak => ballistics.HeldPeak;

    /// <summary>The level over 300 ms, linear.</summary>
    public float Rms => ballistics.Rms;

    /// <summary>Measures one channel's float samples.</summary>
    public void Process(ReadOnlySpan<float> samples) => Take(LevelKernels.PeakAndSumOfSquares(samples), samples.Length);

    /// <summary>Measures one channel's left-justified 32-bit words.</summary>
    public void Process(ReadOnlySpan<int> words) => Take(LevelKernels.PeakAndSumOfSquares(words), words.Length);

    private void Take(BlockLevel level, int frames)
    {
        Block = level;
        ballistics.Update(level, frames, rateHz);
    }
}
