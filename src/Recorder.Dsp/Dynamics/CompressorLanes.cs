using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Dynamics;

/// <summary>Four strips' compressors; lane by lane the same as <see cref="Compressor"/>.</summary>
public sealed class CompressorLanes : GainLanes
{
    private readonly int rateHz;
    private readonly bool[] isOn = new bool[Vector128<float>.Count];
    private Vector128<float> kneeStart, kneeWidth, halfOverKnee, slope, makeupTarget, attackKeep, releaseKeep, makeupKeep;
    private Vector128<float> released, reduction, makeup;
    private Vector128<float> largestReduction;

    /// <summary>Four compressors that are off.</summary>
    /// <param name="rateHz">Frames per second.</param>
    public CompressorLanes(int rateHz)
    {
        this.rateHz = rateHz;
        for (var lane = 0; lane < Vector128<float>.Count; lane++)
            Set(lane, default);
    }

    /// <summary>False while all four are off and have let go: then there is nothing to do.</summary>
    public bool IsActive => isOn.AsSpan().Contains(true) || !IsAtUnity;

    /// <summary>Changes one strip's settings; its gain moves on from where it is.</summary>
    public void Set(int lane, in CompressorSettings settings)
    {
        var constants = settings.At(rateHz);
        isOn[lane] = settings.On;
        kneeStart = kneeStart.WithElement(lane, constants.KneeStart);
        kneeWidth = kneeWidth.WithElement(lane, constants.KneeWidth);
        halfOverKnee = halfOverKnee.WithElement(lane, 1 / (2 * constants.KneeWidth));
        slope = slope.WithElement(lane, constants.Slope);
        makeupTarget = makeupTarget.WithElement(lane, constants.Makeup);
        attackKeep = attackKeep.WithElement(lane, constants.AttackKeep);
        releaseKeep = releaseKeep.WithElement(lane, constants.ReleaseKeep);
        makeupKeep = makeupKeep.WithElement(lane, constants.MakeupKeep);
    }

    /// <summary>The largest reduction of one strip since the last call, in decibels, 0 or more, without make-up.</summary>
    public float TakeReductionDb(int lane)
    {
        var reductionDb = largestReduction[lane] * FastLog.DbPerLog2;
        largestReduction = largestReduction.WithElement(lane, 0);
        return reductionDb;
    }

    /// <inheritdoc/>
    protected override Vector128<float> Next(Vector128<float> subBlockPeak, Vector128<float> gainNow)
    {
        var none = Vector128.Create(Compressor.NoReduction);
        var over = FastLog.Log2(subBlockPeak) - kneeStart;
        var inside = Vector128.ClampNative(over, Vector128<float>.Zero, kneeWidth);
        var above = Vector128.MaxNative(over - kneeWidth, Vector128<float>.Zero);
        var wanted = slope * Vector128.MultiplyAddEstimate(inside, inside * halfOverKnee, above);
        released = Vector128.MultiplyAddEstimate(releaseKeep, Vector128.MaxNative(released - wanted, Vector128<float>.Zero), wanted);
        reduction = Vector128.MultiplyAddEstimate(attackKeep, reduction - released, released);
        reduction &= Vector128.GreaterThan(reduction, none);
        largestReduction = Vector128.MaxNative(largestReduction, reduction);
        var glide = makeup - makeupTarget;
        var gliding = Vector128.GreaterThan(Vector128.Abs(glide), none);
        makeup = Vector128.MultiplyAddEstimate(makeupKeep, glide & gliding, makeupTarget);
        return FastLog.Exp2(makeup - reduction);
    }
}
