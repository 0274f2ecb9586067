using CsCheck;
using Recorder.Media.Audio;

namespace Recorder.Media.Tests.Audio;

public sealed class SampleRateConverterTests
{
    private static readonly int[] RatesHz = [44100, 48000, 88200, 96000];

    private static readonly Gen<int> AnyRate = Gen.Int[0, RatesHz.Length - 1].Select(i => RatesHz[i]);

    [Fact]
    public void Length_is_exact_whatever_the_blocks() =>
        Gen.Select(AnyRate, AnyRate, Gen.Int[0, 5000], Gen.Int[1, 700], Gen.Int[1, 3])
            .Sample((from, to, frames, block, channels) =>
            {
                var output = Convert(new float[channels * frames], channels, frames, from, to, block);
                Assert.Equal(SampleRateConverter.OutputFrames(frames, from, to) * channels, output.Length);
            }, iter: 60);

    [Fact]
    public void A_tone_stays_where_it_was()
    {
        const int frames = 48000;
        var input = new float[2 * frames];
        for (var i = 0; i < frames; i++)
        {
            input[i] = (float)(0.5 * Math.Sin(2 * Math.PI * 997 * i / 48000));
            input[frames + i] = (float)(0.25 * Math.Cos(2 * Math.PI * 440 * i / 48000));
        }
        var output = Convert(input, 2, frames, 48000, 44100, 1000);
        Assert.Equal(2 * 44100, output.Length);
        for (var i = 2000; i < 42000; i++)
        {
            Assert.Equal(0.5 * Math.Sin(2 * Math.PI * 997 * i / 44100), output[i], 1e-6);
            Assert.Equal(0.25 * Math.Cos(2 * Math.PI * 440 * i / 44100), output[44100 + i], 1e-6);
        }
    }

    [Theory]
    [InlineData(3, 2, 1, 2)]
    [InlineData(5, 2, 1, 3)]
    [InlineData(48000, 48000, 44100, 44100)]
    [InlineData(1_000_000_000_000, 44100, 96000, 2_176_870_748_299)]
    public void Output_frames_are_rounded(long frames, int from, int to, long expected) =>
        Assert.Equal(expected, SampleRateConverter.OutputFrames(frames, from, to));

    private static float[] Convert(float[] planar, int channels, int frames, int from, int to, int block)
    {
        using var converter = new SampleRateConverter(channels, from, to);
        var planes = new List<float>[channels];
        for (var channel = 0; channel < channels; channel++)
            planes[channel] = [];
        var output = new float[channels * 300];
        for (var position = 0; position < frames;)
        {
            var step = converter.Process(planar.AsSpan(position), frames, Math.Min(block, frames - position), output, 300, 300);
            Keep(step.Produced);
            position += step.Consumed;
        }
        for (int got; (got = converter.Flush(output, 300, 300)) > 0;)
            Keep(got);
        return [.. planes.SelectMany(plane => plane)];

        void Keep(int count)
        {
            for (var channel = 0; channel < channels; channel++)
                planes[channel].AddRange(output.AsSpan(channel * 300, count));
        }
    }
}
