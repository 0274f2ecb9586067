using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Recorder.Dsp.Kernels;

/// <summary>Four channels of equal length; an empty one is silent.</summary>
internal readonly ref struct FourChannels(
    ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, ReadOnlySpan<float> fourth)
{
    public ReadOnlySpan<float> First { get; } = first;
    public ReadOnlySpan<float> Second { get; } = second;
    public ReadOnlySpan<float> Third { get; } = third;
    public ReadOnlySpan<float> Fourth { get; } = fourth;
}

/// <summary>Between planar channels and lanes: element n of a lane span holds frame n of four channels.</summary>
internal static class Lanes
{
    public const int Count = 4;

    /// <summary>-300 dB: what is smaller counts as silence.</summary>
    public const float Silent = 1e-15f;

    // Outside of these a sample is noise of the arithmetic (-300 dB) or broken (+120 dB, infinite, not a number): it counts as silence.
    // Compared as integers, which for magnitudes of floats is the same order and puts not-a-number at the top.
    private const int SmallestMagnitudeBits = 0x26901D7D; // 1e-15
    private const int LargestMagnitudeBits = 0x49742400; // 1e6
    private const int MagnitudeMask = 0x7FFFFFFF;

    /// <summary>Gathers as many frames as there is room for; tells whether there was any sound.</summary>
    public static bool Gather(in FourChannels channels, Span<Vector128<float>> frames)
    {
        var channel0 = channels.First;
        var channel1 = channels.Second;
        var channel2 = channels.Third;
        var channel3 = channels.Fourth;
        var any = Vector128<float>.Zero;
        var i = 0;
        for (; i + Count <= frames.Length; i += Count)
        {
            var (a, b, c, d) = (Load(channel0, i), Load(channel1, i), Load(channel2, i), Load(channel3, i));
            any |= a | b | c | d;
            Transpose(ref a, ref b, ref c, ref d);
            frames[i] = a;
            frames[i + 1] = b;
            frames[i + 2] = c;
            frames[i + 3] = d;
        }
        for (; i < frames.Length; i++)
        {
            frames[i] = Sound(Vector128.Create(Sample(channel0, i), Sample(channel1, i), Sample(channel2, i), Sample(channel3, i)));
            any |= frames[i];
        }
        return any != Vector128<float>.Zero;
    }

    /// <summary>Adds the four lanes of every frame into one channel.</summary>
    public static void Sum(ReadOnlySpan<Vector128<float>> frames, Span<float> channel)
    {
        var i = 0;
        for (; i + Count <= frames.Length; i += Count)
        {
            var (a, b, c, d) = (frames[i], frames[i + 1], frames[i + 2], frames[i + 3]);
            Transpose(ref a, ref b, ref c, ref d);
            ((a + b) + (c + d)).CopyTo(channel[i..]);
        }
        for (; i < frames.Length; i++)
            channel[i] = (frames[i][0] + frames[i][1]) + (frames[i][2] + frames[i][3]);
    }

    /// <summary>Copies one lane out.</summary>
    public static void Scatter(ReadOnlySpan<Vector128<float>> frames, int lane, Span<float> channel)
    {
        for (var i = 0; i < frames.Length; i++)
            channel[i] = frames[i].GetElement(lane);
    }

    /// <summary>Turns four channels of four frames into four frames of four channels, or back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        if (Sse.IsSupported)
        {
            var (ab, abHigh) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
            var (cd, cdHigh) = (Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
            (a, b) = (Sse.MoveLowToHigh(ab, cd), Sse.MoveHighToLow(cd, ab));
            (c, d) = (Sse.MoveLowToHigh(abHigh, cdHigh), Sse.MoveHighToLow(cdHigh, abHigh));
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            var (ab, abHigh) = (AdvSimd.Arm64.ZipLow(a, b).AsDouble(), AdvSimd.Arm64.ZipHigh(a, b).AsDouble());
            var (cd, cdHigh) = (AdvSimd.Arm64.ZipLow(c, d).AsDouble(), AdvSimd.Arm64.ZipHigh(c, d).AsDouble());
            (a, b) = (AdvSimd.Arm64.ZipLow(ab, cd).AsSingle(), AdvSimd.Arm64.ZipHigh(ab, cd).AsSingle());
            (c, d) = (AdvSimd.Arm64.ZipLow(abHigh, cdHigh).AsSingle(), AdvSimd.Arm64.ZipHigh(abHigh, cdHigh).AsSingle());
        }
        else
        {
            var (a0, b0, c0, d0) = (a, b, c, d);
            a = Vector128.Create(a0[0], b0[0], c0[0], d0[0]);
            b = Vector128.Create(a0[1], b0[1], c0[1], d0[1]);
            c = Vector128.Create(a0[2], b0[2], c0[2], d0[2]);
            d = Vector128.Create(a0[3], b0[3], c0[3], d0[3]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ReadOnlySpan<float> channel, int index) => channel.IsEmpty
        ? Vector128<float>.Zero
        : Sound(Vector128.Create(channel.Slice(index, Count)));

    private static float Sample(ReadOnlySpan<float> channel, int index) => channel.IsEmpty ? 0 : channel[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sound(Vector128<float> samples)
    {
        var magnitude = samples.AsInt32() & Vector128.Create(MagnitudeMask);
        var sound = Vector128.GreaterThan(magnitude, Vector128.Create(SmallestMagnitudeBits))
            & Vector128.LessThan(magnitude, Vector128.Create(LargestMagnitudeBits));
        return samples & sound.AsSingle();
    }
}
