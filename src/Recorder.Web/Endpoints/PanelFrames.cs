using System.Buffers.Binary;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Web.Endpoints;

/// <summary>The binary frames that are pushed to a page; little-endian.</summary>
/// <remarks>
/// picture: kind 1, lights, width u16, height u16, two zero bytes, then two pixels a byte, the left one in the high half;
/// lights: kind 2, lights;
/// levels: kind 3, inputs, strips, zero, then f32: peak, rms, hold of each input, peak, rms, gain reduction in dB of each strip, left, right.
/// </remarks>
internal static class PanelFrames
{
    public const int PictureHeaderBytes = 8;
    private const byte PictureKind = 1;
    private const byte LightsKind = 2;
    private const byte LevelsKind = 3;

    /// <summary>A picture of one byte a pixel (0 to 15), packed.</summary>
    public static byte[] Picture(PanelLights lit, int width, int height, ReadOnlySpan<byte> greys)
    {
        var frame = new byte[PictureHeaderBytes + greys.Length / 2];
        frame[0] = PictureKind;
        frame[1] = (byte)lit;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(2), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(4), (ushort)height);
        var packed = frame.AsSpan(PictureHeaderBytes);
        for (var i = 0; i < packed.Length; i++)
            packed[i] = (byte)(greys[2 * i] << 4 | greys[2 * i + 1] & 0x0f);
        return frame;
    }

    /// <summary>The lights alone; also the sign of life when nothing moves.</summary>
    public static byte[] Lights(PanelLights lit) => [LightsKind, (byte)lit];

    /// <summary>All levels of a snapshot, linear.</summary>
    public static byte[] Levels(RecorderSnapshot snapshot)
    {
        var (inputs, strips) = (snapshot.Inputs, snapshot.Mix.Strips);
        var frame = new byte[4 + sizeof(float) * (3 * inputs.Length + 3 * strips.Length + 2)];
        (frame[0], frame[1], frame[2]) = (LevelsKind, (byte)inputs.Length, (byte)strips.Length);
        var rest = frame.AsSpan(4);
        foreach (var input in inputs)
            rest = Put(Put(Put(rest, input.Peak), input.Rms), input.Hold);
        foreach (var strip in strips)
            rest = Put(Put(Put(rest, strip.Peak), strip.Rms), strip.GainReductionDb);
        Put(Put(rest, snapshot.Mix.LeftPeak), snapshot.Mix.RightPeak);
        return frame;
    }

    private static Span<byte> Put(Span<byte> destination, float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(destination, value);
        return destination[sizeof(float)..];
    }
}
