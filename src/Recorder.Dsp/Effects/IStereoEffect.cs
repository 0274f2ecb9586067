namespace Recorder.Dsp.Effects;

/// <summary>An effect between a pair of sends and a pair of returns.</summary>
public interface IStereoEffect
{
    /// <summary>Whether its tail has died away: fed silence, it gives silence.</summary>
    bool IsIdle { get; }

    /// <summary>Replaces what is sent by what returns, without the dry sound; both spans have the same length. Allocates nothing.</summary>
    void Process(Span<float> left, Span<float> right);
}
