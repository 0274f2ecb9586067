using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Simulation.Band;
using Recorder.Simulation.Capture;
using Recorder.Simulation.Tests.Timing;

namespace Recorder.Simulation.Tests.Capture;

public class BandCaptureDeviceTests
{
    [Fact]
    public void Delivers_the_band_period_by_period_when_its_clock_says_so()
    {
        var clock = new ManualClock();
        using var device = new BandCaptureDevice(new BandSynthesizer(3, 48000, 5), clock);
        Assert.True(device.IsPaced);
        Assert.Equal(new CaptureFormat(3, 48000, SampleFormat.S24, 240), device.Format);
        var (heard, expected) = (new int[3 * 720], new int[3 * 720]);
        device.Start();
        for (var from = 0; from < 720; from += 240)
            Assert.Equal(new CaptureResult(CaptureStatus.Frames, 240), device.Read(new PlanarWords(heard, 720, from, 720 - from, 3)));
        new BandSynthesizer(3, 48000, 5).Render(new PlanarWords(expected, 720, 0, 720, 3));
        Assert.Equal(expected, heard);
        Assert.Equal([240, 480, 720], clock.Waits);
        device.Stop();
        Assert.Equal(0, device.Read(new PlanarWords(heard, 720, 0, 720, 3)).Frames);
    }

    [Fact]
    public void Without_a_clock_it_fills_whatever_is_asked_for()
    {
        using var device = new BandCaptureDevice(2, 44100, null);
        var words = new int[2 * 5000];
        device.Start();
        Assert.False(device.IsPaced);
        Assert.Equal(new CaptureResult(CaptureStatus.Frames, 5000), device.Read(new PlanarWords(words, 5000, 0, 5000, 2)));
        Assert.Equal(["Room L", "Room R"], device.InputNames);
    }
}
