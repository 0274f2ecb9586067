using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>A row of SET-UP.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Hint">What it is for.</param>
/// <param name="Value">How it stands.</param>
internal abstract record SetUpRow(string Label, string Hint, string Value);

/// <summary>Leads to a screen of its own.</summary>
internal sealed record OpeningRow(string Label, string Hint, string Value, ScreenName Opens) : SetUpRow(Label, Hint, Value);

/// <summary>A press changes it over.</summary>
internal sealed record SwitchRow(string Label, string Hint, bool IsOn, RecorderCommand Other) : SetUpRow(Label, Hint, IsOn ? "on" : "off");

/// <summary>A press takes it up, MAIN turns it, a press sets it; BACK leaves it as it was.</summary>
internal sealed record ChoiceRow(string Label, string Hint, ImmutableArray<SetUpChoice> Choices, int Current, string Unknown = "-")
    : SetUpRow(Label, Hint, Current >= 0 ? Choices[Current].Word : Unknown);

/// <summary>One of the values a row can have.</summary>
internal readonly record struct SetUpChoice(string Word, RecorderCommand Command);

/// <summary>Asks before it does it.</summary>
internal sealed record AskingRow(string Label, string Hint, string Value, Question? Asks, string Nothing) : SetUpRow(Label, Hint, Value);

/// <summary>The panel's own switches.</summary>
internal sealed record PanelRow(string Label, string Hint, bool IsOn, PanelSwitch Switch) : SetUpRow(Label, Hint, IsOn ? "on" : "off");

/// <summary>What the panel itself switches.</summary>
internal enum PanelSwitch
{
    Night, Lock,
}

/// <summary>SET-UP: one declaration of its rows, drawn and steered from.</summary>
internal static class SetUpRows
{
    private static readonly int[] PreRolls = [0, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60];
    private static readonly int[] SleepMinutes = [2, 5, 10, 30, 60, 120, 0];
    private static readonly SampleFormat[] Formats = [SampleFormat.S16, SampleFormat.S24, SampleFormat.S32, SampleFormat.F32];

    /// <summary>The rows as they stand, in the order they are turned through.</summary>
    public static SetUpRow[] Of(RecorderSnapshot snapshot, PanelState state) =>
    [
        new OpeningRow("Bands", "Names, pairs, microphones", snapshot.SetUp.Band, ScreenName.Bands),
        new OpeningRow("Pairs", "Two inputs as left and right", Count(snapshot.Inputs.Count(input => input.IsPaired) / 2), ScreenName.Pairs),
        new OpeningRow("Microphones", "What each input is fed by", "", ScreenName.Microphones),
        Rate(snapshot),
        Format(snapshot),
        Interface(snapshot),
        ClockSource(snapshot),
        PreRoll(snapshot),
        Period(snapshot),
        new SwitchRow("At power-on", "Record as soon as power comes", snapshot.SetUp.RecordsAtPowerOn, new SetRecordAtPowerOn(!snapshot.SetUp.RecordsAtPowerOn)),
        new SwitchRow("Second copy", "On the stick, while recording", snapshot.SecondCopy.IsWanted, new SetSecondCopy(!snapshot.SecondCopy.IsWanted)),
        new OpeningRow("Date and time", "Told in every file", Clock(snapshot), ScreenName.DateTime),
        new OpeningRow("Pair a browser", "A code for its page", Browsers(snapshot.Pairing.Browsers), ScreenName.Pairing),
        new OpeningRow("MIDI", "Teach a surface's controls", LearnRows.HasPupil(snapshot) ? "learns" : "", ScreenName.Learn),
        new PanelRow("Night", "Dim, sleeps after 20 s", state.IsNight, PanelSwitch.Night),
        new PanelRow("Lock", "Only MARK acts", state.IsLocked, PanelSwitch.Lock),
        Sleep(snapshot),
        new OpeningRow("Bin", snapshot.Bin.IsEmpty ? "Empty" : "Takes that can come back", Takes(snapshot.Bin.Length), ScreenName.Bin),
        EmptyBin(snapshot),
        .. snapshot.Surfaces.Surfaces.Select(Surface),
    ];

    /// <summary>They as a list of words; the row taken up shows what it is turned to.</summary>
    public static ListContent List(RecorderSnapshot snapshot, PanelState state) =>
        SettingRows.List("SET-UP", "", Of(snapshot, state), state);

    /// <summary>"3 takes"; nothing when there is none.</summary>
    public static string Takes(int takes) => takes switch
    {
        0 => "",
        1 => "1 take",
        _ => string.Create(CultureInfo.InvariantCulture, $"{takes} takes"),
    };

    private static string Browsers(int browsers) => browsers == 0 ? "" : browsers.ToString(CultureInfo.InvariantCulture);

    private static string Count(int pairs) => pairs == 0 ? "" : pairs.ToString(CultureInfo.InvariantCulture);

    private static ChoiceRow Rate(RecorderSnapshot snapshot)
    {
        var rates = snapshot.SetUp.RatesHz;
        return new("Rate", "Frames a second", [.. rates.Select(rate => new SetUpChoice(Kilohertz(rate), new SetRate(rate)))],
            rates.IndexOf(snapshot.Interface.RateHz), snapshot.Interface.RateHz > 0 ? Kilohertz(snapshot.Interface.RateHz) : "-");
    }

    private static ChoiceRow Format(RecorderSnapshot snapshot) => new("Format", "Of the tracks",
        [.. Formats.Select(format => new SetUpChoice(Bits(format), new SetFormat(format)))],
        snapshot.Interface.IsPresent ? Array.IndexOf(Formats, snapshot.Interface.Format) : -1);

    // The first choice leaves it to the recorder.
    private static ChoiceRow Interface(RecorderSnapshot snapshot)
    {
        var present = snapshot.Interface.Present;
        return new("Interface", "Which to record from",
            [new SetUpChoice("best", new ChooseInterface("")), .. present.Select(one => new SetUpChoice(one.Name, new ChooseInterface(one.Key)))],
            1 + present.ToList().FindIndex(one => one.IsChosen));
    }

    // By the card's own words; where it lets nothing choose, the row says so when it is taken up.
    private static ChoiceRow ClockSource(RecorderSnapshot snapshot)
    {
        ImmutableArray<string> sources = snapshot.Interface.Clock is { Sources.IsDefault: false } clock ? clock.Sources : [];
        return new("Clock source", "The interface runs by it",
            [.. sources.Select((word, source) => new SetUpChoice(word, new SetClockSource(source)))],
            (uint)(snapshot.Interface.Clock?.Source ?? -1) < (uint)sources.Length ? snapshot.Interface.Clock!.Value.Source : -1, "its own");
    }

    private static AskingRow Surface(SurfaceState surface) => new(surface.Name, "A control surface", surface.Protocol == SurfaceProtocol.Mackie ? "Mackie" : "mapped",
        new Question(surface.Name,
        [
            new Answer("Leave"), new Answer("Mackie", new SetSurfaceProtocol(surface.Name, SurfaceProtocol.Mackie)),
            new Answer("Mapped", new SetSurfaceProtocol(surface.Name, SurfaceProtocol.Mapped)), new Answer("Forget", new ForgetLearned(surface.Name)),
        ]), "");

    private static ChoiceRow Period(RecorderSnapshot snapshot)
    {
        var rateHz = snapshot.Interface.RateHz;
        return new("Period", "Of what is heard, in frames",
            [.. MonitorPeriod.Choices.Select(frames => new SetUpChoice(Words(frames), new SetMonitorPeriod(frames)))],
            MonitorPeriod.Choices.ToList().IndexOf(snapshot.SetUp.MonitorPeriodFrames), Words(snapshot.SetUp.MonitorPeriodFrames));

        string Words(int frames) => rateHz > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{frames}, {1000.0 * frames / rateHz:0.0} ms")
            : frames.ToString(CultureInfo.InvariantCulture);
    }

    private static ChoiceRow PreRoll(RecorderSnapshot snapshot)
    {
        var choices = Sorted(PreRolls, snapshot.SetUp.PreRollSeconds);
        return new("Pre-roll", "What a take has before REC",
            [.. choices.Select(seconds => new SetUpChoice($"{ValueText.Round(seconds, 1, optional: true)} s", new SetPreRoll(seconds)))],
            Array.IndexOf(choices, snapshot.SetUp.PreRollSeconds));
    }

    private static ChoiceRow Sleep(RecorderSnapshot snapshot) => new("Display sleeps", "When nothing goes on",
        [.. SleepMinutes.Select(minutes => new SetUpChoice(Minutes(minutes), new SetDisplaySleep(minutes)))],
        Math.Max(0, Array.IndexOf(SleepMinutes, snapshot.SetUp.DisplaySleepMinutes)));

    private static AskingRow EmptyBin(RecorderSnapshot snapshot) => new("Empty the bin", "Deletes for good", Takes(snapshot.Bin.Length),
        snapshot.Bin.IsEmpty ? null : Question.YesNo($"Delete {Takes(snapshot.Bin.Length)} for good?", new EmptyBin()), "The bin is empty.");

    // A value that was written by hand into the file stands among the usual ones.
    private static double[] Sorted(int[] usual, double value) => [.. usual.Select(one => (double)one).Append(value).Distinct().Order()];

    private static string Clock(RecorderSnapshot snapshot) => snapshot.SetUp.WallClock?.ToString("d MMM HH:mm", CultureInfo.InvariantCulture) ?? "-";

    private static string Minutes(int minutes) => minutes == 0 ? "never"
        : minutes >= 60 ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h")
        : string.Create(CultureInfo.InvariantCulture, $"{minutes} min");

    private static string Kilohertz(int rateHz) => $"{ValueText.Round(rateHz / 1000.0, 1, optional: true)} kHz";

    private static string Bits(SampleFormat format) => format switch
    {
        SampleFormat.S16 => "16 bit",
        SampleFormat.S24 => "24 bit",
        SampleFormat.S32 => "32 bit",
        _ => "32 float",
    };
}
