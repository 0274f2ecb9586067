namespace Recorder.Dsp.Mastering;

/// <summary>A programme of one or two channels that can be read from its start as often as needed.</summary>
public interface IFrameSource
{
    /// <summary>1 or 2.</summary>
    int Channels { get; }

    /// <summary>Frames per second.</summary>
    int RateHz { get; }

    /// <summary>
    /// Writes the next frames to the start of the spans, which have one length; a source of one channel leaves the second
    /// alone.
    /// </summary>
    /// <returns>How many frames; 0 only at the end.</returns>
    int Read(Span<float> left, Span<float> right);

    /// <summary>Goes back to the first frame.</summary>
    void Rewind();
}
