using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>A press writes a few words, letter by letter; none are stored as none.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Hint">What it is for.</param>
/// <param name="Value">As they stand.</param>
/// <param name="Title">Over the letters.</param>
/// <param name="Done">What stores them.</param>
internal sealed record WritingRow(string Label, string Hint, string Value, string Title, Func<string, RecorderCommand> Done) : SetUpRow(Label, Hint, Value);

/// <summary>Behind MASTER: how the master is made, and what is said of the newest version.</summary>
internal static class MasterRows
{
    /// <summary>The row of <see cref="ScreenName.MasterOptions"/> that leads to the references.</summary>
    public const int ReferenceRow = 1;

    private const string Unknown = "--";
    private const string NoMaster = "No master yet. Make one first.";

    /// <summary>The rows as they stand.</summary>
    public static SetUpRow[] Of(RecorderSnapshot snapshot) =>
    [
        Aim(snapshot.Master),
        new OpeningRow("Reference", "A song whose tone you like", ReferenceWord(snapshot.Master), ScreenName.References),
        new SwitchRow("Album", AlbumHint(snapshot.Master), snapshot.Master.IsAlbum, new SetAlbum(!snapshot.Master.IsAlbum)),
        new OpeningRow("Formats", "What files are made", FormatWords(snapshot.Master), ScreenName.Formats),
        Note(snapshot.Master),
        Approved(snapshot),
        new OpeningRow("Certificate", "What was measured", VersionOf(snapshot.Master), ScreenName.Certificate),
    ];

    /// <summary>One row for each format.</summary>
    public static SetUpRow[] Formats(RecorderSnapshot snapshot) =>
        [.. snapshot.Master.Formats.Select(format => new SwitchRow(format.Name, "Press: make or leave out", format.IsOn, new SetMasterFormat(format.Word, !format.IsOn)))];

    /// <summary>The references, none first.</summary>
    public static ListContent References(RecorderSnapshot snapshot) => new("REFERENCE", "",
    [
        new("none", snapshot.Master.References.IsEmpty ? "From a stick, or a folder References" : "Tone as the knobs say", Value: Mark(snapshot, "")),
        .. snapshot.Master.References.Select(offer => new MenuRow(offer.Name, offer.Place, Value: Mark(snapshot, offer.Key))),
    ]);

    /// <summary>The key of a row of <see cref="References"/>.</summary>
    public static string KeyAt(RecorderSnapshot snapshot, int row) => row > 0 && row <= snapshot.Master.References.Length ? snapshot.Master.References[row - 1].Key : "";

    /// <summary>The row of a key; the first where it is none of them.</summary>
    public static int RowOf(RecorderSnapshot snapshot, string key) => 1 + snapshot.Master.References.ToList().FindIndex(offer => offer.Key == key);

    private static string Mark(RecorderSnapshot snapshot, string key) => snapshot.Master.Reference == key ? "this one" : "";

    private static SetUpRow Aim(MasterState master)
    {
        var hint = string.Create(CultureInfo.InvariantCulture, $"Ceiling {master.Values[MasterParameter.CeilingDbtp]:0.0} dBTP");
        if (master.IsAlbum)
            return new AskingRow("Aim", "Of its loudest song", MasterAims.Album.Words, null, "The album sets it. Alone, the song has its own aim.");
        var aims = MasterAims.All;
        return new ChoiceRow("Aim", hint, [.. aims.Select(aim => new SetUpChoice(aim.Words, new SetAim(aim.Key)))],
            MasterAims.Of(master.Values) is { } now ? aims.IndexOf(now) : -1, MasterAims.WordsOf(master.Values));
    }

    private static string ReferenceWord(MasterState master) => master.Reference.Length == 0 ? "none"
        : master.IsReferenceThere ? master.ReferenceName
        : $"{master.ReferenceName}: gone";

    // What the album is stands on its row: the takes that have a master.
    private static string AlbumHint(MasterState master) => master.AlbumTakes switch
    {
        0 => "Songs apart as mixed",
        1 => "Apart as mixed: 1 song",
        var takes => string.Create(CultureInfo.InvariantCulture, $"Apart as mixed: {takes} songs"),
    };

    private static string FormatWords(MasterState master) =>
        string.Join(' ', master.Formats.Where(format => format.IsOn).Select(format => format.Word));

    // For the moment that it is not known there is nothing to do, and nothing wrong is said.
    private static string WhyNone(MasterState master) => master.IsKnown ? NoMaster : "Not known yet.";

    private static SetUpRow Note(MasterState master) => master.Certificate is not { } certificate
        ? new AskingRow("Note", "About this version", master.IsKnown ? "" : Unknown, null, WhyNone(master))
        : new WritingRow("Note", "About this version", certificate.Note, Version(certificate), text => new NoteMaster(text));

    private static SetUpRow Approved(RecorderSnapshot snapshot) => snapshot.Master.Certificate is not { } certificate
        ? new AskingRow("Approved", "This version counts", snapshot.Master.IsKnown ? "no" : Unknown, null, WhyNone(snapshot.Master))
        : new SwitchRow("Approved", AlbumText.HintOf(snapshot) ?? "This version is exported", certificate.IsApproved, new ApproveMaster(!certificate.IsApproved));

    private static string VersionOf(MasterState master) => master.IsKnown ? Version(master.Certificate) : Unknown;

    private static string Version(Certificate? certificate) =>
        certificate is null ? "" : string.Create(CultureInfo.InvariantCulture, $"version {certificate.Version}");
}
