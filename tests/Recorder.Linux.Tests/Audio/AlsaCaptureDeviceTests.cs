using System.Buffers.Binary;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Linux.Audio;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Tests.Audio;

public sealed class AlsaCaptureDeviceTests
{
    [Fact]
    public void A_missing_interface_is_a_sentence()
    {
        SkipWithoutLibrary();
        var trouble = Assert.Throws<RecorderException>(() => AlsaCaptureDevice.Open("hw:NOBODY"));
        Assert.Equal(FaultKind.Device, trouble.Kind);
        Assert.Contains("hw:NOBODY", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_pcm_delivers_frames()
    {
        SkipWithoutLibrary();
        using var device = AlsaCaptureDevice.Open("null");
        device.Start();
        var words = new int[device.Format.Channels * 64];
        words.AsSpan().Fill(1);
        var result = device.Read(new PlanarWords(words, 64, 0, 64, device.Format.Channels));
        Assert.Equal(CaptureStatus.Frames, result.Status);
        Assert.InRange(result.Frames, 1, 64);
        Assert.Equal(0, words[0]);
        device.Stop();
        Assert.Equal(0, device.Read(new PlanarWords(words, 64, 0, 64, device.Format.Channels)).Frames);
    }

    public static TheoryData<int> Formats => [.. AlsaSamples.Known.Select(known => known.AlsaFormat)];

    [Theory, MemberData(nameof(Formats))]
    public void Frames_of_every_format_become_left_justified_words(int alsaFormat)
    {
        var samples = AlsaSamples.Known.Single(known => known.AlsaFormat == alsaFormat);
        int[] words = [0x12345600, -0x12345600, 0x7FFFFF00, int.MinValue, 0, 0x00010000];
        if (samples.Format == SampleFormat.S16)
            words = [.. words.Select(word => word & unchecked((int)0xFFFF0000))];
        var frames = new byte[words.Length * samples.Bytes];
        Span<byte> word = stackalloc byte[4];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(word, alsaFormat == AlsaLibrary.FormatS24InFourBytes ? words[i] >> 8 : words[i]);
            (samples.Bytes == 4 ? word : word[(4 - samples.Bytes)..]).CopyTo(frames.AsSpan(i * samples.Bytes));
        }
        var planar = new int[6];
        samples.Split(frames, new PlanarWords(planar, 3, 0, 3, 2));
        Assert.Equal([words[0], words[2], words[4], words[1], words[3], words[5]], planar);
    }

    [Theory, MemberData(nameof(Formats))]
    public void What_is_played_is_read_again(int alsaFormat)
    {
        var samples = AlsaSamples.Known.Single(known => known.AlsaFormat == alsaFormat);
        float[] left = [0.5f, -1, 0, 2];
        float[] right = [-0.25f, 0.125f, 0.75f, -2];
        var frames = new byte[left.Length * 3 * samples.Bytes];
        samples.Join(left, right, default, frames, channels: 3);
        var planar = new int[12];
        samples.Split(frames, new PlanarWords(planar, 4, 0, 4, 3));
        var isFloat = samples.Format == SampleFormat.F32;
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(isFloat ? left[i] : Math.Clamp(left[i], -1, 1), Level(planar[i]), 0.0001f);
            Assert.Equal(isFloat ? right[i] : Math.Clamp(right[i], -1, 1), Level(planar[4 + i]), 0.0001f);
            Assert.Equal(0, planar[8 + i]);
        }

        float Level(int word) => isFloat ? BitConverter.Int32BitsToSingle(word) : word / 2147483648f;
    }

    [Fact]
    public void Any_pcm_takes_frames()
    {
        SkipWithoutLibrary();
        using var device = AlsaPlaybackDevice.Open("null", 48000, 256);
        device.Start();
        var period = new float[device.PeriodFrames];
        Assert.True(device.Write(period, period));
        device.Stop();
        Assert.False(device.Write(period, period));
    }

    private static void SkipWithoutLibrary() => Assert.SkipUnless(
        System.Runtime.InteropServices.NativeLibrary.TryLoad("libasound.so.2", out _), "ALSA's library is not installed (Debian package libasound2)");
}
