using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Mixing;

/// <summary>Four strips' gains that go to new values along straight lines.</summary>
internal struct GainGlide(Vector128<float> start)
{
    private Vector128<float> gain = start;
    private Vector128<float> target = start;
    private Vector128<float> step;
    private int framesLeft;

    /// <summary>At rest at 0 in all lanes.</summary>
    public readonly bool IsSilent => framesLeft == 0 && gain == Vector128<float>.Zero;

    /// <summary>At rest at 1 in all lanes.</summary>
    public readonly bool IsUnity => framesLeft == 0 && gain == Vector128<float>.One;

    /// <summary>Sets one lane's goal; it is heard after <see cref="Glide"/>.</summary>
    public void Set(int lane, float value) => target = target.WithElement(lane, value);

    /// <summary>Moves to what was set over so many frames; 0 is at once.</summary>
    public void Glide(int frames)
    {
        framesLeft = target == gain ? 0 : frames;
        if (framesLeft == 0)
            gain = target;
        else
            step = (target - gain) * Vector128.Create(1f / frames);
    }

    /// <summary>Writes source times gain to a place of the same length, which may be the source.</summary>
    public void Multiply(ReadOnlySpan<Vector128<float>> source, Span<Vector128<float>> result)
    {
        var gliding = Math.Min(framesLeft, source.Length);
        for (var i = 0; i < gliding; i++, gain += step)
            result[i] = source[i] * gain;
        Arrive(gliding);
        var steady = gain;
        for (var i = gliding; i < source.Length && i < result.Length; i++)
            result[i] = source[i] * steady;
    }

    /// <summary>Adds source times gain to a bus at least as long.</summary>
    public void AddTo(ReadOnlySpan<Vector128<float>> source, Span<Vector128<float>> bus)
    {
        var gliding = Math.Min(framesLeft, source.Length);
        for (var i = 0; i < gliding; i++, gain += step)
            bus[i] = Vector128.MultiplyAddEstimate(source[i], gain, bus[i]);
        Arrive(gliding);
        var steady = gain;
        source = source[gliding..];
        bus = bus.Slice(gliding, source.Length);
        for (var i = 0; i < bus.Length && i < source.Length; i++)
            bus[i] = Vector128.MultiplyAddEstimate(source[i], steady, bus[i]);
    }

    private void Arrive(int frames)
    {
        if (frames > 0 && (framesLeft -= frames) == 0)
            gain = target;
    }
}
