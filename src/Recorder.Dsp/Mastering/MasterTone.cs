using System.Runtime.Intrinsics;
using Recorder.Core.Parameters;
using Recorder.Dsp.Filters;

namespace Recorder.Dsp.Mastering;

/// <summary>The three tone controls of a master: low shelf at 100 Hz, wide bell at 400 Hz, air shelf at 10 kHz.</summary>
internal sealed class MasterTone
{
    private const double LowHz = 100;
    private const double BodyHz = 400;
    private const double AirHz = 10000;
    private const double ShelfQ = 0.707;
    private const double BodyQ = 0.7;

    private readonly StereoBiquad[] sections = new StereoBiquad[3];
    private readonly int rateHz;
    private int used;

    /// <summary>What values ask for; a control at 0 dB does not touch the sound.</summary>
    public MasterTone(int rateHz, in MasterValues values)
    {
        this.rateHz = rateHz;
        Set(values);
    }

    /// <summary>Begins anew with other values.</summary>
    public void Set(in MasterValues values)
    {
        used = 0;
        Add(values[MasterParameter.LowDb], BiquadCoefficients.LowShelf(LowHz, values[MasterParameter.LowDb], ShelfQ, rateHz));
        Add(values[MasterParameter.BodyDb], BiquadCoefficients.Bell(BodyHz, values[MasterParameter.BodyDb], BodyQ, rateHz));
        Add(values[MasterParameter.AirDb], BiquadCoefficients.HighShelf(AirHz, values[MasterParameter.AirDb], ShelfQ, rateHz));
    }

    /// <summary>Filters frames in place.</summary>
    public void Process(Span<Vector128<double>> frames)
    {
        foreach (ref var section in sections.AsSpan(0, used))
            section.Process(frames);
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        foreach (ref var section in sections.AsSpan())
            section.Reset();
    }

    private void Add(float gainDb, BiquadCoefficients coefficients)
    {
        if (gainDb != 0)
            sections[used++] = new StereoBiquad(coefficients);
    }
}
