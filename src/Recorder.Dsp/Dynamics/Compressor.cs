namespace Recorder.Dsp.Dynamics;

/// <summary>A feed-forward compressor for one channel, its knee and its times in the logarithmic domain.</summary>
/// <remarks>
/// Detector after Giannoulis, Massberg and Reiss, "Digital Dynamic Range Compressor Design" (JAES 60, 2012): smooth, decoupled,
/// after the gain computer. Attack and release are time constants (63 %).
/// </remarks>
/// <param name="rateHz">Frames per second.</param>
public sealed class Compressor(int rateHz) : SubBlockGain
{
    /// <summary>A reduction this small in log2, 0.00001 dB, is none; it also keeps denormals out.</summary>
    internal const float NoReduction = 1e-6f;

    private CompressorConstants constants = default(CompressorSettings).At(rateHz);
    private float released;
    private float reduction;
    private float makeup;

    /// <summary>The reduction now, in decibels, 0 or more, without make-up.</summary>
    public float ReductionDb => reduction * FastLog.DbPerLog2;

    /// <summary>Changes the settings; the gain moves on from where it is.</summary>
    public void Set(in CompressorSettings settings) => constants = settings.At(rateHz);

    /// <inheritdoc/>
    protected override float Next(float subBlockPeak, float gainNow)
    {
        var c = constants;
        var over = FastLog.Log2(subBlockPeak) - c.KneeStart;
        var inside = Math.Clamp(over, 0, c.KneeWidth);
        var wanted = c.Slope * float.MultiplyAddEstimate(inside, inside / (2 * c.KneeWidth), Math.Max(over - c.KneeWidth, 0));
        released = float.MultiplyAddEstimate(c.ReleaseKeep, Math.Max(released - wanted, 0), wanted);
        reduction = float.MultiplyAddEstimate(c.AttackKeep, reduction - released, released);
        reduction = reduction > NoReduction ? reduction : 0;
        var glide = makeup - c.Makeup;
        makeup = Math.Abs(glide) > NoReduction ? float.MultiplyAddEstimate(c.MakeupKeep, glide, c.Makeup) : c.Makeup;
        return FastLog.Exp2(makeup - reduction);
    }
}
