using System.Globalization;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens.Parts;

/// <summary>A/B in words: the side that is heard, and what it is turned down by to be as loud as the other.</summary>
internal static class CompareText
{
    /// <summary>"A/B off", "A/B ...", "A/B B -2.4".</summary>
    public static string Short(CompareState? compare) => compare switch
    {
        null => "A/B off",
        { Side: CompareSide.Measuring } => "A/B ...",
        { Side: CompareSide.A } => $"A/B A{Gain(compare.GainADb)}",
        _ => $"A/B B{Gain(compare.GainBDb)}",
    };

    /// <summary>"B Guitar layer 2 -2.4"; null while nothing is compared.</summary>
    public static string? Named(CompareState? compare) => compare switch
    {
        null => null,
        { Side: CompareSide.Measuring } => "A/B: measuring",
        { Side: CompareSide.A } => $"A {compare.A}{Gain(compare.GainADb)}",
        _ => $"B {compare.B}{Gain(compare.GainBDb)}",
    };

    private static string Gain(double gainDb) => gainDb > -0.05 ? "" : string.Create(CultureInfo.InvariantCulture, $" {gainDb:0.0}");
}
