using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Studio.Rendering;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Rendering;

public sealed class DitheredFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(SampleFormat.S16, 16)]
    [InlineData(SampleFormat.S24, 24)]
    public void Integers_get_two_steps_of_triangular_noise_whose_mean_is_the_signal(SampleFormat format, int bits)
    {
        var step = Math.Pow(2, 1 - bits);
        var level = (float)(10.3 * step);
        var constant = Enumerable.Repeat(level, 40_000).ToArray();
        var written = Write(format, 2, constant, constant);
        Assert.All(written, channel =>
        {
            Assert.All(channel, sample => Assert.InRange(sample - level, -1.5 * step, 1.5 * step));
            Assert.Equal(level, channel.Average(), 0.02 * step);
            var deviation = Math.Sqrt(channel.Average(sample => (double)(sample - level) * (sample - level)));
            Assert.Equal(0.5 * step, deviation, 0.02 * step); // 1/12 of rounding and 1/6 of dither
        });
        Assert.NotEqual(written[0], written[1]);
    }

    [Fact]
    public void Floats_stay_as_they_are_also_beyond_full_scale()
    {
        var samples = Material.Noise(0.3, 1, 1.7f);
        Assert.Equal(samples, Write(SampleFormat.F32, 1, samples, [])[0]);
    }

    [Fact]
    public void The_same_render_gives_the_same_samples()
    {
        var (left, right) = (Material.Noise(0.3, 1), Material.Noise(0.3, 2));
        Assert.Equal(Write(SampleFormat.S16, 2, left, right), Write(SampleFormat.S16, 2, left, right));
    }

    [Fact]
    public void Louder_than_full_scale_is_clipped_and_never_wraps_round()
    {
        var written = Write(SampleFormat.S16, 1, [.. Enumerable.Repeat(1.5f, 100), .. Enumerable.Repeat(-1.5f, 100)], [])[0];
        Assert.All(written[..100], sample => Assert.InRange(sample, 0.999f, 1));
        Assert.All(written[100..], sample => Assert.Equal(-1, sample));
    }

    public void Dispose() => folder.Dispose();

    private float[][] Write(SampleFormat format, int channels, float[] left, float[] right)
    {
        var path = folder.File("file.wav");
        using (var file = new DitheredFile(
            path, new AudioFileSpec { Kind = AudioFileKind.Wav, Format = format, Channels = channels, RateHz = 48000 }))
        {
            file.Write(left, right);
            file.Complete();
        }
        return Material.Read(path);
    }
}
