using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Recorder.Media.Samples;

/// <summary>
/// Between interleaved frames and planes: channel c of a block lies at <c>planar[c * strideFrames ..]</c>. Words or floats alike.
/// </summary>
public static class Interleaving
{
    /// <summary>Interleaved frames to planes.</summary>
    public static void Split(ReadOnlySpan<int> interleaved, int channels, int frames, Span<int> planar, int strideFrames)
    {
        Check(interleaved.Length, channels, frames, planar.Length, strideFrames);
        if (channels == 1)
        {
            interleaved[..frames].CopyTo(planar);
            return;
        }
        ref var from = ref MemoryMarshal.GetReference(interleaved);
        ref var to = ref MemoryMarshal.GetReference(planar);
        var channel = 0;
        for (; channel <= channels - 4; channel += 4)
        {
            var frame = 0;
            for (; frame <= frames - 4; frame += 4)
            {
                var place = (nuint)(((long)frame * channels) + channel);
                var rows = Transpose(
                    Vector128.LoadUnsafe(ref from, place),
                    Vector128.LoadUnsafe(ref from, place + (nuint)channels),
                    Vector128.LoadUnsafe(ref from, place + (2 * (nuint)channels)),
                    Vector128.LoadUnsafe(ref from, place + (3 * (nuint)channels)));
                Store(ref to, (nuint)(((long)channel * strideFrames) + frame), (nuint)strideFrames, rows);
            }
            ScalarInterleaving.Split(interleaved, channels, frame..frames, channel..(channel + 4), planar, strideFrames);
        }
        ScalarInterleaving.Split(interleaved, channels, 0..frames, channel..channels, planar, strideFrames);
    }

    /// <summary>Interleaved floats to planes.</summary>
    public static void Split(ReadOnlySpan<float> interleaved, int channels, int frames, Span<float> planar, int strideFrames) =>
        Split(MemoryMarshal.Cast<float, int>(interleaved), channels, frames, MemoryMarshal.Cast<float, int>(planar), strideFrames);

    /// <summary>Planes to interleaved frames.</summary>
    public static void Join(ReadOnlySpan<int> planar, int strideFrames, int channels, int frames, Span<int> interleaved)
    {
        Check(interleaved.Length, channels, frames, planar.Length, strideFrames);
        if (channels == 1)
        {
            planar[..frames].CopyTo(interleaved);
            return;
        }
        ref var from = ref MemoryMarshal.GetReference(planar);
        ref var to = ref MemoryMarshal.GetReference(interleaved);
        var channel = 0;
        for (; channel <= channels - 4; channel += 4)
        {
            var frame = 0;
            for (; frame <= frames - 4; frame += 4)
            {
                var place = (nuint)(((long)channel * strideFrames) + frame);
                var rows = Transpose(
                    Vector128.LoadUnsafe(ref from, place),
                    Vector128.LoadUnsafe(ref from, place + (nuint)strideFrames),
                    Vector128.LoadUnsafe(ref from, place + (2 * (nuint)strideFrames)),
                    Vector128.LoadUnsafe(ref from, place + (3 * (nuint)strideFrames)));
                Store(ref to, (nuint)(((long)frame * channels) + channel), (nuint)channels, rows);
            }
            ScalarInterleaving.Join(planar, strideFrames, channels, frame..frames, channel..(channel + 4), interleaved);
        }
        ScalarInterleaving.Join(planar, strideFrames, channels, 0..frames, channel..channels, interleaved);
    }

    /// <summary>Planes of floats to interleaved frames.</summary>
    public static void Join(ReadOnlySpan<float> planar, int strideFrames, int channels, int frames, Span<float> interleaved) =>
        Join(MemoryMarshal.Cast<float, int>(planar), strideFrames, channels, frames, MemoryMarshal.Cast<float, int>(interleaved));

    private static void Store(
        ref int to, nuint place, nuint step, (Vector128<int> A, Vector128<int> B, Vector128<int> C, Vector128<int> D) rows)
    {
        rows.A.StoreUnsafe(ref to, place);
        rows.B.StoreUnsafe(ref to, place + step);
        rows.C.StoreUnsafe(ref to, place + (2 * step));
        rows.D.StoreUnsafe(ref to, place + (3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<int> A, Vector128<int> B, Vector128<int> C, Vector128<int> D) Transpose(
        Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d)
    {
        var (ab, cd) = (ZipLow(a, b).AsInt64(), ZipLow(c, d).AsInt64());
        var (abHigh, cdHigh) = (ZipHigh(a, b).AsInt64(), ZipHigh(c, d).AsInt64());
        return (
            Vector128.Create(ab.GetLower(), cd.GetLower()).AsInt32(),
            Vector128.Create(ab.GetUpper(), cd.GetUpper()).AsInt32(),
            Vector128.Create(abHigh.GetLower(), cdHigh.GetLower()).AsInt32(),
            Vector128.Create(abHigh.GetUpper(), cdHigh.GetUpper()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> ZipLow(Vector128<int> even, Vector128<int> odd) =>
        Sse2.IsSupported ? Sse2.UnpackLow(even, odd)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(even, odd)
        : Vector128.Create(even[0], odd[0], even[1], odd[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> ZipHigh(Vector128<int> even, Vector128<int> odd) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(even, odd)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(even, odd)
        : Vector128.Create(even[2], odd[2], even[3], odd[3]);

    private static void Check(int interleavedLength, int channels, int frames, int planarLength, int strideFrames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        ArgumentOutOfRangeException.ThrowIfLessThan(strideFrames, frames);
        ArgumentOutOfRangeException.ThrowIfLessThan(interleavedLength, (long)channels * frames);
        ArgumentOutOfRangeException.ThrowIfLessThan(planarLength, ((channels - 1L) * strideFrames) + frames);
    }
}

/// <summary>One sample at a time, for a range of frames and channels.</summary>
public static class ScalarInterleaving
{
    /// <inheritdoc cref="Interleaving.Split(ReadOnlySpan{int}, int, int, Span{int}, int)"/>
    public static void Split(
        ReadOnlySpan<int> interleaved, int channels, Range frames, Range ofChannels, Span<int> planar, int strideFrames)
    {
        for (var channel = ofChannels.Start.Value; channel < ofChannels.End.Value; channel++)
        {
            for (var frame = frames.Start.Value; frame < frames.End.Value; frame++)
                planar[(channel * strideFrames) + frame] = interleaved[(frame * channels) + channel];
        }
    }

    /// <inheritdoc cref="Interleaving.Join(ReadOnlySpan{int}, int, int, int, Span{int})"/>
    public static void Join(
        ReadOnlySpan<int> planar, int strideFrames, int channels, Range frames, Range ofChannels, Span<int> interleaved)
    {
        for (var channel = ofChannels.Start.Value; channel < ofChannels.End.Value; channel++)
        {
            for (var frame = frames.Start.Value; frame < frames.End.Value; frame++)
                interleaved[(frame * channels) + channel] = planar[(channel * strideFrames) + frame];
        }
    }
}
