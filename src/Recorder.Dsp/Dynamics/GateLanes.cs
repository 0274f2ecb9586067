using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Dynamics;

/// <summary>Four strips' gates; lane by lane the same as <see cref="Gate"/>.</summary>
public sealed class GateLanes : GainLanes
{
    private readonly int rateHz;
    private readonly bool[] isOn = new bool[Vector128<float>.Count];
    private Vector128<float> openPeak, closePeak, closedGain, openingStep, closingFactor, holdSubBlocks;
    private Vector128<float> holdLeft;
    private Vector128<float> lowestGain = Vector128<float>.One;

    /// <summary>Four gates that are off.</summary>
    /// <param name="rateHz">Frames per second.</param>
    public GateLanes(int rateHz)
    {
        this.rateHz = rateHz;
        for (var lane = 0; lane < Vector128<float>.Count; lane++)
            Set(lane, default);
    }

    /// <summary>False while all four are off and open: then there is nothing to do.</summary>
    public bool IsActive => isOn.AsSpan().Contains(true) || !IsAtUnity;

    /// <summary>Changes one strip's settings; its gain moves on from where it is.</summary>
    public void Set(int lane, in GateSettings settings)
    {
        var constants = settings.At(rateHz);
        isOn[lane] = settings.On;
        openPeak = openPeak.WithElement(lane, constants.OpenPeak);
        closePeak = closePeak.WithElement(lane, constants.ClosePeak);
        closedGain = closedGain.WithElement(lane, constants.ClosedGain);
        openingStep = openingStep.WithElement(lane, constants.OpeningStep);
        closingFactor = closingFactor.WithElement(lane, constants.ClosingFactor);
        holdSubBlocks = holdSubBlocks.WithElement(lane, constants.HoldSubBlocks);
    }

    /// <summary>How far one strip was closed at most since the last call, in decibels, 0 or more.</summary>
    public float TakeReductionDb(int lane)
    {
        var reductionDb = FastLog.Log2(lowestGain[lane]) * -FastLog.DbPerLog2;
        lowestGain = lowestGain.WithElement(lane, 1);
        return reductionDb;
    }

    /// <inheritdoc/>
    protected override Vector128<float> Next(Vector128<float> subBlockPeak, Vector128<float> gainNow)
    {
        var held = Vector128.GreaterThan(holdLeft, Vector128<float>.Zero);
        var sounds = Vector128.GreaterThanOrEqual(subBlockPeak, Vector128.ConditionalSelect(held, closePeak, openPeak));
        var left = Vector128.MaxNative(holdLeft - Vector128<float>.One, Vector128<float>.Zero);
        holdLeft = Vector128.ConditionalSelect(sounds, holdSubBlocks, left);
        var isOpen = Vector128.GreaterThan(holdLeft, Vector128<float>.Zero);
        var closing = Vector128.MaxNative(closedGain, gainNow * closingFactor);
        var next = Vector128.MinNative(Vector128.ConditionalSelect(isOpen, Vector128<float>.One, closing), gainNow + openingStep);
        lowestGain = Vector128.MinNative(lowestGain, next);
        return next;
    }
}
