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

    /// <summary>The files of a choice, newest versions of masters only; empty when there are none.</summary>
    public IReadOnlyList<ExportItem> Items(ExportChoice choice, Take? open)
    {
        var (kinds, onlyTake) = choice switch
        {
            ExportChoice.Masters => (ExportKinds.Masters, (int?)null),
            ExportChoice.MastersAndTracks => (ExportKinds.Masters | ExportKinds.Tracks, null),
            ExportChoice.Tracks => (ExportKinds.Tracks, open?.Number),
            _ => (ExportKinds.Project, open?.Number),
        };
        if (open is null && choice is ExportChoice.Tracks or ExportChoice.Project)
            return [];
        try
        {
            return MasterShelf.NewestOnly(ExportPlanner.Plan(session, [], kinds, projectFolder, onlyTake));
        }
        catch (RecorderException nothing) when (nothing.Kind == FaultKind.UnreadableInput)
        {
            return [];
        }
    }

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
        ExportChoice.Tracks => FormattableString.Invariant($"{items.Count} tracks of {open!.ShortName}"),
        _ => FormattableString.Invariant($"{open!.ShortName} as a project for a computer"),
    };

    private static string Formats(IReadOnlyList<ExportItem> items) =>
        string.Join('+', items.Select(item => Path.GetExtension(item.SourcePath)[1..].ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal));

    private static long Bytes(ExportItem item) => new FileInfo(item.SourcePath) is { Exists: true } file ? file.Length : 0;
}
