namespace Recorder.Core.Ports;

/// <summary>One period of the musicians' own mixes, side after side: left and right of the first, left and right of the second ...</summary>
public readonly ref struct CueFrames
{
    private readonly ReadOnlySpan<float> samples;
    private readonly int strideFrames;
    private readonly int firstFrame;
    private readonly int frames;

    /// <summary>The sides as they lie in memory; the default value has none.</summary>
    /// <param name="samples">±1.0 = full scale.</param>
    /// <param name="sides">How many sides there are, two of each mix.</param>
    /// <param name="frames">Frames of each, which is also from one side's first sample to the next one's.</param>
    public CueFrames(ReadOnlySpan<float> samples, int sides, int frames)
    {
        this.samples = samples[..(sides * frames)];
        (Sides, strideFrames, this.frames) = (sides, frames, frames);
    }

    private CueFrames(ReadOnlySpan<float> samples, int sides, int strideFrames, int firstFrame, int frames)
    {
        this.samples = samples;
        (Sides, this.strideFrames, this.firstFrame, this.frames) = (sides, strideFrames, firstFrame, frames);
    }

    /// <summary>How many sides there are, two of each mix.</summary>
    public int Sides { get; }

    /// <summary>One side, from 0: even ones are left.</summary>
    public ReadOnlySpan<float> Side(int side) => samples.Slice(side * strideFrames + firstFrame, frames);

    /// <summary>A stretch of all sides.</summary>
    public CueFrames Slice(int fromFrame, int count) => new(samples, Sides, strideFrames, firstFrame + fromFrame, count);
}
