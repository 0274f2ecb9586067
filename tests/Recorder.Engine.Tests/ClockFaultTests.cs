using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Recorder.Engine.Tests.SecondCopy;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Simulation.Store;

namespace Recorder.Engine.Tests;

/// <summary>A wall clock that falls back to 2008, or jumps forward, before and in the middle of a take.</summary>
public sealed class ClockFaultTests
{
    private static readonly DateTimeOffset Evening = new(2031, 5, 6, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Numbers_go_on_and_nothing_is_written_over_whatever_the_clock_says()
    {
        var store = new SimulatedStore();
        var clock = new WrongClock(Evening);
        using var desk = new VirtualDesk(store, time: clock);
        TimeSpan[] jumps = [TimeSpan.Zero, new DateTimeOffset(2008, 1, 1, 0, 0, 0, TimeSpan.Zero) - Evening, TimeSpan.FromDays(365), TimeSpan.FromSeconds(-3), TimeSpan.Zero];
        var starts = new List<long>();
        foreach (var jump in jumps)
        {
            clock.Error = jump;
            starts.Add(desk.Interface.Position);
            desk.Engine.StartTake();
            desk.Run(0.7);
            desk.End();
        }
        for (var i = 0; i < jumps.Length; i++)
        {
            var journal = TakeCheck.AssertWhole(store, i + 1, starts[i]);
            Assert.Equal(i + 1, journal.Start!.TakeNumber);
        }
        Assert.Equal(["T0001", "T0002", "T0003", "T0004", "T0005", "next-take"], store.List(SessionLayout.Takes));
    }

    [Fact]
    public void A_clock_that_jumps_in_the_middle_of_a_take_changes_nothing_in_it()
    {
        foreach (var jump in new[] { TimeSpan.FromDays(-8000), TimeSpan.FromHours(5), TimeSpan.FromSeconds(-1) })
        {
            var clock = new WrongClock(Evening);
            using var bench = new StickDesk(clock: clock);
            bench.Desk.Engine.StartTake();
            bench.Desk.Run(1.5);
            clock.Error = jump;
            for (var i = 0; i < 400; i++)
                bench.Desk.Step();
            Assert.InRange(bench.Desk.Last.TakeFrames - bench.Desk.Last.CommittedFrames, 0, TestInterface.RateHz);
            bench.Desk.End();

            Assert.True(bench.FinishCopy()!.IsIdentical);
            bench.AssertSameFiles(1);
            var start = TakeCheck.AssertWhole(bench.First, 1, 0).Start!;
            Assert.Equal(Evening, DateTimeOffset.Parse(start.StartedAt, CultureInfo.InvariantCulture));
            Assert.Equal(0, bench.Desk.Engine.LastReport!.Dropouts);
        }
    }

    [Fact]
    public void A_file_says_when_it_was_recorded_or_that_nobody_knows()
    {
        var store = new SimulatedStore();
        var clock = new WrongClock(Evening);
        using var desk = new VirtualDesk(store, time: clock);
        desk.Run(0.5);
        desk.Engine.StartTake(preRollSeconds: 0.5);
        desk.Run(0.5);
        desk.End();
        clock.Error = new DateTimeOffset(2008, 1, 1, 9, 0, 0, TimeSpan.Zero) - clock.GetUtcNow();
        desk.Engine.StartTake();
        desk.Run(0.5);
        desk.End();

        var known = Broadcast(store, 1);
        Assert.Equal(("2031-05-06", "20:00:00"), (known.OriginationDate, known.OriginationTime));
        Assert.Equal(20L * 3600 * TestInterface.RateHz, known.TimeReferenceFrames);
        var unknown = Broadcast(store, 2);
        Assert.Equal(("", ""), (unknown.OriginationDate, unknown.OriginationTime));
        Assert.InRange(unknown.TimeReferenceFrames, 9L * 3600 * TestInterface.RateHz, 9L * 3600 * TestInterface.RateHz + 1);
    }

    private static BroadcastExtension Broadcast(SimulatedStore store, int take)
    {
        var path = SessionLayout.InTake(take, TakeCheck.Journal(store, take).Start!.Tracks[0].FileName);
        using var reader = WavReader.Open(store.Open(path), path);
        return reader.Metadata.Broadcast!;
    }

    /// <summary>Its wall clock is wrong by so much, its monotonic one is not.</summary>
    private sealed class WrongClock(DateTimeOffset begin) : FakeTimeProvider(begin)
    {
        public TimeSpan Error { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Error;
    }
}
