using System.Globalization;
using System.Text.RegularExpressions;

namespace Recorder.Linux.Audio.Controls;

/// <summary>What a mixer element is for.</summary>
internal enum ControlPurpose
{
    /// <summary>Nothing that recording needs.</summary>
    None,

    Gain,
    Pad,
    Phantom,
    ClockSource,
    ClockValidity,
    ClockRate,
}

/// <summary>What the name of a mixer element tells.</summary>
/// <remarks>
/// Names are words of the drivers: "Mic 1 Capture Volume", "Line In 3-4 Gain", "Input 2 48V", "Phantom Power Capture Switch" with
/// an index. They are looked at for what they say and to which input they belong; what cannot be told is left alone.
/// </remarks>
/// <param name="Purpose">What it is for.</param>
/// <param name="FirstInput">The first input it belongs to, from 0; null when the name does not say.</param>
/// <param name="LastInput">The last one.</param>
internal readonly partial record struct ControlName(ControlPurpose Purpose, int? FirstInput, int? LastInput)
{
    /// <summary>Reads a name.</summary>
    /// <param name="name">As the card has it.</param>
    /// <param name="isSwitch">Whether the element is on or off.</param>
    /// <param name="isChoice">Whether it is one of several words.</param>
    public static ControlName Of(string name, bool isSwitch, bool isChoice)
    {
        var purpose = PurposeOf(name, isSwitch, isChoice);
        if (purpose is not (ControlPurpose.Gain or ControlPurpose.Pad or ControlPurpose.Phantom))
            return new(purpose, null, null);
        var numbers = Numbers().Match(Volts().Replace(name, " "));
        if (!numbers.Success)
            return new(purpose, null, null);
        var first = int.Parse(numbers.Groups["first"].ValueSpan, CultureInfo.InvariantCulture) - 1;
        var last = numbers.Groups["last"] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) - 1 : first;
        return first < 0 || last < first ? new(purpose, null, null) : new(purpose, first, last);
    }

    private static ControlPurpose PurposeOf(string name, bool isSwitch, bool isChoice)
    {
        if (isChoice)
            return ClockChoice().IsMatch(name) ? ControlPurpose.ClockSource : ControlPurpose.None;
        if (Outputs().IsMatch(name))
            return ControlPurpose.None;
        if (isSwitch)
        {
            return Phantom().IsMatch(name) ? ControlPurpose.Phantom
                : Pad().IsMatch(name) ? ControlPurpose.Pad
                : Validity().IsMatch(name) ? ControlPurpose.ClockValidity
                : ControlPurpose.None;
        }
        return Rate().IsMatch(name) ? ControlPurpose.ClockRate
            : Gain().IsMatch(name) ? ControlPurpose.Gain
            : ControlPurpose.None;
    }

    [GeneratedRegex(@"\b(playback|output|monitor|headphone|phones|speaker|pcm)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Outputs();

    [GeneratedRegex(@"phantom|\b(\+?48 ?v)", RegexOptions.IgnoreCase)]
    private static partial Regex Phantom();

    [GeneratedRegex(@"\b\+?48 ?v(olts?)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Volts();

    [GeneratedRegex(@"\bpad\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pad();

    [GeneratedRegex(@"\b(capture volume|gain|(mic|line|input|analogue?)\b.*\b(volume|level))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Gain();

    [GeneratedRegex(@"\b(clock|sync)\b.*\b(source|selector|mode|reference)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClockChoice();

    [GeneratedRegex(@"\b(clock|sync)\b.*\b(validity|valid|lock(ed)?|status)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Validity();

    [GeneratedRegex(@"\b(sample ?rate|current rate|sampling rate|system rate)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Rate();

    [GeneratedRegex(@"(?<![\d.])(?<first>\d{1,2})(\s*[-/&]\s*(?<last>\d{1,2}))?(?![\d.])")]
    private static partial Regex Numbers();
}
