namespace Recorder.Dsp.Mixing;

/// <summary>One channel later by whole frames, to line up a near microphone with a far one.</summary>
/// <remarks>
/// Whole frames are enough: at 44.1 kHz half of one is 11 µs, the way of sound over 4 mm. Another delay is faded to, the same sound at two
/// places, so straight lines add up; one that comes meanwhile waits for the end of the fade. Allocates only when made.
/// </remarks>
/// <param name="mostFrames">The longest delay.</param>
/// <param name="largestBlock">The most frames one call takes.</param>
internal sealed class ChannelDelay(int mostFrames, int largestBlock)
{
    private readonly float[] ring = new float[mostFrames + largestBlock];
    private readonly float[] output = new float[largestBlock];
    private int written;
    private int heardFrames;
    private int nextFrames;
    private int wantedFrames;
    private int fadeFrames;
    private int fadedFrames;

    private bool IsFading => nextFrames != heardFrames;

    /// <summary>Sets the delay.</summary>
    /// <param name="frames">0 passes the input as it is.</param>
    /// <param name="fade">Over how many frames; 0 is at once.</param>
    public void Set(int frames, int fade)
    {
        wantedFrames = Math.Clamp(frames, 0, mostFrames);
        fadeFrames = fade;
        if (fade == 0)
            heardFrames = nextFrames = wantedFrames;
    }

    /// <summary>The block later; valid until the next call.</summary>
    public ReadOnlySpan<float> Process(ReadOnlySpan<float> input)
    {
        Write(input);
        if (!IsFading && wantedFrames != heardFrames)
            (nextFrames, fadedFrames) = (wantedFrames, 0);
        if (!IsFading && heardFrames == 0)
            return input;
        var later = output.AsSpan(0, input.Length);
        Read(heardFrames, later);
        if (IsFading)
            Fade(later);
        return later;
    }

    private void Write(ReadOnlySpan<float> input)
    {
        var straight = Math.Min(input.Length, ring.Length - written);
        input[..straight].CopyTo(ring.AsSpan(written));
        input[straight..].CopyTo(ring);
        written = (written + input.Length) % ring.Length;
    }

    private void Read(int delayFrames, Span<float> later)
    {
        var from = Place(delayFrames, later.Length);
        var straight = Math.Min(later.Length, ring.Length - from);
        ring.AsSpan(from, straight).CopyTo(later);
        ring.AsSpan(0, later.Length - straight).CopyTo(later[straight..]);
    }

    private void Fade(Span<float> later)
    {
        var from = Place(nextFrames, later.Length);
        for (var i = 0; i < later.Length; i++)
        {
            var share = Math.Min(1, (fadedFrames++ + 0.5f) / fadeFrames);
            later[i] += (ring[from] - later[i]) * share;
            from = from + 1 == ring.Length ? 0 : from + 1;
        }
        if (fadedFrames >= fadeFrames)
            heardFrames = nextFrames;
    }

    private int Place(int delayFrames, int frames) => (written - frames - delayFrames + 2 * ring.Length) % ring.Length;
}
