using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>The small build's lists: four rows, the chosen one inverse, and what it is for at the foot.</summary>
internal static class SmallLists
{
    private const int Width = 128;
    private const int Rows = 4;

    // The rest is its label's.
    private const int MostOfValue = 84;

    /// <summary>The list a screen is on the small display; null when it is none.</summary>
    public static ListContent? Of(RecorderSnapshot snapshot, PanelState state) => state.Screen switch
    {
        ScreenName.Takes => new("TAKES", "", [.. snapshot.Takes.Select(TakeRow)], "No takes yet. REC makes the first."),
        ScreenName.Arm => new("ARM", "", [.. snapshot.Inputs.Select((input, index) => InputRow(input, index, "MAIN press: arm or leave out", input.IsArmed ? "armed" : "off"))]),
        ScreenName.Names => new("NAMES", "", [.. snapshot.Inputs.Select((input, index) => InputRow(input, index, "K1 turn; MAIN: letters", ""))]),
        ScreenName.Pairs => InputLists.Pairs(snapshot),
        ScreenName.Microphones => InputLists.Microphones(snapshot),
        ScreenName.Groups => GroupsScreen.List(snapshot, state),
        ScreenName.Export when !ExportScreen.IsJobShown(snapshot, state) => snapshot.Storage.StickLabel is null
            ? new("EXPORT", "", [], "No stick. Put one in: nothing is written before MAIN is pressed.")
            : new("EXPORT", "", [.. snapshot.Storage.Offers.Select(offer => OfferRow(offer, snapshot.Master))], "Nothing to copy yet."),
        _ => ListScreens.Of(snapshot, state),
    };

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state, ListContent list)
    {
        SmallScreens.DrawTitle(frame, snapshot, list.Title);
        if (list.Rows.Length == 0)
        {
            SmallScreens.DrawSentence(frame, list.Empty, 16);
            return;
        }
        var chosen = Math.Clamp(state.Row, 0, list.Rows.Length - 1);
        var first = Math.Clamp(chosen - Rows / 2, 0, Math.Max(0, list.Rows.Length - Rows));
        for (var i = first; i < Math.Min(list.Rows.Length, first + Rows); i++)
        {
            var y = 13 + 10 * (i - first);
            var isChosen = i == chosen;
            if (isChosen)
                frame.Fill(0, y - 1, Width, 10, Grey.Live);
            var grey = isChosen ? Grey.Black : Grey.Live;
            var right = list.Rows[i].Value.Length == 0 ? Width - 2 : frame.TextRight(Faces.Small, Width - 3, y, Faces.Small.Fit(list.Rows[i].Value, MostOfValue), grey) - 5;
            frame.Text(Faces.Small, 3, y, Faces.Small.Fit(list.Rows[i].Label, right - 3), grey);
            if (list.Rows[i].IsTaken)
                frame.Fill(right + 5, y + 7, Width - 3 - right - 5, 1, grey);
        }
        frame.Text(Faces.Small, 1, 55, Faces.Small.Fit(list.Rows[chosen].Hint, Width - 2), Grey.Live);
    }

    private static MenuRow TakeRow(TakeSummary take)
    {
        var note = take.LostSeconds > 0 ? MetersScreen.Gap(take.LostSeconds) : take.Note;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{(take.IsStarred ? "★" : "")}T{take.Number} {take.Name}").TrimEnd(),
            note.Length > 0 ? note : "MAIN: open  PLAY: listen", Value: TimeText.Short(take.Seconds));
    }

    private static MenuRow InputRow(InputState input, int index, string hint, string value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{index + 1} {input.Name}"), hint, Value: value);

    private static MenuRow OfferRow(ExportOffer offer, MasterState master) => new(
        offer.Label,
        !offer.Fits ? $"{TimeText.Bytes(offer.Bytes)}: does not fit"
        : (AlbumText.AreMasters(offer) ? AlbumText.OfSmallExport(master) : null) ?? $"{offer.Formats} {TimeText.Bytes(offer.Bytes)}");
}
