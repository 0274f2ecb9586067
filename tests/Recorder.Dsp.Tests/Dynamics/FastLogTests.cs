using System.Runtime.Intrinsics;
using Recorder.Dsp.Dynamics;

namespace Recorder.Dsp.Tests.Dynamics;

public class FastLogTests
{
    [Fact]
    public void Levels_become_decibels_and_back_within_two_thousandths()
    {
        for (var db = -190.0; db <= 40; db += 0.01)
        {
            var level = (float)Math.Pow(10, db / 20);
            Assert.Equal(20 * Math.Log10(level), FastLog.Log2(level) * FastLog.DbPerLog2, 0.002);
            Assert.Equal(db, 20 * Math.Log10(FastLog.Exp2((float)(db / FastLog.DbPerLog2))), 0.002);
        }
    }

    [Fact]
    public void Four_lanes_are_the_scalar_twin()
    {
        float[] levels = [0, -1, 1e-40f, 1e-12f, 0.1f, 0.5f, 0.99999f, 1, 1.00001f, 3, 1e20f, float.NaN];
        float[] powers = [0, -300, -126, -33.2f, -1, -0.5f, -0.49f, 0.5f, 1.5f, 3.2f, 126, 300];
        foreach (var level in levels)
            Assert.Equal(FastLog.Log2(level), FastLog.Log2(Vector128.Create(level))[2], 1e-5f);
        foreach (var power in powers)
            Assert.Equal(1, FastLog.Exp2(Vector128.Create(power))[1] / FastLog.Exp2(power), 1e-6f);
    }

    [Fact]
    public void No_change_stays_no_change()
    {
        Assert.Equal(0, FastLog.Log2(1f));
        Assert.Equal(1, FastLog.Exp2(0f));
        Assert.Equal(Vector128<float>.One, FastLog.Exp2(Vector128<float>.Zero));
        Assert.Equal(FastLog.SilenceLog2, FastLog.Log2(0f), 1e-3f);
    }
}
