using System.Runtime.InteropServices;
using Recorder.Core.Ports;
using Recorder.Linux.Audio;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Audio;

/// <summary>Playback through ALSA's library on the card with a real clock, which keeps all that it was given.</summary>
public sealed class CardPlaybackTests
{
    [Theory]
    [InlineData("rw"), InlineData("mmap")]
    public void What_is_played_begins_with_silence_and_stumbles_are_counted(string access)
    {
        using var folder = new TemporaryFolder();
        var played = folder.File("played");
        var name = TestCard.Name(("FORMAT", "S32_LE"), ("ACCESS", access), ("PLAYED", played));
        using (var device = AlsaPlaybackDevice.Open(name, 48000, 4800))
        {
            device.Start();
            var loud = Enumerable.Repeat(0.5f, device.PeriodFrames).ToArray();
            for (var i = 0; i < 4; i++)
                Assert.True(device.Write(loud, loud));
            Assert.Equal(0, device.Underruns);
            TestCard.LetPass(0.6);
            for (var i = 0; i < 4; i++)
                Assert.True(device.Write(loud, loud));
            Assert.Equal(1, device.Underruns);
        }
        var words = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(played)).ToArray();
        Assert.Equal(0, words[0]);
        Assert.Contains(0x40000000, words);
    }

    [Theory]
    [InlineData(4, "S32_LE", "rw"), InlineData(4, "S32_LE", "mmap"), InlineData(6, "S24_3LE", "rw"), InlineData(5, "S24_LE", "rw")]
    [InlineData(4, "FLOAT_LE", "rw"), InlineData(8, "S16_LE", "mmap"), InlineData(2, "S32_LE", "rw")]
    public void Each_pair_is_played_on_its_own_channels(int channels, string format, string access)
    {
        // Left, right, and two cues; in eighths of full scale every format has them exactly.
        float[] levels = [0.5f, -0.25f, 0.125f, -0.75f, 0.25f, -0.5f];
        float[][]? frames;
        // The card does not wait for a machine that has much else to do, and what stumbles is faded in anew.
        for (var attempt = 1; (frames = Played(levels, channels, format, access)) is null; attempt++)
            Assert.True(attempt < 20, "the output stumbled twenty times");
        var sounding = frames.SkipWhile(frame => frame.All(level => level == 0)).ToArray();
        // Outputs that nothing is for, and the odd one, are silent.
        float[] expected = [.. Enumerable.Range(0, channels).Select(c => c < levels.Length && c < 2 * (channels / 2) ? levels[c] : 0)];
        Assert.True(sounding.Length >= 6 * 480, $"{sounding.Length} frames");
        Assert.All(sounding, frame => Assert.Equal(expected, frame));
    }

    // Null where the output stumbled.
    private static float[][]? Played(float[] levels, int channels, string format, string access)
    {
        using var folder = new TemporaryFolder();
        var played = folder.File("played");
        var name = TestCard.Name(("CHANNELS", channels), ("FORMAT", format), ("ACCESS", access), ("PLAYED", played));
        using (var device = AlsaPlaybackDevice.Open(name, 48000, 480))
        {
            Assert.Equal(channels / 2, device.Pairs);
            var sides = levels.Select(level => Enumerable.Repeat(level, device.PeriodFrames).ToArray()).ToArray();
            var cues = sides[2..].SelectMany(side => side).ToArray();
            device.Start();
            for (var i = 0; i < 6; i++)
                Assert.True(device.Write(sides[0], sides[1], new CueFrames(cues, 4, device.PeriodFrames)));
            Assert.Equal(0, Allocations.Of(() => device.Write(sides[0], sides[1], new CueFrames(cues, 4, device.PeriodFrames))));
            if (device.Underruns > 0)
                return null;
        }
        return [.. Frames(File.ReadAllBytes(played), channels, format)];
    }

    private static IEnumerable<float[]> Frames(byte[] bytes, int channels, string format)
    {
        var size = format switch { "S16_LE" => 2, "S24_3LE" => 3, _ => 4 };
        for (var at = 0; at + size * channels <= bytes.Length; at += size * channels)
        {
            yield return [.. Enumerable.Range(0, channels).Select(c =>
            {
                Span<byte> word = stackalloc byte[4];
                bytes.AsSpan(at + c * size, size).CopyTo(word[(4 - size)..]);
                return format switch
                {
                    "FLOAT_LE" => BitConverter.ToSingle(word),
                    "S24_LE" => (BitConverter.ToInt32(word) << 8) / 2147483648f,
                    _ => BitConverter.ToInt32(word) / 2147483648f,
                };
            })];
        }
    }
}
