namespace Recorder.Engine.Tests.Clocks;

public sealed class RateWatchTests
{
    [Theory]
    [InlineData(44100), InlineData(96000), InlineData(88200)]
    public void A_rate_that_changes_in_the_middle_of_a_take_is_known_within_10_s_and_when_it_is_back(int isHz)
    {
        var clock = new Realtime.InterfaceClock(48000, 1000);
        var (frame, ms) = (0.0, 0L);
        Run(20, 48000);
        Assert.Equal(0, clock.RunsAtHz);
        Run(10, isHz);
        Assert.Equal(isHz, clock.RunsAtHz);
        Run(10, 48000);
        Assert.Equal(0, clock.RunsAtHz);

        void Run(double seconds, int rateHz)
        {
            for (var end = ms + (long)(seconds * 1000) + 5; ms < end; ms += 5, frame += rateHz / 200.0)
                clock.Add((long)frame, ms + (ms / 5 % 7));
        }
    }

    [Fact]
    public void Readings_that_are_late_are_no_other_rate()
    {
        var clock = new Realtime.InterfaceClock(LateReader.RateHz, LateReader.TicksPerSecond);
        foreach (var (frame, ticks) in new LateReader(-250, 3).Read(60))
        {
            clock.Add(frame, ticks);
            Assert.Equal(0, clock.RunsAtHz);
        }
    }
}
