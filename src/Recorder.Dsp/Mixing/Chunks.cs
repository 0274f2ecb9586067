using Recorder.Dsp.Kernels;

namespace Recorder.Dsp.Mixing;

/// <summary>A stretch of frames of all input channels.</summary>
internal readonly ref struct InputChunk(ReadOnlySpan<float> inputs, int strideFrames, int start, int frames)
{
    private readonly ReadOnlySpan<float> inputs = inputs;

    public int Frames => frames;

    /// <summary>Four neighbouring channels, each by its delay later; those beyond the last are empty.</summary>
    public FourChannels Four(int first, ReadOnlySpan<ChannelDelay> delays) =>
        new(Channel(first, delays), Channel(first + 1, delays), Channel(first + 2, delays), Channel(first + 3, delays));

    private ReadOnlySpan<float> Channel(int channel, ReadOnlySpan<ChannelDelay> delays) =>
        channel < delays.Length ? delays[channel].Process(inputs.Slice(channel * strideFrames + start, frames)) : default;
}

/// <summary>The same stretch of all stems; the default has none.</summary>
internal readonly ref struct StemChunk(Span<float> stems, int strideFrames, int start, int frames)
{
    private readonly Span<float> stems = stems;

    public bool IsEmpty => stems.IsEmpty;

    public Span<float> Left(int stem) => stems.Slice(2 * stem * strideFrames + start, frames);

    public Span<float> Right(int stem) => stems.Slice((2 * stem + 1) * strideFrames + start, frames);

    public void Clear()
    {
        for (var stem = 0; stem < Count; stem++)
        {
            Left(stem).Clear();
            Right(stem).Clear();
        }
    }

    public void Add(int stem, EffectReturn effect)
    {
        if (IsEmpty || !effect.Sounds)
            return;
        effect.Left[..frames].CopyTo(Left(stem));
        effect.Right[..frames].CopyTo(Right(stem));
    }

    public void Multiply(ReadOnlySpan<float> gains)
    {
        for (var stem = 0; stem < Count; stem++)
        {
            var left = Left(stem);
            var right = Right(stem);
            for (var i = 0; i < frames; i++)
            {
                left[i] *= gains[i];
                right[i] *= gains[i];
            }
        }
    }

    private int Count => IsEmpty ? 0 : stems.Length / (2 * strideFrames);
}
