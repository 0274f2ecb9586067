using System.Globalization;
using System.Text.RegularExpressions;
using Recorder.Dsp.Loudness;
using Recorder.TestSupport;

namespace Recorder.Dsp.Tests.Loudness;

/// <summary>The same file measured by ffmpeg's meter.</summary>
public sealed class OtherMetersTests
{
    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    public void Loudness_and_range_agree_with_ffmpeg(int rateHz)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("programme.f32");
        var frames = RollingNoise(rateHz, 12);
        using (var writer = new BinaryWriter(File.Create(path)))
            Array.ForEach(frames, writer.Write);

        var meter = new ProgrammeMeter(2, rateHz);
        meter.Process(frames);
        var reading = meter.Complete();
        var (_, _, report) = DebianTool.Run("ffmpeg", "ffmpeg", "-hide_banner", "-nostats", "-f", "f32le", "-ar", $"{rateHz}", "-ac", "2",
            "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-");
        var summary = report[report.LastIndexOf("Summary", StringComparison.Ordinal)..];
        Assert.Equal(Number(summary, "I:"), reading.IntegratedLufs, 0.06);
        Assert.Equal(Number(summary, "LRA:"), reading.LoudnessRangeLu, 0.15);

        // Noise up to half the rate is where interpolators differ most, and a shorter one only ever reads low there.
        var peakDbtp = Number(summary, "Peak:");
        Assert.InRange(reading.TruePeakDbtp, peakDbtp - 0.1, peakDbtp + 0.6);
        Assert.Equal(12, reading.Seconds);
    }

    private static float[] RollingNoise(int rateHz, int seconds)
    {
        var noise = Signals.Noise(rateHz * seconds * 2, 0.7f, 3);
        for (var i = 0; i < noise.Length; i++)
            noise[i] *= (float)(0.5 + 0.45 * Math.Sin(i * 1.1 / rateHz));
        return noise;
    }

    private static double Number(string report, string label) =>
        double.Parse(Regex.Match(report, $@"\s{label}\s+(-?[\d.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
