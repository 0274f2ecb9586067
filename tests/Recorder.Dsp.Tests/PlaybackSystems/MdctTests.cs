using Recorder.Dsp.PlaybackSystems;

namespace Recorder.Dsp.Tests.PlaybackSystems;

public sealed class MdctTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(512)]
    public void Forward_is_the_transform_by_its_definition(int size)
    {
        var samples = Signals.Noise(2 * size, 1, seed: 3);
        var coefficients = new float[size];
        new Mdct(size).Forward(samples.AsSpan(0, size), samples.AsSpan(size), coefficients);

        for (var k = 0; k < size; k += Math.Max(1, size / 16))
        {
            var expected = 0.0;
            for (var n = 0; n < 2 * size; n++)
            {
                var window = Math.Sin(Math.PI * (n + 0.5) / (2 * size));
                expected += window * samples[n] * Math.Cos(Math.PI / size * (n + 0.5 + size / 2.0) * (k + 0.5));
            }
            Assert.Equal(expected * Math.Sqrt(2.0 / size), coefficients[k], 1e-4);
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Overlapped_and_added_blocks_are_the_samples(int size)
    {
        var mdct = new Mdct(size);
        var samples = Signals.Noise(5 * size, 1, seed: 4);
        var rebuilt = new float[5 * size];
        var (coefficients, older, newer) = (new float[size], new float[size], new float[size]);
        for (var block = 0; block + 2 <= 5; block++)
        {
            mdct.Forward(samples.AsSpan(block * size, size), samples.AsSpan((block + 1) * size, size), coefficients);
            mdct.Inverse(coefficients, older, newer);
            for (var i = 0; i < size; i++)
            {
                rebuilt[block * size + i] += older[i];
                rebuilt[(block + 1) * size + i] += newer[i];
            }
        }
        Assert.InRange(Signals.LargestDifference(samples.AsSpan(size, 3 * size), rebuilt.AsSpan(size, 3 * size)), 0, 2e-6);
    }
}
