using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Studio.Translation;

/// <summary>
/// Whether a master holds on phone, car, club and as MP3: measured on a part of the mix through the chain as the knobs stand. What it
/// advises it has tried: the same part is mastered with that knob turned, and only what shrinks the lack is said.
/// </summary>
public static class TranslationCheck
{
    /// <summary>The most letters of an advice: MASTER's line, beside its range.</summary>
    public const int MostLetters = 42;

    /// <summary>What is said when nothing is wrong.</summary>
    public const string Holds = "Holds on phone, car, club, MP3.";

    // The least change of a level that is heard with certainty.
    private const double HeardDb = 1;

    /// <summary>One advice for each system that something is wrong on, the strongest first; <see cref="Holds"/> when nothing is; nothing for silence.</summary>
    /// <param name="mix">The mix.</param>
    /// <param name="values">The chain's values.</param>
    /// <param name="isAimFixed">Whether Aim is not under the hand: an album sets it.</param>
    /// <param name="cancel">Ends it.</param>
    public static ImmutableArray<PlaybackAdvice> Advise(MixPart mix, MasterValues values, bool isAimFixed, CancellationToken cancel = default)
    {
        if (!double.IsFinite(mix.Lufs))
            return [];
        var now = new MasteredPart(mix, values, cancel);
        var lacks = TranslationRule.All.Select(rule => (Rule: rule, BeyondDb: rule.BeyondDb(now))).Where(lack => lack.BeyondDb > 0)
            .GroupBy(lack => lack.Rule.System).Select(system => system.MaxBy(lack => lack.BeyondDb)).OrderByDescending(lack => lack.BeyondDb).ToList();
        if (lacks.Count == 0)
            return [new PlaybackAdvice(PlaybackSystem.Studio, Holds)];
        return [.. lacks.Select(lack => new PlaybackAdvice(lack.Rule.System, $"{NameOf(lack.Rule.System)}: {lack.Rule.Words}, {Help(mix, values, lack.Rule, lack.BeyondDb, isAimFixed, cancel)}"))];
    }

    private static string NameOf(PlaybackSystem system) => system == PlaybackSystem.Mp3 ? "MP3" : system.ToString();

    // A knob that does nothing for it is not named: then it is a matter of the mix.
    private static string Help(MixPart mix, MasterValues values, TranslationRule rule, double beyondDb, bool isAimFixed, CancellationToken cancel)
    {
        foreach (var remedy in rule.Remedies.Where(remedy => !isAimFixed || remedy.Knob != MasterParameter.TargetLufs))
        {
            if (Amount(mix, values, rule, remedy, beyondDb, cancel) is { } amount)
                return $"try {remedy.Knob.Spec().Short} {ParameterText.Signed(amount, 0)}";
        }
        return "see MIX";
    }

    // The least that makes it well; else the most that is possible, when that is heard.
    private static int? Amount(MixPart mix, MasterValues values, TranslationRule rule, Remedy remedy, double beyondDb, CancellationToken cancel)
    {
        int? best = null;
        foreach (var amount in remedy.Amounts)
        {
            var turned = values.With(remedy.Knob, values[remedy.Knob] + amount);
            if (turned[remedy.Knob] != values[remedy.Knob] + amount)
                break;
            var then = rule.BeyondDb(new MasteredPart(mix, turned, cancel));
            if (then <= 0)
                return amount;
            if (beyondDb - then >= HeardDb)
                best = amount;
        }
        return best;
    }
}
