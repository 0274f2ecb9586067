namespace Recorder.Dsp.Mixing;

/// <summary>One gain that goes to a new value along a straight line.</summary>
internal struct ChannelGlide
{
    private float gain;
    private float target;
    private float step;
    private int framesLeft;

    /// <summary>At rest at 0.</summary>
    public readonly bool IsSilent => framesLeft == 0 && gain == 0;

    /// <summary>At rest at 1.</summary>
    public readonly bool IsUnity => framesLeft == 0 && gain == 1;

    /// <summary>Moves to a value over so many frames; 0 is at once.</summary>
    public void Glide(float value, int frames)
    {
        target = value;
        framesLeft = target == gain ? 0 : frames;
        if (framesLeft == 0)
            gain = target;
        else
            step = (target - gain) / frames;
    }

    /// <summary>The gain of each of the next frames.</summary>
    public void Fill(Span<float> gains)
    {
        var gliding = Math.Min(gains.Length, framesLeft);
        for (var i = 0; i < gliding; i++, gain += step)
            gains[i] = gain;
        if (gliding > 0 && (framesLeft -= gliding) == 0)
            gain = target;
        gains[gliding..].Fill(gain);
    }
}
