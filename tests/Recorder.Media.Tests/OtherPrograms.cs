using System.Security.Cryptography;
using Recorder.Core.Units;
using Recorder.TestSupport;

namespace Recorder.Media.Tests;

/// <summary>What ffmpeg, sox and libsndfile read in a file of ours.</summary>
internal static class OtherPrograms
{
    /// <summary>All three decode the file to exactly these samples.</summary>
    internal static void AllRead(string path, byte[] packed, SampleFormat format, int channels = 1)
    {
        var raw = path + ".raw";
        var word = format.ToWord();
        var codec = format == SampleFormat.F32 ? "pcm_f32le" : $"pcm_{word}le";

        var (code, _, error) = DebianTool.Run("ffmpeg", "ffmpeg", "-y", "-v", "error", "-i", path, "-f", word + "le", "-c:a", codec, raw);
        Assert.True(code == 0, error);
        AssertSame("ffmpeg", packed, raw);

        var encoding = format == SampleFormat.F32 ? "floating-point" : "signed-integer";
        var bits = (format.BytesPerSample() * 8).ToString(System.Globalization.CultureInfo.InvariantCulture);
        // -D: no dither, sox would add it to 16 bits.
        (code, _, error) = DebianTool.Run("sox", "sox", "-D", path, "-t", "raw", "-e", encoding, "-b", bits, "-L", raw);
        Assert.True(code == 0, error);
        if (format != SampleFormat.F32) // sox goes through 32-bit integers
            AssertSame("sox", packed, raw);

        (code, var text, _) = DebianTool.Run("sndfile-programs", "sndfile-info", path);
        Assert.Equal(0, code);
        Assert.Matches($@"Frames\s+: {packed.Length / format.BytesPerSample() / channels}\n", text);
    }

    private static void AssertSame(string program, byte[] packed, string raw)
    {
        var read = File.ReadAllBytes(raw);
        Assert.True(read.Length == packed.Length, $"{program} read {read.Length} of {packed.Length} bytes");
        Assert.True(SHA256.HashData(read).AsSpan().SequenceEqual(SHA256.HashData(packed)), $"{program} read other samples");
    }
}
