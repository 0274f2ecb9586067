namespace Recorder.Dsp.Listening;

/// <summary>Something that sound of two channels passes through.</summary>
public interface IStereoProcess
{
    /// <summary>By how many frames the output lies behind the input.</summary>
    int LatencyFrames { get; }

    /// <summary>Changes both sides in place; both spans have one length. Not finite becomes silent. Allocates nothing.</summary>
    void Process(Span<float> left, Span<float> right);

    /// <summary>Forgets what was heard.</summary>
    void Reset();
}
