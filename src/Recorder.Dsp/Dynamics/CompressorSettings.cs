using Recorder.Core.Parameters;

namespace Recorder.Dsp.Dynamics;

/// <summary>What a compressor is set to; units and ranges as declared in <see cref="StripParameters"/>.</summary>
public readonly record struct CompressorSettings(
    bool On, float ThresholdDb, float Ratio, float AttackMs, float ReleaseMs, float KneeDb, float MakeupDb)
{
    private const float MakeupGlideMs = 10;

    // A knee of nothing would divide by nothing.
    private const float NarrowestKneeDb = 0.01f;

    /// <summary>The compressor of a strip.</summary>
    public static CompressorSettings Of(in StripValues values) => new(
        values.IsOn(StripParameter.CompressorOn), values[StripParameter.CompressorThresholdDb],
        values[StripParameter.CompressorRatio], values[StripParameter.CompressorAttackMs],
        values[StripParameter.CompressorReleaseMs], values[StripParameter.CompressorKneeDb], values[StripParameter.CompressorMakeupDb]);

    /// <summary>The reduction in decibels, 0 or more, that a steady level in dBFS ends in.</summary>
    public float ReductionDb(float levelDb)
    {
        if (!On)
            return 0;
        var kneeDb = Math.Max(KneeDb, NarrowestKneeDb);
        var insideDb = Math.Clamp(levelDb - ThresholdDb + kneeDb / 2, 0, kneeDb);
        var aboveDb = Math.Max(levelDb - ThresholdDb - kneeDb / 2, 0);
        return (1 - 1 / Ratio) * (insideDb * insideDb / (2 * kneeDb) + aboveDb);
    }

    /// <summary>The numbers the loops run on, at a rate.</summary>
    internal CompressorConstants At(int rateHz)
    {
        var knee = Math.Max(KneeDb, NarrowestKneeDb) / FastLog.DbPerLog2;
        var threshold = ThresholdDb / FastLog.DbPerLog2;
        return new(
            threshold - knee / 2, knee, On ? 1 - 1 / Ratio : 0, On ? MakeupDb / FastLog.DbPerLog2 : 0,
            SubBlock.Keep(AttackMs, rateHz), SubBlock.Keep(ReleaseMs, rateHz), SubBlock.Keep(MakeupGlideMs, rateHz));
    }
}

/// <summary>A compressor's settings in binary orders of amplitude (log2) and per sub-block; off has slope and make-up 0.</summary>
internal readonly record struct CompressorConstants(
    float KneeStart, float KneeWidth, float Slope, float Makeup, float AttackKeep, float ReleaseKeep, float MakeupKeep);
