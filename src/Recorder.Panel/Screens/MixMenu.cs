using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>Behind MIX: the scenes, and what can be done with the mix. Drawn and opened from here alone.</summary>
internal static class MixMenu
{
    /// <summary>The rows: a scene each, then what else there is.</summary>
    public static ListContent List(RecorderSnapshot snapshot) => new("SCENES", "",
        [.. snapshot.Mix.SceneNames.Select(name => new MenuRow(name, name == snapshot.Mix.SceneName ? "you hear this one" : "")), .. Others(snapshot)],
        "No scenes yet. BACK + MIX makes one.");

    /// <summary>The screen that a row leads to; null for a scene.</summary>
    public static ScreenName? OpenedBy(RecorderSnapshot snapshot, int row)
    {
        var (others, index) = (Others(snapshot), row - snapshot.Mix.SceneNames.Length);
        return (uint)index < (uint)others.Length ? others[index].Opens : null;
    }

    /// <summary>Whether a row makes stems.</summary>
    public static bool IsStems(RecorderSnapshot snapshot, int row) => row == snapshot.Mix.SceneNames.Length + Others(snapshot).Length - 1;

    private static ImmutableArray<MenuRow> Others(RecorderSnapshot snapshot) =>
    [
        new("Morph A-B", "Step by step to another scene", ScreenName.MorphTargets),
        .. snapshot.Mix.Groups.IsEmpty ? (MenuRow[])[] : [new MenuRow("Groups", "Channels that go together", ScreenName.Groups)],
        .. snapshot.Mix.QuickMixMoves.IsEmpty ? (MenuRow[])[] : [new MenuRow("Quick mix", "What it did, in sentences", ScreenName.QuickMix)],
        new("Stems", "A file per group and channel", Value: Progress(snapshot.Job)),
    ];

    private static string Progress(JobState? job) => job is { Kind: JobKind.Stems } && JobText.IsUnderWay(job)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Clamp(job.Progress, 0, 1) * 100):0} %")
        : "";
}
