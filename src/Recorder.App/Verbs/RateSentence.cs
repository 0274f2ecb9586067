using Recorder.Session.Journal;

namespace Recorder.App.Verbs;

/// <summary>What a change of the interface's rate means for a take, in words behind its place.</summary>
internal static class RateSentence
{
    public static string Of(RateChange change, int takeRateHz) => change.RunsAtHz == takeRateHz
        ? FormattableString.Invariant($"the interface ran at {takeRateHz} Hz again")
        : FormattableString.Invariant($"the interface ran at {change.RunsAtHz} Hz, not {takeRateHz}: every sample is kept, but plays at the wrong pitch from there on");
}
