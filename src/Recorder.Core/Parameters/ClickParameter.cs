using System.Collections.Immutable;
using static Recorder.Core.Parameters.ParameterWarp;

namespace Recorder.Core.Parameters;

/// <summary>The values of the click.</summary>
public enum ClickParameter
{
    TempoBpm, BeatsPerBar, CountInBars, LevelDb, AccentDb, On, WhileIdle,
}

/// <summary>The declarations of all click parameters, indexed by <see cref="ClickParameter"/>.</summary>
public static class ClickParameters
{
    /// <summary>How many parameters the click has.</summary>
    public const int Count = (int)ClickParameter.WhileIdle + 1;

    /// <summary>One declaration per <see cref="ClickParameter"/>.</summary>
    public static ImmutableArray<ParameterSpec> Specs { get; } =
    [
        new("tempoBpm", "Tempo", "Tempo", "", 40, 240, 120, Linear, 0, "Beats in a minute.") { Step = 1 },
        new("beatsPerBar", "Beats in a bar", "Beats", "", 1, 12, 4, Linear, 0, "Every so many beats one is accented.") { Step = 1 },
        new("countInBars", "Count-in", "Count", "", 0, 4, 1, Linear, 0, "Bars that are heard before the first one of a take.") { Step = 1 },
        new("levelDb", "Click level", "Level", "dB", StripParameters.SilenceDb, 0, -12, Fader, 1, "Peak of an accent before the headphone level; never in the mix or a file."),
        new("accentDb", "Accent", "Accent", "dB", 0, 24, 6, Linear, 0, "How far the first beat of a bar stands above the others.") { Step = 1 },
        new("on", "Click", "Click", "", 0, 1, 0, Switch, 0, "Heard while a take is recorded, and with takes that were recorded to it."),
        new("whileIdle", "Click while idle", "Idle", "", 0, 1, 0, Switch, 0, "Heard also while nothing is recorded or played."),
    ];

    /// <summary>The declaration of one parameter.</summary>
    public static ParameterSpec Spec(this ClickParameter parameter) => Specs[(int)parameter];
}
