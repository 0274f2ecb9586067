using Recorder.Engine.Realtime;

namespace Recorder.Engine.Tests.Clocks;

/// <summary>What the clock makes of late readings. Drifts in parts per million, as interfaces have them and beyond.</summary>
public sealed class InterfaceClockTests
{
    private const double MostErrorMs = 5;
    private const int Seeds = 20;

    public static TheoryData<double> Drifts => [0, 17, 100, -250];

    [Theory, MemberData(nameof(Drifts))]
    public void After_30_s_of_readings_an_absence_of_1_s_to_10_min_is_known_within_5_ms(double ppm) =>
        AssertKnown(ppm, listenSeconds: 30, [1, 7, 60, 240, 600]);

    [Theory, MemberData(nameof(Drifts))]
    public void After_10_s_of_readings_an_absence_of_a_minute_is(double ppm) => AssertKnown(ppm, listenSeconds: 10, [1, 20, 60]);

    [Theory, MemberData(nameof(Drifts))]
    public void After_2_s_of_readings_an_absence_of_3_s_is(double ppm) => AssertKnown(ppm, listenSeconds: 2, [0.5, 3]);

    [Theory, MemberData(nameof(Drifts))]
    public void Absence_after_absence_is_known_as_well(double ppm)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (clock, reader) = Listen(ppm, seed, 20);
            for (var i = 0; i < 6; i++)
            {
                AssertKnown(clock, reader, 300, 0.5);
                foreach (var (frame, ticks) in reader.Read(0.4 + 3 * i))
                    clock.Add(frame, ticks);
            }
        }
    }

    [Theory, MemberData(nameof(Drifts))]
    public void Drift_is_known_within_20_ppm_after_10_s_and_1_ppm_after_a_minute(double ppm)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (clock, reader) = Listen(ppm, seed, 9.9);
            Assert.True(double.IsNaN(clock.DriftPpm));
            clock = Listen(ppm, seed, 10.1).Clock;
            Assert.Equal(ppm, clock.DriftPpm, 20.0);
            Assert.Equal(ppm, clock.TakeDriftPpm, 20.0);
            clock = Listen(ppm, seed, 60).Clock;
            Assert.Equal(ppm, clock.DriftPpm, 1.0);
        }
    }

    [Fact]
    public void The_drift_of_a_long_take_is_that_of_all_of_it_and_the_present_one_that_of_the_last_minutes()
    {
        var clock = new InterfaceClock(LateReader.RateHz, LateReader.TicksPerSecond);
        clock.BeginTake();
        // Half an hour 20 ppm fast, then as long 40 ppm fast: a box that warms up.
        const int HalfSeconds = 1800;
        for (var i = 0; i < 2 * HalfSeconds * 20; i++)
        {
            var seconds = i / 20.0;
            var ahead = 20e-6 * seconds + 20e-6 * Math.Max(0, seconds - HalfSeconds);
            clock.Add((long)((seconds + ahead) * LateReader.RateHz), (long)(seconds * LateReader.TicksPerSecond));
        }
        Assert.Equal(40, clock.DriftPpm, 1.0);
        Assert.Equal(30, clock.TakeDriftPpm, 1.0);
        clock.BeginTake();
        clock.Add(1, 1);
        Assert.True(double.IsNaN(clock.TakeDriftPpm));
    }

    [Fact]
    public void Readings_that_are_all_late_for_three_quarters_of_a_minute_move_no_drift()
    {
        var (clock, reader) = Listen(17, 1, 60);
        var before = clock.DriftPpm;
        foreach (var (frame, ticks) in reader.Read(45))
            clock.Add(frame, ticks + 15_000_000);
        Assert.Equal(before, clock.DriftPpm, 1.0);
    }

    [Fact]
    public void Readings_cost_no_memory()
    {
        var clock = new InterfaceClock(LateReader.RateHz, LateReader.TicksPerSecond);
        var frame = 0L;
        Assert.Equal(0, TestSupport.Allocations.Of(() =>
        {
            for (var i = 0; i < 10_000; i++, frame += 2400)
                clock.Add(frame, frame * LateReader.TicksPerSecond / LateReader.RateHz);
            clock.BreakOff();
            clock.BeginTake();
        }));
    }

    private static void AssertKnown(double ppm, double listenSeconds, double[] absencesSeconds)
    {
        foreach (var absentSeconds in absencesSeconds)
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                var (clock, reader) = Listen(ppm, seed, listenSeconds);
                AssertKnown(clock, reader, absentSeconds, latenessMs: 3.5 * seed / (Seeds - 1));
            }
        }
    }

    private static void AssertKnown(InterfaceClock clock, LateReader reader, double absentSeconds, double latenessMs)
    {
        var errorMs = reader.ErrorMsAfterAbsence(absentSeconds, clock.FrameAt, latenessMs);
        clock.BreakOff();
        Assert.True(Math.Abs(errorMs) <= MostErrorMs, FormattableString.Invariant($"{errorMs:0.00} ms wrong after {absentSeconds} s"));
    }

    private static (InterfaceClock Clock, LateReader Reader) Listen(double ppm, int seed, double seconds)
    {
        var clock = new InterfaceClock(LateReader.RateHz, LateReader.TicksPerSecond);
        var reader = new LateReader(ppm, seed);
        foreach (var (frame, ticks) in reader.Read(seconds))
            clock.Add(frame, ticks);
        return (clock, reader);
    }
}
