using System.Runtime.Intrinsics;

namespace Recorder.Simulation.Band.Sound;

/// <summary>Four ringing modes of a struck body: decaying rotations, whose pitch may bend without a click.</summary>
internal struct ModalBank
{
    private Vector128<float> cosine, sine, gain, real, imaginary;

    /// <summary>True while the modes can be heard.</summary>
    public bool Rings { get; private set; }

    /// <summary>Sets pitch and ring of the four modes, scaled by a common bend.</summary>
    public void Tune(ReadOnlySpan<float> frequenciesHz, ReadOnlySpan<float> decaySeconds, double bend, double rateHz)
    {
        for (var mode = 0; mode < 4; mode++)
        {
            var turns = Math.Min(frequenciesHz[mode] * bend / rateHz, 0.48);
            var decay = PortableMath.DecayPerFrame(decaySeconds[mode], rateHz);
            cosine = cosine.WithElement(mode, (float)PortableMath.CosTurns(turns) * decay);
            sine = sine.WithElement(mode, (float)PortableMath.SinTurns(turns) * decay);
        }
    }

    /// <summary>How loud each mode is when struck.</summary>
    public void Balance(ReadOnlySpan<float> gains) => gain = Vector128.Create(gains);

    /// <summary>A blow: every mode gets energy on top of what still rings.</summary>
    public void Strike(float velocity)
    {
        real += gain * Vector128.Create(velocity);
        Rings = true;
    }

    /// <summary>Stops the modes at once, as a hand on the skin would.</summary>
    public void Choke() => (real, imaginary, Rings) = (default, default, false);

    /// <summary>Adds the sound of the modes to a block.</summary>
    public void AddTo(Span<float> block)
    {
        if (!Rings)
            return;
        var (re, im) = (real, imaginary);
        for (var i = 0; i < block.Length; i++)
        {
            (re, im) = (cosine * re - sine * im, sine * re + cosine * im);
            block[i] += PortableMath.SumLanes(im);
        }
        (real, imaginary) = (re, im);
        if (PortableMath.SumLanes(re * re + im * im) < 1e-12f)
            Choke();
    }
}
