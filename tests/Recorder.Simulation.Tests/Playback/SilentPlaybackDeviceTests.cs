using Recorder.Simulation.Playback;
using Recorder.Simulation.Tests.Timing;

namespace Recorder.Simulation.Tests.Playback;

public class SilentPlaybackDeviceTests
{
    [Fact]
    public void Takes_three_periods_at_once_and_then_one_for_each_that_was_played()
    {
        var clock = new ManualClock();
        using var device = new SilentPlaybackDevice(48000, 128, clock);
        device.Start();
        var period = new float[128];
        for (var i = 0; i < 5; i++)
            Assert.True(device.Write(period, period));
        Assert.Equal([-256, -128, 0, 128, 256], clock.Waits);
        Assert.Equal(640, device.PlayedFrames);
        device.Stop();
        Assert.False(device.Write(period, period));
        Assert.Equal(640, device.PlayedFrames);
    }
}
