using Recorder.Core.Parameters;

namespace Recorder.Dsp.Dynamics;

/// <summary>What a gate is set to; units and ranges as declared in <see cref="StripParameters"/>.</summary>
public readonly record struct GateSettings(bool On, float ThresholdDb, float RangeDb, float AttackMs, float HoldMs, float ReleaseMs)
{
    /// <summary>A gate closes this far below the level at which it opens, so that it does not flutter.</summary>
    public const float HysteresisDb = 4;

    /// <summary>The gate of a strip.</summary>
    public static GateSettings Of(in StripValues values) => new(
        values.IsOn(StripParameter.GateOn), values[StripParameter.GateThresholdDb], values[StripParameter.GateRangeDb],
        values[StripParameter.GateAttackMs], values[StripParameter.GateHoldMs], values[StripParameter.GateReleaseMs]);

    /// <summary>The numbers the loops run on, at a rate.</summary>
    internal GateConstants At(int rateHz)
    {
        var openPeak = On ? FromDb(ThresholdDb) : 0;
        var closedGain = On ? FromDb(RangeDb) : 1;
        return new(
            openPeak, openPeak * FromDb(-HysteresisDb), closedGain,
            1 / SubBlock.Count(AttackMs, rateHz),
            On ? FromDb(RangeDb / SubBlock.Count(ReleaseMs, rateHz)) : 1,
            MathF.Ceiling(SubBlock.Count(HoldMs, rateHz)));
    }

    private static float FromDb(float db) => MathF.Pow(10, db / 20);
}

/// <summary>A gate's settings as linear gains and per sub-block; a gate that is off has openPeak 0 and never closes.</summary>
internal readonly record struct GateConstants(
    float OpenPeak, float ClosePeak, float ClosedGain, float OpeningStep, float ClosingFactor, float HoldSubBlocks);
