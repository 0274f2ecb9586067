using Recorder.Core.Parameters;
using Recorder.Dsp.Mastering;

namespace Recorder.Dsp.Listening;

/// <summary>
/// What one stage of a master does to a mix: the chain with all other stages doing nothing, at the level the stage has in the chain, and
/// back at the mix's.
/// </summary>
internal sealed class StageAlone : IStereoProcess
{
    private readonly MasterChain chain;
    private readonly TruePeakLimiter limiter;
    private float outputGain = 1;
    private bool isLimiter;

    /// <summary>A stage for a sample rate in Hz.</summary>
    public StageAlone(int rateHz)
    {
        chain = new MasterChain(2, rateHz, Neutral());
        limiter = new TruePeakLimiter(
            2, rateHz, MasterParameter.CeilingDbtp.Spec().Default, MasterParameter.LimiterReleaseMs.Spec().Default);
    }

    /// <inheritdoc/>
    public int LatencyFrames => isLimiter ? limiter.LatencyFrames : chain.LatencyFrames;

    /// <summary>Becomes another stage, or the same with other values; allocates nothing.</summary>
    public void Set(in StageSettings settings)
    {
        var own = settings.Values;
        isLimiter = settings.Stage == MasterParameter.TargetLufs;
        // The limiter is driven to the loudness aimed at, the rest of the chain is voiced for its nominal one.
        var gainDb = (isLimiter ? own[MasterParameter.TargetLufs] : MasterChain.NominalLufs) - settings.MixLufs;
        outputGain = (float)Math.Pow(10, -gainDb / 20);
        if (isLimiter)
        {
            limiter.Set(own[MasterParameter.CeilingDbtp], own[MasterParameter.LimiterReleaseMs], gainDb);
            return;
        }
        var values = Neutral().With(settings.Stage, own[settings.Stage]);
        if (settings.Stage == MasterParameter.WidthPercent)
            values[MasterParameter.MonoBassHz] = own[MasterParameter.MonoBassHz];
        chain.Set(values, gainDb);
    }

    /// <inheritdoc/>
    public void Process(Span<float> left, Span<float> right)
    {
        if (isLimiter)
            limiter.Process(left, right);
        else
            chain.Process(left, right);
        foreach (ref var sample in left)
            sample *= outputGain;
        foreach (ref var sample in right)
            sample *= outputGain;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        chain.Reset();
        limiter.Reset();
    }

    private static MasterValues Neutral()
    {
        var values = MasterParameters.Defaults();
        values[MasterParameter.CompressionPercent] = 0;
        values[MasterParameter.MonoBassHz] = MasterParameter.MonoBassHz.Spec().Minimum;
        return values;
    }
}
