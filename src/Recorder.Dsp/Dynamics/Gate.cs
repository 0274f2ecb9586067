namespace Recorder.Dsp.Dynamics;

/// <summary>
/// A gate for one channel: opens along a straight line, from silence in its attack time, closes along a straight line of decibels
/// in its release time, once the level has been <see cref="GateSettings.HysteresisDb"/> below the threshold for its hold time.
/// </summary>
/// <param name="rateHz">Frames per second.</param>
public sealed class Gate(int rateHz) : SubBlockGain
{
    private GateConstants constants = default(GateSettings).At(rateHz);
    private float holdLeft;

    /// <summary>Changes the settings; the gain moves on from where it is.</summary>
    public void Set(in GateSettings settings) => constants = settings.At(rateHz);

    /// <inheritdoc/>
    protected override float Next(float subBlockPeak, float gainNow)
    {
        var sounds = subBlockPeak >= (holdLeft > 0 ? constants.ClosePeak : constants.OpenPeak);
        holdLeft = sounds ? constants.HoldSubBlocks : Math.Max(holdLeft - 1, 0);
        var wanted = holdLeft > 0 ? 1 : Math.Max(constants.ClosedGain, gainNow * constants.ClosingFactor);
        return Math.Min(wanted, gainNow + constants.OpeningStep);
    }
}
