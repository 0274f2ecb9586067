using System.Globalization;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens.Parts;

/// <summary>What is said about a job.</summary>
internal static class JobText
{
    /// <summary>The words for a kind of job.</summary>
    public static string Name(JobKind kind) => kind switch
    {
        JobKind.QuickMix => "Quick mix",
        JobKind.Master => "Master",
        JobKind.CardTest => "Card test",
        JobKind.Stems => "Stems",
        _ => "Export",
    };

    /// <summary>"Master of Song 4: 42 %, 1 min left."</summary>
    public static string Progress(JobState job)
    {
        var subject = job.Subject.Length > 0 ? $" of {job.Subject}" : "";
        var percent = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Clamp(job.Progress, 0, 1) * 100):0} %");
        return job.Phase switch
        {
            JobPhase.Waiting => $"{Name(job.Kind)}{subject} waits for its turn.",
            JobPhase.Paused => $"{Name(job.Kind)}{subject}: {percent}, rests while you record.",
            _ when job.SecondsLeft is { } left => $"{Name(job.Kind)}{subject}: {percent}, {TimeText.Remaining(left)} left.",
            _ => $"{Name(job.Kind)}{subject}: {percent}.",
        };
    }

    /// <summary>What a held STOP does to it.</summary>
    public static string Cancelling(JobState job) => job.Kind == JobKind.CardTest ? "Hold STOP: end the card test" : "Hold STOP: cancel, finished files stay";

    /// <summary>Whether a job is under way.</summary>
    public static bool IsUnderWay(JobState? job) => job is { Phase: JobPhase.Waiting or JobPhase.Running or JobPhase.Paused };
}
