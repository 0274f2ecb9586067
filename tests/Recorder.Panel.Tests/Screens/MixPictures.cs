using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Screens;

/// <summary>What lies behind MIX's knobs and its MAIN press, for <see cref="ScreenTests"/>.</summary>
internal static class MixPictures
{
    public static Dictionary<string, (string Caption, RecorderSnapshot Snapshot, PanelState State)> Large { get; } = new()
    {
        ["mix-buses"] = ("MIX, MAIN turned on: groups, effects, the mix", Samples.Grouped, new PanelState { Screen = ScreenName.Mix, IsOnBuses = true }),
        ["mix-grouped"] = ("MIX: the keys' group is muted", Samples.Grouped, new PanelState { Screen = ScreenName.Mix }),
        ["groups"] = ("GROUPS: who belongs to the drums", Samples.Grouped, new PanelState { Screen = ScreenName.Groups }),
        ["group-question"] = ("What to do with a group", Samples.Grouped, new PanelState { Screen = ScreenName.Groups, Question = AboutGroup }),
        ["effect-reverb"] = ("EFFECT: inside the reverb", Samples.Grouped, new PanelState { Screen = ScreenName.Effect, Bus = BusBank.Reverb }),
        ["effect-delay"] = ("EFFECT: inside the delay", Samples.Grouped, new PanelState { Screen = ScreenName.Effect, Bus = BusBank.Delay }),
        ["scenes"] = ("SCENES, and what else is behind MIX", Samples.Grouped, new PanelState { Screen = ScreenName.Scenes, Row = 1 }),
        ["morph-targets"] = ("MORPH TO: which scene", Morphing, new PanelState { Screen = ScreenName.MorphTargets, Row = 1 }),
        ["morph"] = ("MORPH: MAIN goes there and back", Morphing, new PanelState { Screen = ScreenName.Morph, MorphTo = "Quick mix 1" }),
        ["scenes-end"] = ("SCENES: the last rows; stems are being made", Stemming, new PanelState { Screen = ScreenName.Scenes, Row = 7 }),
    };

    public static Dictionary<string, (string Caption, RecorderSnapshot Snapshot, PanelState State)> Small { get; } = new()
    {
        ["small-mix-group"] = ("MIX, behind the last channel: a group", Samples.Grouped, SmallAt(ScreenName.Mix, bus: 0)),
        ["small-mix-delay"] = ("MIX: the delay", Samples.Grouped, SmallAt(ScreenName.Mix, bus: BusBank.Delay)),
        ["small-groups"] = ("GROUPS", Samples.Grouped, SmallAt(ScreenName.Groups, row: 2)),
        ["small-group-question"] = ("What to do with a group", Samples.Grouped, new PanelState { IsSmall = true, Screen = ScreenName.Groups, Question = AboutGroup }),
        ["small-effect"] = ("EFFECT: inside the reverb", Samples.Grouped, SmallAt(ScreenName.Effect, bus: BusBank.Reverb)),
        ["small-effect-end"] = ("EFFECT: the next values", Samples.Grouped, new PanelState { IsSmall = true, Screen = ScreenName.Effect, Bus = BusBank.Delay, Group = 1 }),
        ["small-scenes"] = ("SCENES", Samples.Grouped, SmallAt(ScreenName.Scenes, row: 1)),
        ["small-morph-targets"] = ("MORPH TO", Morphing, SmallAt(ScreenName.MorphTargets, row: 1)),
        ["small-morph"] = ("MORPH", Morphing, new PanelState { IsSmall = true, Screen = ScreenName.Morph, MorphTo = "Quick mix 1" }),
        ["small-scenes-end"] = ("SCENES: the last rows", Stemming, SmallAt(ScreenName.Scenes, row: 7)),
    };

    private static RecorderSnapshot Morphing => Samples.Grouped with { Mix = Samples.Grouped.Mix with { Morph = new MorphState("Quick mix 1", 42) } };

    private static RecorderSnapshot Stemming =>
        Samples.Grouped with { Transport = TransportState.Idle, Job = new JobState { Kind = JobKind.Stems, Phase = JobPhase.Running, Progress = 0.42 } };

    private static Question AboutGroup => new("Drums", [new Answer("Leave"), new Answer("Name it"), new Answer("All by names")]);

    private static PanelState SmallAt(ScreenName screen, int row = 0, int bus = 0) =>
        new() { IsSmall = true, Screen = screen, Row = row, Channel = 6, IsOnBuses = true, Bus = bus };
}
