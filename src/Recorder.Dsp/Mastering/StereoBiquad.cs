using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Recorder.Dsp.Filters;

namespace Recorder.Dsp.Mastering;

/// <summary>One second-order section for left and right at once, each in a lane; the scalar twin is <see cref="Biquad"/>.</summary>
internal struct StereoBiquad(BiquadCoefficients c)
{
    // Far below the 24th bit and far above the denormals, which are slow on x64.
    private const double SilentState = 1e-30;

    private readonly Vector128<double> b0 = Vector128.Create(c.B0), b1 = Vector128.Create(c.B1), b2 = Vector128.Create(c.B2);
    private readonly Vector128<double> a1 = Vector128.Create(-c.A1), a2 = Vector128.Create(-c.A2);
    private Vector128<double> state1, state2;

    /// <summary>Filters one frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<double> Next(Vector128<double> input)
    {
        var output = Vector128.MultiplyAddEstimate(b0, input, state1);
        state1 = Vector128.MultiplyAddEstimate(a1, output, Vector128.MultiplyAddEstimate(b1, input, state2));
        state2 = Vector128.MultiplyAddEstimate(a2, output, b2 * input);
        return output;
    }

    /// <summary>Filters frames in place.</summary>
    public void Process(Span<Vector128<double>> frames)
    {
        var section = this;
        foreach (ref var frame in frames)
            frame = section.Next(frame);
        section.Settle();
        this = section;
    }

    /// <summary>To be called between blocks: lets a tail that has died away be exactly nothing.</summary>
    public void Settle()
    {
        var silent = Vector128.LessThan(Vector128.Abs(state1) + Vector128.Abs(state2), Vector128.Create(SilentState));
        state1 = Vector128.AndNot(state1, silent);
        state2 = Vector128.AndNot(state2, silent);
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset() => state1 = state2 = Vector128<double>.Zero;
}
