using Recorder.Dsp.Mixing;

namespace Recorder.Dsp.Tests.Mixing;

public sealed class CueMixTests
{
    [Theory]
    [InlineData(1), InlineData(3), InlineData(4), InlineData(64), InlineData(127), InlineData(256), InlineData(1023)]
    public void The_vector_way_is_the_scalar_way(int frames)
    {
        var random = new Random(frames);
        var samples = Enumerable.Range(0, frames).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray();
        foreach (var (from, to) in new[] { (0f, 0f), (1f, 1f), (0f, 1f), (0.7f, -0.2f), (4f, 0f) })
        {
            var vector = Enumerable.Repeat(0.25f, frames).ToArray();
            var scalar = (float[])vector.Clone();
            CueKernels.Add(samples, from, to, vector);
            CueKernels.AddScalar(samples, from, to, scalar);
            for (var i = 0; i < frames; i++)
                Assert.Equal(scalar[i], vector[i], 2e-6f * Math.Max(1, Math.Abs(from) + Math.Abs(to)));
        }
    }

    [Fact]
    public void A_gain_that_jumps_arrives_within_one_block_without_a_step()
    {
        const int Frames = 128;
        var (left, right) = (new float[Frames], new float[Frames]);
        var heard = new List<float>();
        var mix = new CueMix(2);
        var inputs = Enumerable.Repeat(1f, 2 * Frames).ToArray();
        float[] gains = [0, 0.5f];
        for (var block = 0; block < 6; block++)
        {
            if (block == 2)
                gains = [2, 0];
            mix.Process(inputs, Frames, gains, [1, 0], [0, -1], left, right);
            heard.AddRange(left.Zip(right, (l, r) => l + r));
        }
        Assert.Equal(-0.5f, heard[2 * Frames - 1], 1e-6f);
        Assert.Equal(2f, heard[3 * Frames - 1], 1e-6f);
        Assert.Equal(2f, heard[^1], 1e-6f);
        for (var i = Frames; i < heard.Count; i++)
            Assert.InRange(Math.Abs(heard[i] - heard[i - 1]), 0, 2.5f / Frames + 1e-5f);
    }
}
