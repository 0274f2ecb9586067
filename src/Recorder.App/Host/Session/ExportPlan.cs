using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Studio.Export;

namespace Recorder.App.Host.Session;

/// <summary>Which files each choice of the EXPORT screen copies, and under which names.</summary>
/// <param name="session">The session they come from.</param>
internal sealed class ExportPlan(SessionFolder session)
{
    private static readonly string[] MasterExtensions = [".wav", ".flac", ".mp3", ".opus"];

    /// <summary>What could be exported now; a choice with nothing to copy is not offered.</summary>
    /// <param name="open">The open take, whose tracks are meant; null when there is none.</param>
    /// <param name="stick">Where it would go.</param>
    public ImmutableArray<ExportOffer> Offers(Take? open, IRemovableDrive stick)
    {
        var masters = Masters();
        var offers = ImmutableArray.CreateBuilder<ExportOffer>();
        if (masters.Count > 0)
            Add(ExportChoice.Masters, Count(masters), Formats(masters), masters);
        if (masters.Count > 0 && open is not null)
            Add(ExportChoice.MastersAndTracks, $"{Count(masters)} and all tracks of {open.ShortName}", "WAV too", [.. masters, .. Tracks(open)]);
        if (open is not null)
            Add(ExportChoice.Tracks, $"{open.Tracks.Length} tracks of {TitleOf(open)}", "WAV", Tracks(open));
        return offers.DrainToImmutable();

        void Add(ExportChoice choice, string label, string formats, IReadOnlyList<ExportItem> items)
        {
            var bytes = items.Sum(item => new FileInfo(item.SourcePath).Length);
            offers.Add(new ExportOffer(choice, label, formats, bytes, bytes <= stick.FreeBytes));
        }
    }

    /// <summary>The files of a choice; empty when there are none.</summary>
    public IReadOnlyList<ExportItem> Items(ExportChoice choice, Take? open) => choice switch
    {
        ExportChoice.Masters => Masters(),
        ExportChoice.MastersAndTracks => [.. Masters(), .. Tracks(open)],
        ExportChoice.Tracks => Tracks(open),
        _ => [],
    };

    private IReadOnlyList<ExportItem> Masters()
    {
        var folder = session.Resolve(SessionLayout.Masters);
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => MasterExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Select(file => new ExportItem(file, $"{Home}/masters/{Path.GetFileName(file)}", "master")),
        ];
    }

    private IReadOnlyList<ExportItem> Tracks(Take? take) => take is null ? [] :
    [
        .. take.Tracks.Where(track => track.IsPresent)
            .Select(track => new ExportItem(track.File, $"{Home}/{FileNames.Sanitise(TitleOf(take))}/{Path.GetFileName(track.File)}", "track")),
    ];

    // Sticks are read by other machines: no name that FAT or another system refuses.
    private string Home => FileNames.Sanitise(session.Name) is { Length: > 0 } name ? name : "Recorder";

    private static string TitleOf(Take take) => $"{take.ShortName} {take.Facts.Name}".TrimEnd();

    private static string Count(IReadOnlyList<ExportItem> masters) => masters.Count == 1 ? "1 master" : $"{masters.Count} masters";

    private static string Formats(IReadOnlyList<ExportItem> items) =>
        string.Join('+', items.Select(item => Path.GetExtension(item.SourcePath)[1..].ToUpperInvariant()).Distinct());
}
