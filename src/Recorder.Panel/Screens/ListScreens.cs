using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>A row of a menu.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Hint">What it is for; for what does not exist yet, that it does not.</param>
/// <param name="Opens">The screen it leads to; null where it does something else, or is not there yet.</param>
internal readonly record struct MenuRow(string Label, string Hint, ScreenName? Opens = null);

/// <summary>What can be done with a take, row by row of its menu.</summary>
internal enum TakeAction
{
    Play, QuickMix, Master, Star, Name, Songs, Layers, Bin,
}

/// <summary>The screens that are a list of words: menu, scenes, what to do with a take.</summary>
internal static class ListScreens
{
    private const int HintX = 76;

    /// <summary>The menu, in the order it is turned through.</summary>
    public static MenuRow[] Menu { get; } =
    [
        new("Takes", "Play, star, mix, bin", ScreenName.Takes),
        new("Arm", "Which inputs a take records", ScreenName.Arm),
        new("Names", "Kick, Snare, Voice ...", ScreenName.Names),
        new("Sound check", "Not in this version"),
        new("Card test", "Not in this version"),
        new("Click", "Not in this version"),
        new("Cues", "Not in this version"),
        new("Export", "To a stick, read back, compared", ScreenName.Export),
        new("Set-up", "Not in this version"),
    ];

    /// <summary>What can be done with a take, in the order of <see cref="TakeAction"/>.</summary>
    public static MenuRow[] TakeMenu { get; } =
    [
        new("Play", "Listen from the start"),
        new("Quick mix", "Into a new scene; your own moves stay"),
        new("Master", "A new version; the old ones stay"),
        new("Star", "Or take the star off"),
        new("Name", "Not in this version"),
        new("Songs", "Not in this version"),
        new("Layers", "Not in this version"),
        new("Bin", "It comes back until the bin is emptied"),
    ];

    public static void DrawMenu(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state) =>
        Draw(frame, snapshot, state, "MENU", Format(snapshot), Menu);

    public static void DrawTakeMenu(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state) =>
        Draw(frame, snapshot, state, string.Create(CultureInfo.InvariantCulture, $"T{state.TakeNumber}"),
            snapshot.Takes.FirstOrDefault(take => take.Number == state.TakeNumber)?.Name ?? "", TakeMenu);

    public static void DrawScenes(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state) =>
        Draw(frame, snapshot, state, "SCENES", "",
            [.. snapshot.Mix.SceneNames.Select(name => new MenuRow(name, name == snapshot.Mix.SceneName ? "you hear this one" : ""))]);

    private static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state, string title, string about, MenuRow[] rows)
    {
        StatusLine.Draw(frame, snapshot, title, about);
        ListRows.Draw(frame, rows.Length, state.Row, (index, y, isChosen) =>
        {
            frame.Text(Faces.Small, 5, y, Faces.Small.Fit(rows[index].Label, HintX - 8), isChosen ? Grey.Live : Grey.Text);
            frame.Text(Faces.Small, HintX, y, Faces.Small.Fit(rows[index].Hint, 248 - HintX), isChosen ? Grey.Text : Grey.Label);
        });
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "MAIN turn: choose   press: open", Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "BACK: meters", Grey.Label);
    }

    // "48k 24b 16 tr": how takes are written, which left METERS for want of room.
    private static string Format(RecorderSnapshot snapshot)
    {
        if (!snapshot.Interface.IsPresent)
            return "";
        var rate = ValueText.Round(snapshot.Interface.RateHz / 1000.0, 1, optional: true);
        var bits = snapshot.Interface.Format switch
        {
            Core.Units.SampleFormat.S16 => "16b",
            Core.Units.SampleFormat.S24 => "24b",
            Core.Units.SampleFormat.S32 => "32b",
            _ => "32f",
        };
        var armed = snapshot.Inputs.Count(input => input.IsArmed);
        return string.Create(CultureInfo.InvariantCulture, $"{Faces.Small.Fit(snapshot.Interface.Name, 70)}   {rate}k {bits} {armed} tr");
    }
}
