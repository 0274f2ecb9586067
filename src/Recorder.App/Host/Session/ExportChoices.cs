using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.Studio.Export;

namespace Recorder.App.Host.Session;

/// <summary>What each choice of the EXPORT screen copies.</summary>
/// <param name="session">The session it comes from.</param>
/// <param name="projectFolder">Where project files lie until they are copied.</param>
internal sealed class ExportChoices(SessionFolder session, string projectFolder)
{
    /// <summary>What could be exported now, without a word on whether it fits; a choice with nothing to copy is left out.</summary>
    /// <param name="open">The open take; null when there is none.</param>
    public ImmutableArray<ExportOffer> Look(Take? open)
    {
        var offers = ImmutableArray.CreateBuilder<ExportOffer>();
        foreach (var choice in Enum.GetValues<ExportChoice>())
        {
            var items = Items(choice, open);
            if (items.Count > 0 && items.Any(item => item.Kind == KindOf(choice)))
                offers.Add(new ExportOffer(choice, Label(choice, items, open), Formats(items), items.Sum(Bytes), Fits: false));
        }
        return offers.DrainToImmutable();
    }

    /// <summary>The files of a choice, of masters the version that counts only; empty when there are none.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="open">The open take; null when there is none.</param>
    /// <param name="maxFileBytes">The largest file the stick can hold.</param>
    public IReadOnlyList<ExportItem> Items(ExportChoice choice, Take? open, long maxFileBytes = long.MaxValue)
    {
        var (kinds, onlyTake) = choice switch
        {
            ExportChoice.Masters => (ExportKinds.Masters, (int?)null),
            ExportChoice.MastersAndTracks => (ExportKinds.Masters | ExportKinds.Tracks | ExportKinds.Stems, null),
            ExportChoice.Tracks => (ExportKinds.Tracks | ExportKinds.Stems, open?.Number),
            _ => (ExportKinds.Project, open?.Number),
        };
        if (open is null && choice is ExportChoice.Tracks or ExportChoice.Project)
            return [];
        try
        {
            return MasterShelf.CountingOnly(ExportPlanner.Plan(session, [], kinds, projectFolder, onlyTake, maxFileBytes));
        }
        catch (RecorderException nothing) when (nothing.Kind == FaultKind.UnreadableInput)
        {
            return [];
        }
    }

    /// <summary>Bytes of a choice that a stick does not have yet, so that what was interrupted still fits when it goes on.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="open">The open take; null when there is none.</param>
    /// <param name="stickFolder">Where the stick is mounted.</param>
    public long MissingBytes(ExportChoice choice, Take? open, string stickFolder) =>
        Items(choice, open).Sum(item => Bytes(item) - Math.Min(Bytes(item), BytesThere(Path.Combine(stickFolder, item.Name), Bytes(item))));

    private static long BytesThere(string path, long wholeBytes) =>
        new FileInfo(path) is { Exists: true } whole && whole.Length == wholeBytes ? wholeBytes
        : new FileInfo(path + Exporter.TemporarySuffix) is { Exists: true } begun ? begun.Length : 0;

    private static string KindOf(ExportChoice choice) => choice switch
    {
        ExportChoice.Tracks => "track",
        ExportChoice.Project => "project",
        _ => "master",
    };

    private static string Label(ExportChoice choice, IReadOnlyList<ExportItem> items, Take? open) => choice switch
    {
        ExportChoice.Masters => items.Count == 1 ? "1 master" : FormattableString.Invariant($"{items.Count} masters"),
        ExportChoice.MastersAndTracks => "all tracks too",
        ExportChoice.Tracks => Tracks(items, open!),
        _ => FormattableString.Invariant($"{open!.ShortName} as a project for a computer"),
    };

    private static string Tracks(IReadOnlyList<ExportItem> items, Take open)
    {
        var stems = items.Count(item => item.Kind == "stem");
        var and = stems == 0 ? "" : FormattableString.Invariant($", {stems} {(stems == 1 ? "stem" : "stems")}");
        return FormattableString.Invariant($"{items.Count - stems} tracks{and} of {open.ShortName}");
    }

    private static string Formats(IReadOnlyList<ExportItem> items) =>
        string.Join('+', items.Select(item => Path.GetExtension(item.SourcePath)[1..].ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal));

    private static long Bytes(ExportItem item) => new FileInfo(item.SourcePath) is { Exists: true } file ? file.Length : 0;
}
