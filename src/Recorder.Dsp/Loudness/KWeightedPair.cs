using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Loudness;

/// <summary>
/// K-weighted energy of two channels at once, one in each lane. The recursions are written in direct form I, where the
/// way from one output to the next is a single multiply and add: that latency, not the arithmetic, bounds the speed.
/// </summary>
internal sealed class KWeightedPair(KWeighting weighting)
{
    // Far below any signal, far above where doubles turn denormal and slow.
    private const double SilenceFloor = 1e-60;

    private Vector128<double> input1, input2, shelf1, shelf2, weighted1, weighted2, energy;

    /// <summary>Adds the energy of some frames; both spans have one length.</summary>
    public void Process(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        ref var a = ref MemoryMarshal.GetReference(first);
        ref var b = ref MemoryMarshal.GetReference(second);
        var kernel = new Kernel(weighting);
        var (x1, x2, y1, y2, z1, z2, sum) = (input1, input2, shelf1, shelf2, weighted1, weighted2, energy);
        var i = 0;
        for (; i <= first.Length - 4; i += 4)
        {
            var va = Vector128.LoadUnsafe(ref a, (nuint)i);
            var vb = Vector128.LoadUnsafe(ref b, (nuint)i);
            var low = Interleave(va.GetLower(), vb.GetLower());
            var high = Interleave(va.GetUpper(), vb.GetUpper());
            kernel.Step(Vector128.WidenLower(low), ref x1, ref x2, ref y1, ref y2, ref z1, ref z2, ref sum);
            kernel.Step(Vector128.WidenUpper(low), ref x1, ref x2, ref y1, ref y2, ref z1, ref z2, ref sum);
            kernel.Step(Vector128.WidenLower(high), ref x1, ref x2, ref y1, ref y2, ref z1, ref z2, ref sum);
            kernel.Step(Vector128.WidenUpper(high), ref x1, ref x2, ref y1, ref y2, ref z1, ref z2, ref sum);
        }

        for (; i < first.Length; i++)
            kernel.Step(Vector128.Create((double)first[i], second[i]), ref x1, ref x2, ref y1, ref y2, ref z1, ref z2, ref sum);
        (input1, input2, shelf1, shelf2, weighted1, weighted2, energy) = (x1, x2, y1, y2, z1, z2, sum);
    }

    /// <summary>The scalar twin: the energy of one channel from silence on.</summary>
    internal static double ScalarEnergy(KWeighting k, ReadOnlySpan<float> samples)
    {
        double x1 = 0, x2 = 0, y1 = 0, y2 = 0, z1 = 0, z2 = 0, energy = 0;
        foreach (double x in samples)
        {
            var y = k.ShelfB0 * x + k.ShelfB1 * x1 + k.ShelfB2 * x2 - k.ShelfA1 * y1 - k.ShelfA2 * y2;
            var z = y - 2 * y1 + y2 - k.HighPassA1 * z1 - k.HighPassA2 * z2;
            (x2, x1, y2, y1, z2, z1) = (x1, x, y1, y, z1, z);
            energy += z * z;
        }

        return energy;
    }

    /// <summary>The sums of squares since the last call.</summary>
    public (double First, double Second) TakeEnergy()
    {
        var sum = energy;
        energy = Vector128<double>.Zero;
        shelf1 = Settle(shelf1);
        shelf2 = Settle(shelf2);
        weighted1 = Settle(weighted1);
        weighted2 = Settle(weighted2);
        return (sum[0], sum[1]);
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset() => input1 = input2 = shelf1 = shelf2 = weighted1 = weighted2 = energy = Vector128<double>.Zero;

    // A filter fed with digital silence rings down into denormal numbers, which cost a hundred times as much.
    private static Vector128<double> Settle(Vector128<double> state) =>
        Vector128.ConditionalSelect(
            Vector128.LessThan(Vector128.Abs(state), Vector128.Create(SilenceFloor)), Vector128<double>.Zero, state);

    private static Vector128<float> Interleave(Vector64<float> first, Vector64<float> second) =>
        Vector128.Shuffle(Vector128.Create(first, second), Vector128.Create(0, 2, 1, 3));

    private readonly struct Kernel(KWeighting k)
    {
        private readonly Vector128<double> b0 = Vector128.Create(k.ShelfB0), b1 = Vector128.Create(k.ShelfB1), b2 = Vector128.Create(k.ShelfB2);
        private readonly Vector128<double> a1 = Vector128.Create(-k.ShelfA1), a2 = Vector128.Create(-k.ShelfA2);
        private readonly Vector128<double> c1 = Vector128.Create(-k.HighPassA1), c2 = Vector128.Create(-k.HighPassA2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(
            Vector128<double> x, ref Vector128<double> x1, ref Vector128<double> x2, ref Vector128<double> y1, ref Vector128<double> y2,
            ref Vector128<double> z1, ref Vector128<double> z2, ref Vector128<double> sum)
        {
            var forward = Vector128.MultiplyAddEstimate(b0, x, Vector128.MultiplyAddEstimate(b1, x1, b2 * x2));
            var y = Vector128.MultiplyAddEstimate(a1, y1, Vector128.MultiplyAddEstimate(a2, y2, forward));
            var z = Vector128.MultiplyAddEstimate(c1, z1, Vector128.MultiplyAddEstimate(c2, z2, y - y1 + (y2 - y1)));
            (x2, x1, y2, y1, z2, z1) = (x1, x, y1, y, z1, z);
            sum = Vector128.MultiplyAddEstimate(z, z, sum);
        }
    }
}
