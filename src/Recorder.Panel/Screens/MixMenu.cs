using System.Collections.Immutable;
using Recorder.Core.Snapshots;

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

    private static ImmutableArray<MenuRow> Others(RecorderSnapshot snapshot) =>
    [
        new("Morph A-B", "Step by step to another scene", ScreenName.MorphTargets),
        .. snapshot.Mix.Groups.IsEmpty ? (MenuRow[])[] : [new MenuRow("Groups", "Channels that go together", ScreenName.Groups)],
        .. snapshot.Mix.QuickMixMoves.IsEmpty ? (MenuRow[])[] : [new MenuRow("Quick mix", "What it did, in sentences", ScreenName.QuickMix)],
    ];
}
