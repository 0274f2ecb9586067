using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens.Parts;

/// <summary>What is said of an approved master that does not fit its album any more, and what to do.</summary>
internal static class AlbumText
{
    /// <summary>Of the open take, for MASTER; null where it fits.</summary>
    public static string? OfOpen(RecorderSnapshot snapshot) => MisfitOf(snapshot) is { } misfit
        ? string.Create(CultureInfo.InvariantCulture, $"Approved v{misfit.Approved} does not fit the album: {Do(misfit)}.")
        : null;

    /// <summary>The same in few words, for its row.</summary>
    public static string? HintOf(RecorderSnapshot snapshot) => MisfitOf(snapshot) is not { } misfit ? null
        : string.Create(CultureInfo.InvariantCulture, $"v{misfit.Approved} off album: {Do(misfit)}");

    /// <summary>Of all masters that are copied, for EXPORT; null where all fit.</summary>
    public static string? OfExport(MasterState master) => master.AlbumMisfits switch
    {
        [] => null,
        [var one] => string.Create(CultureInfo.InvariantCulture, $"T{one.Take}: approved v{one.Approved} does not fit the album, {Do(one)}."),
        var some => string.Create(CultureInfo.InvariantCulture, $"{some.Length} approved masters do not fit the album: MASTER."),
    };

    /// <summary>The same on the small build.</summary>
    public static string? OfSmallExport(MasterState master) => master.AlbumMisfits switch
    {
        [] => null,
        [var one] => string.Create(CultureInfo.InvariantCulture, $"T{one.Take} v{one.Approved} off album: MASTER"),
        var some => string.Create(CultureInfo.InvariantCulture, $"{some.Length} masters off album: MASTER"),
    };

    /// <summary>Whether masters are among what is copied.</summary>
    public static bool AreMasters(ExportOffer offer) => offer.Choice is ExportChoice.Masters or ExportChoice.MastersAndTracks;

    private static AlbumMisfit? MisfitOf(RecorderSnapshot snapshot) =>
        snapshot.Master.IsKnown ? snapshot.Master.AlbumMisfits.FirstOrDefault(misfit => misfit.Take == snapshot.Open?.Number) : null;

    private static string Do(AlbumMisfit misfit) =>
        misfit.Fitting is { } fitting ? string.Create(CultureInfo.InvariantCulture, $"approve v{fitting}") : "make it anew";
}
