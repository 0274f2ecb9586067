using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens;

/// <summary>The screens whose rows are values that a press changes, opens or takes up: drawn and steered alike.</summary>
internal static class SettingRows
{
    /// <summary>The rows of the screen shown; null when it is no such.</summary>
    public static SetUpRow[]? Of(RecorderSnapshot snapshot, PanelState state) => state.Screen switch
    {
        ScreenName.SetUp => SetUpRows.Of(snapshot, state),
        ScreenName.MasterOptions => MasterRows.Of(snapshot),
        ScreenName.Formats => MasterRows.Formats(snapshot),
        _ => null,
    };

    /// <summary>Them as a list of words; the row taken up shows what it is turned to.</summary>
    public static ListContent List(string title, string about, SetUpRow[] rows, PanelState state) =>
        new(title, about, [.. rows.Select((row, index) => Shown(row, index == state.Row ? state.Choice : null))]);

    private static MenuRow Shown(SetUpRow row, int? choice) => row is ChoiceRow { Choices: var choices } && choice is { } turned
        ? new(row.Label, "Turn; press: set", Value: choices[Math.Clamp(turned, 0, choices.Length - 1)].Word, IsTaken: true)
        : new(row.Label, row.Hint, Value: row.Value);
}
