namespace Recorder.Dsp.Metering;

/// <summary>How alike left and right are: +1 mono, 0 unrelated, -1 one turned upside down; averaged over 400 ms.</summary>
/// <param name="rateHz">Frames per second.</param>
public sealed class CorrelationMeter(int rateHz)
{
    private const double AverageSeconds = 0.4;

    // -90 dBFS in both: below it there is nothing to compare.
    private const double SilentPower = 1e-9;

    private double leftPower;
    private double rightPower;
    private double product;

    /// <summary>-1 to +1; 0 in silence.</summary>
    public float Correlation => leftPower * rightPower > SilentPower * SilentPower
        ? (float)Math.Clamp(product / Math.Sqrt(leftPower * rightPower), -1, 1)
        : 0;

    /// <summary>Takes in a block; both spans have the same length.</summary>
    public void Process(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.IsEmpty)
            return;
        double ll = 0, rr = 0, lr = 0;
        for (var i = 0; i < left.Length; i++)
        {
            ll += (double)left[i] * left[i];
            rr += (double)right[i] * right[i];
            lr += (double)left[i] * right[i];
        }
        if (!double.IsFinite(ll + rr))
            return;
        var share = 1 - Math.Exp(-left.Length / (AverageSeconds * rateHz));
        leftPower += (ll / left.Length - leftPower) * share;
        rightPower += (rr / left.Length - rightPower) * share;
        product += (lr / left.Length - product) * share;
    }
}
