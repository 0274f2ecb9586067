using System.Collections.Immutable;
using Recorder.Core.SetUp;

namespace Recorder.Core.Snapshots;

/// <summary>What SET-UP shows beside the interface's own state.</summary>
public sealed record SetUpState
{
    /// <summary>Rates the interface offers, rising; empty while unknown.</summary>
    public ImmutableArray<int> RatesHz { get; init; } = [];

    /// <summary>Seconds before REC that belong to a take.</summary>
    public double PreRollSeconds { get; init; } = 5;

    /// <summary>Frames that are mixed and heard at once.</summary>
    public int MonitorPeriodFrames { get; init; } = MonitorPeriod.UsualFrames;

    /// <summary>Whether a take begins by itself when power comes.</summary>
    public bool RecordsAtPowerOn { get; init; }

    /// <summary>Minutes after which an untouched display sleeps; 0 is never.</summary>
    public int DisplaySleepMinutes { get; init; } = 30;

    /// <summary>The bands whose set-up is kept for this interface, in the order of their names.</summary>
    public ImmutableArray<string> Bands { get; init; } = [];

    /// <summary>The band stored or recalled last; empty when none was.</summary>
    public string Band { get; init; } = "";

    /// <summary>What the wall clock believes, to the minute; null while unknown.</summary>
    public DateTimeOffset? WallClock { get; init; }
}
