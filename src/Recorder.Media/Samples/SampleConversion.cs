using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Recorder.Core.Units;

namespace Recorder.Media.Samples;

/// <summary>
/// Between packed little-endian samples, 32-bit words and floats. A word is a left-justified integer, or the bits of a float
/// when the format is <see cref="SampleFormat.F32"/>.
/// </summary>
/// <remarks>
/// Spans give the number of samples: as many as the input holds. Nothing allocates. Each vector loop leaves its remainder to
/// the scalar method of the same name in <see cref="ScalarSampleConversion"/>, which is its measure in the tests too.
/// </remarks>
public static class SampleConversion
{
    /// <summary>Words to packed samples; bits below the format's are dropped, so words of that format go through exactly.</summary>
    public static void PackWords(SampleFormat format, ReadOnlySpan<int> words, Span<byte> packed)
    {
        Require(packed.Length >= (long)words.Length * format.BytesPerSample());
        var done = format switch
        {
            SampleFormat.S16 => PackS16(words, packed),
            SampleFormat.S24 => PackS24(words, packed),
            _ => CopyWords(words, packed),
        };
        ScalarSampleConversion.PackWords(format, words[done..], packed[(done * format.BytesPerSample())..]);
    }

    /// <summary>Packed samples to words; a sample left incomplete at the end is not looked at.</summary>
    public static void UnpackWords(SampleFormat format, ReadOnlySpan<byte> packed, Span<int> words)
    {
        var samples = packed.Length / format.BytesPerSample();
        Require(words.Length >= samples);
        var done = format switch
        {
            SampleFormat.S16 => UnpackS16(packed, words, samples),
            SampleFormat.S24 => UnpackS24(packed, words, samples),
            _ => CopyPacked(packed, words, samples),
        };
        ScalarSampleConversion.UnpackWords(format, packed[(done * format.BytesPerSample())..], words[done..]);
    }

    /// <summary>Words to floats, full scale = ±1.0. The two may be the same memory.</summary>
    public static void WordsToFloats(SampleFormat format, ReadOnlySpan<int> words, Span<float> floats)
    {
        Require(floats.Length >= words.Length);
        if (format == SampleFormat.F32)
        {
            MemoryMarshal.Cast<int, float>(words).CopyTo(floats);
            return;
        }
        ref var from = ref MemoryMarshal.GetReference(words);
        ref var to = ref MemoryMarshal.GetReference(floats);
        var scale = Vector128.Create(ScalarSampleConversion.FloatOfWord);
        var done = 0;
        for (; done <= words.Length - Vector128<int>.Count; done += Vector128<int>.Count)
            (Vector128.ConvertToSingle(Vector128.LoadUnsafe(ref from, (nuint)done)) * scale).StoreUnsafe(ref to, (nuint)done);
        ScalarSampleConversion.WordsToFloats(format, words[done..], floats[done..]);
    }

    /// <summary>
    /// Floats to words on the format's grid: rounded to the nearest (ties to even), held at full scale, not a number = 0.
    /// No dither. The two may be the same memory.
    /// </summary>
    public static void FloatsToWords(SampleFormat format, ReadOnlySpan<float> floats, Span<int> words)
    {
        Require(words.Length >= floats.Length);
        if (format == SampleFormat.F32)
        {
            MemoryMarshal.Cast<float, int>(floats).CopyTo(words);
            return;
        }
        var (fullScale, shift) = ScalarSampleConversion.Grid(format);
        var scale = Vector128.Create(fullScale);
        var lowest = Vector128.Create(-fullScale);
        // The largest float below 2^31 is 2^31 - 128; what is at full scale becomes the largest word by selection.
        var highest = Vector128.Create(format == SampleFormat.S32 ? 2147483520f : fullScale - 1);
        var largestWord = Vector128.Create((int.MaxValue >> shift) << shift);
        ref var from = ref MemoryMarshal.GetReference(floats);
        ref var to = ref MemoryMarshal.GetReference(words);
        var done = 0;
        for (; done <= floats.Length - Vector128<float>.Count; done += Vector128<float>.Count)
        {
            var value = Vector128.LoadUnsafe(ref from, (nuint)done) * scale;
            value &= Vector128.Equals(value, value);
            var isFullScale = Vector128.GreaterThanOrEqual(value, scale).AsInt32();
            var word = Round(Vector128.MinNative(Vector128.MaxNative(value, lowest), highest)) << shift;
            Vector128.ConditionalSelect(isFullScale, largestWord, word).StoreUnsafe(ref to, (nuint)done);
        }
        ScalarSampleConversion.FloatsToWords(format, floats[done..], words[done..]);
    }

    private static int PackS16(ReadOnlySpan<int> words, Span<byte> packed)
    {
        ref var from = ref MemoryMarshal.GetReference(words);
        ref var to = ref MemoryMarshal.GetReference(packed);
        var done = 0;
        for (; done <= words.Length - 8; done += 8)
        {
            var low = Vector128.LoadUnsafe(ref from, (nuint)done) >> 16;
            var high = Vector128.LoadUnsafe(ref from, (nuint)done + 4) >> 16;
            Vector128.Narrow(low, high).AsByte().StoreUnsafe(ref to, (nuint)done * 2);
        }
        return done;
    }

    private static int UnpackS16(ReadOnlySpan<byte> packed, Span<int> words, int samples)
    {
        ref var from = ref MemoryMarshal.GetReference(packed);
        ref var to = ref MemoryMarshal.GetReference(words);
        var done = 0;
        for (; done <= samples - 8; done += 8)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)done * 2).AsInt16());
            (low << 16).StoreUnsafe(ref to, (nuint)done);
            (high << 16).StoreUnsafe(ref to, (nuint)done + 4);
        }
        return done;
    }

    // Four words give twelve bytes; sixteen are stored and the last four overwritten by the next step, so the loop ends
    // where sixteen would not fit any more.
    private static int PackS24(ReadOnlySpan<int> words, Span<byte> packed)
    {
        ref var from = ref MemoryMarshal.GetReference(words);
        ref var to = ref MemoryMarshal.GetReference(packed);
        var done = 0;
        for (; CanRearrange && done <= words.Length - 4 && (done * 3) + 16 <= packed.Length; done += 4)
        {
            var bytes = Vector128.LoadUnsafe(ref from, (nuint)done).AsByte();
            Rearrange(bytes, Vector128.Create((byte)1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 255, 255, 255, 255))
                .StoreUnsafe(ref to, (nuint)done * 3);
        }
        return done;
    }

    private static int UnpackS24(ReadOnlySpan<byte> packed, Span<int> words, int samples)
    {
        ref var from = ref MemoryMarshal.GetReference(packed);
        ref var to = ref MemoryMarshal.GetReference(words);
        var done = 0;
        for (; CanRearrange && done <= samples - 4 && (done * 3) + 16 <= packed.Length; done += 4)
        {
            var bytes = Vector128.LoadUnsafe(ref from, (nuint)done * 3);
            Rearrange(bytes, Vector128.Create((byte)255, 0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11))
                .AsInt32().StoreUnsafe(ref to, (nuint)done);
        }
        return done;
    }

    // Vector128.Shuffle and Vector128.Round fall to software where the compiler may not assume SSSE3 and SSE4.1, as in a native
    // build for any x86-64: slower than one sample at a time. Asked for by name the instruction is found at run time.
    private static bool CanRearrange => Ssse3.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>To the nearest integer, ties to even; the values fit in an int.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Round(Vector128<float> values) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Int32(values)
        : AdvSimd.IsSupported ? AdvSimd.ConvertToInt32RoundToEven(values)
        : Vector128.ConvertToInt32(Vector128.Round(values));

    /// <summary>Bytes by their place; 255 gives 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Rearrange(Vector128<byte> bytes, Vector128<byte> places) =>
        Ssse3.IsSupported ? Ssse3.Shuffle(bytes, places) : AdvSimd.Arm64.VectorTableLookup(bytes, places);

    private static int CopyWords(ReadOnlySpan<int> words, Span<byte> packed)
    {
        if (!BitConverter.IsLittleEndian)
            return 0;
        MemoryMarshal.AsBytes(words).CopyTo(packed);
        return words.Length;
    }

    private static int CopyPacked(ReadOnlySpan<byte> packed, Span<int> words, int samples)
    {
        if (!BitConverter.IsLittleEndian)
            return 0;
        packed[..(samples * 4)].CopyTo(MemoryMarshal.AsBytes(words));
        return samples;
    }

    private static void Require(bool isLongEnough, [CallerArgumentExpression(nameof(isLongEnough))] string? condition = null)
    {
        if (!isLongEnough)
            throw new ArgumentException(condition);
    }
}

/// <summary>One sample at a time: the remainder of every vector loop, and what the tests compare the loops with.</summary>
public static class ScalarSampleConversion
{
    internal const float FloatOfWord = 1f / 2147483648f;

    /// <inheritdoc cref="SampleConversion.PackWords"/>
    public static void PackWords(SampleFormat format, ReadOnlySpan<int> words, Span<byte> packed)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            switch (format)
            {
                case SampleFormat.S16:
                    BinaryPrimitives.WriteInt16LittleEndian(packed[(i * 2)..], (short)(word >> 16));
                    break;
                case SampleFormat.S24:
                    packed[i * 3] = (byte)(word >> 8);
                    packed[(i * 3) + 1] = (byte)(word >> 16);
                    packed[(i * 3) + 2] = (byte)(word >> 24);
                    break;
                default:
                    BinaryPrimitives.WriteInt32LittleEndian(packed[(i * 4)..], word);
                    break;
            }
        }
    }

    /// <inheritdoc cref="SampleConversion.UnpackWords"/>
    public static void UnpackWords(SampleFormat format, ReadOnlySpan<byte> packed, Span<int> words)
    {
        var samples = packed.Length / format.BytesPerSample();
        for (var i = 0; i < samples; i++)
        {
            words[i] = format switch
            {
                SampleFormat.S16 => BinaryPrimitives.ReadInt16LittleEndian(packed[(i * 2)..]) << 16,
                SampleFormat.S24 => (packed[i * 3] << 8) | (packed[(i * 3) + 1] << 16) | (packed[(i * 3) + 2] << 24),
                _ => BinaryPrimitives.ReadInt32LittleEndian(packed[(i * 4)..]),
            };
        }
    }

    /// <inheritdoc cref="SampleConversion.WordsToFloats"/>
    public static void WordsToFloats(SampleFormat format, ReadOnlySpan<int> words, Span<float> floats)
    {
        for (var i = 0; i < words.Length; i++)
            floats[i] = format == SampleFormat.F32 ? BitConverter.Int32BitsToSingle(words[i]) : words[i] * FloatOfWord;
    }

    /// <inheritdoc cref="SampleConversion.FloatsToWords"/>
    public static void FloatsToWords(SampleFormat format, ReadOnlySpan<float> floats, Span<int> words)
    {
        if (format == SampleFormat.F32)
        {
            MemoryMarshal.Cast<float, int>(floats).CopyTo(words);
            return;
        }
        var (fullScale, shift) = Grid(format);
        for (var i = 0; i < floats.Length; i++)
        {
            var value = Math.Round((double)floats[i] * fullScale);
            words[i] = double.IsNaN(value) ? 0 : (int)Math.Clamp(value, -(double)fullScale, (double)fullScale - 1) << shift;
        }
    }

    /// <summary>Steps from 0 to full scale, and how far left a step lies in a word.</summary>
    internal static (float FullScale, int Shift) Grid(SampleFormat format) => format switch
    {
        SampleFormat.S16 => (32768f, 16),
        SampleFormat.S24 => (8388608f, 8),
        _ => (2147483648f, 0),
    };
}
