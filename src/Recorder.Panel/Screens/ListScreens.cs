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
/// <param name="Value">What stands at its right.</param>
/// <param name="IsTaken">Whether MAIN turns its value now.</param>
internal readonly record struct MenuRow(string Label, string Hint, ScreenName? Opens = null, string Value = "", bool IsTaken = false);

/// <summary>A list of words on the display.</summary>
internal sealed record ListContent(string Title, string About, MenuRow[] Rows, string Empty = "");

/// <summary>What can be done with a take, row by row of its menu.</summary>
internal enum TakeAction
{
    Play, Look, QuickMix, Master, Star, Name, Songs, Layers, Bin,
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
        new("Sound check", "Gain, hum, noise, polarity", ScreenName.SoundCheck),
        new("Card test", "How many inputs this card takes", ScreenName.CardTest),
        new("Click", "Tempo, count-in; in the phones only", ScreenName.Click),
        new("Cues", "Musicians' own mixes, outputs 3 and up", ScreenName.Cues),
        new("Export", "To a stick, read back, compared", ScreenName.Export),
        new("Set-up", "Bands, format, clock, bin", ScreenName.SetUp),
    ];

    /// <summary>What can be done with a take, in the order of <see cref="TakeAction"/>.</summary>
    public static MenuRow[] TakeMenu { get; } =
    [
        new("Play", "Listen from the start"),
        new("Look inside", "Playhead anywhere, markers", ScreenName.Take),
        new("Quick mix", "Into a new scene; your own moves stay"),
        new("Master", "A new version; the old ones stay"),
        new("Star", "Or take the star off"),
        new("Name", "Letter by letter"),
        new("Songs", "Between boundaries: BACK + MARK", ScreenName.Songs),
        new("Layers", "Pick one of each track", ScreenName.Layers),
        new("Bin", "It comes back until the bin is emptied"),
    ];

    /// <summary>The list a screen is; null when it is none.</summary>
    public static ListContent? Of(RecorderSnapshot snapshot, PanelState state) => state.Screen switch
    {
        ScreenName.Menu => new("MENU", Format(snapshot), Menu),
        ScreenName.TakeMenu => new(string.Create(CultureInfo.InvariantCulture, $"T{state.TakeNumber}"),
            snapshot.Takes.FirstOrDefault(take => take.Number == state.TakeNumber)?.Name ?? "", TakeMenu),
        ScreenName.Scenes => MixMenu.List(snapshot),
        ScreenName.MorphTargets => MorphScreen.Targets(snapshot),
        ScreenName.Songs => new("SONGS", "", [.. (snapshot.Open?.SongSeconds ?? []).Select(LayerRows.Song)], "One song. BACK + MARK while it plays: boundary."),
        ScreenName.Layers => new("LAYERS", CompareText.Named(snapshot.Compare) ?? "", [.. LayerRows.Tracks(snapshot).Select(LayerRows.Row)], "No layers yet. REC while it plays makes one."),
        ScreenName.SetUp => SetUpRows.List(snapshot, state),
        ScreenName.MasterOptions => SettingRows.List("MASTER", Named(snapshot.Open), MasterRows.Of(snapshot), state),
        ScreenName.Formats => SettingRows.List("FORMATS", "", MasterRows.Formats(snapshot), state),
        ScreenName.References => MasterRows.References(snapshot),
        ScreenName.Learn => LearnRows.List(snapshot, state),
        ScreenName.Bands => InputLists.Bands(snapshot),
        ScreenName.SoundCheck => SoundCheckScreen.List(snapshot),
        ScreenName.Bin => new("BIN", SetUpRows.Takes(snapshot.Bin.Length), [.. snapshot.Bin.Select(BinRow)], "The bin is empty."),
        _ => null,
    };

    /// <summary>Draws it on the large display.</summary>
    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state, ListContent list)
    {
        Draw(frame, snapshot, state, list.Title, list.About, list.Rows);
        if (list.Rows.Length == 0)
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, list.Empty, Grey.Text);
    }

    private static string Named(OpenTakeState? take) =>
        take is null ? "" : string.Create(CultureInfo.InvariantCulture, $"T{take.Number} {take.Name}").TrimEnd();

    private static MenuRow BinRow(TakeSummary take) => new(
        string.Create(CultureInfo.InvariantCulture, $"T{take.Number} {take.Name}").TrimEnd(), "MAIN press: bring back", Value: TimeText.Short(take.Seconds));

    private static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state, string title, string about, MenuRow[] rows)
    {
        StatusLine.Draw(frame, snapshot, title, about);
        ListRows.Draw(frame, rows.Length, state.Row, (index, y, isChosen) =>
        {
            var right = rows[index].Value.Length == 0 ? 248 : frame.TextRight(Faces.Small, 247, y, Faces.Small.Fit(rows[index].Value, 247 - HintX), isChosen ? Grey.Live : Grey.Text) - 6;
            if (rows[index].IsTaken)
                frame.Fill(right + 6, y + 8, 247 - right - 5, 1, Grey.Live);
            // A name that is longer than its column goes before the hint.
            var end = frame.Text(Faces.Small, 5, y, Faces.Small.Fit(rows[index].Label, right - 5), isChosen ? Grey.Live : Grey.Text);
            if (end < HintX)
                frame.Text(Faces.Small, HintX, y, Faces.Small.Fit(rows[index].Hint, right - HintX), isChosen ? Grey.Text : Grey.Label);
        });
        if (rows.Length > 0)
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
