using System.Numerics;
using Recorder.Dsp.Pitch;

namespace Recorder.Dsp.Tests.Pitch;

public class HannLineTests
{
    [Fact]
    public void Four_at_a_time_are_as_one_by_one()
    {
        var random = new Random(7);
        foreach (var length in (ReadOnlySpan<int>)[1, 2, 3, 4, 5, 7, 8, 63, 64, 2048, 5235, 6143])
        {
            var sound = new float[length];
            for (var i = 0; i < length; i++)
                sound[i] = i % 11 == 0 ? 1e-40f : (float)(2 * random.NextDouble() - 1);
            var turns = 0.5 * random.NextDouble();
            var (vector, scalar) = (HannLine.Of(sound, turns), HannLine.OfScalar(sound, turns));
            Assert.Equal(0, Complex.Abs(vector - scalar), 1e-12);
        }
    }

    [Fact]
    public void Of_nothing_it_is_nothing_and_of_no_number_it_is_none()
    {
        Assert.Equal(Complex.Zero, HannLine.Of([], 0.1));
        Assert.Equal(Complex.Zero, HannLine.Of(new float[9], 0.1));
        Assert.True(double.IsNaN(HannLine.Of([0, 0, 0, float.NaN, 0, 0], 0.1).Real));
        Assert.True(double.IsNaN(HannLine.OfScalar([0, 0, 0, float.NaN, 0, 0], 0.1).Real));
    }

    [Fact]
    public void A_sine_has_a_quarter_of_its_amplitude_there_and_nothing_three_lines_away()
    {
        var sound = new float[4800];
        for (var i = 0; i < sound.Length; i++)
            sound[i] = (float)Math.Sin(Math.Tau * 100 * i / 4800);
        Assert.Equal(0.25, Complex.Abs(HannLine.Of(sound, 100 / 4800.0)), 1e-6);
        Assert.Equal(0, Complex.Abs(HannLine.Of(sound, 103 / 4800.0)), 1e-6);
    }
}
