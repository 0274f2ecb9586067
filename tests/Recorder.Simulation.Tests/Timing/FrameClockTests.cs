using Microsoft.Extensions.Time.Testing;
using Recorder.Simulation.Timing;

namespace Recorder.Simulation.Tests.Timing;

public class FrameClockTests
{
    [Fact]
    public async Task A_frame_comes_at_its_time_and_not_before()
    {
        var time = new FakeTimeProvider();
        using var clock = new FrameClock(48000, time);
        clock.Start();
        Assert.True(clock.WaitUntil(0));
        time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(clock.WaitUntil(240));
        var next = Task.Run(() => clock.WaitUntil(241), TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next);
    }

    [Fact]
    public void Frames_are_counted_from_the_start_so_nothing_drifts_in_a_month()
    {
        var time = new FakeTimeProvider();
        using var clock = new FrameClock(44100, time);
        clock.Start();
        time.Advance(TimeSpan.FromDays(30));
        Assert.True(clock.WaitUntil(30L * 24 * 3600 * 44100));
    }

    [Fact]
    public async Task Stopping_lets_go_who_waits()
    {
        using var clock = new FrameClock(48000, new FakeTimeProvider());
        clock.Start();
        var waiting = Task.Run(() => clock.WaitUntil(48000), TestContext.Current.CancellationToken);
        clock.Stop();
        Assert.False(await waiting);
    }
}
