using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;

namespace Recorder.Studio.Export;

/// <summary>What an export takes along.</summary>
[Flags]
public enum ExportKinds
{
    None = 0,
    Masters = 1,
    Mixes = 2,
    Stems = 4,
    Tracks = 8,
    Project = 16,
}

/// <summary>Turns "masters and tracks of this session" into a list of files and their names on the drive.</summary>
/// <remarks>
/// <code>
/// Tuesday/Masters/mix.wav            files that were named, and the session's masters
/// Tuesday/Mixes/T0001/…              mixes and stems
/// Tuesday/T0001/01 Kick.wav          tracks, with the project beside them
/// </code>
/// </remarks>
public static class ExportPlanner
{
    /// <summary>Reads the words of <c>--what</c>.</summary>
    /// <exception cref="RecorderException">One of them is none of the five.</exception>
    public static ExportKinds ParseKinds(string words)
    {
        var kinds = ExportKinds.None;
        foreach (var word in words.Split(',', StringSplitOptions.TrimEntries))
            kinds |= word switch
            {
                "masters" => ExportKinds.Masters,
                "mixes" => ExportKinds.Mixes,
                "stems" => ExportKinds.Stems,
                "tracks" => ExportKinds.Tracks,
                "project" => ExportKinds.Project,
                _ => throw new RecorderException(FaultKind.WrongWords,
                    $"'{word}' cannot be exported: nothing was copied; choose from masters, mixes, stems, tracks, project."),
            };
        return kinds;
    }

    /// <summary>Lists the files.</summary>
    /// <param name="session">Whose files.</param>
    /// <param name="files">Files that were named; they come along in any case.</param>
    /// <param name="kinds">What else.</param>
    /// <param name="projectFolder">Where project files may be written before they are copied.</param>
    /// <param name="onlyTake">Only this take's; null for all that are whole and not in the bin.</param>
    /// <param name="maxFileBytes">The largest file the drive can hold: a project names the parts of what is split.</param>
    /// <exception cref="RecorderException">There is nothing to copy.</exception>
    public static IReadOnlyList<ExportItem> Plan(
        SessionFolder session, IReadOnlyList<string> files, ExportKinds kinds, string projectFolder, int? onlyTake = null,
        long maxFileBytes = long.MaxValue)
    {
        var root = FileNames.Sanitise(session.Name) is { Length: > 0 } name ? name : "Session";
        var items = new List<ExportItem>(files.Select(file => new ExportItem(file, $"{root}/Masters/{Path.GetFileName(file)}", "master")));
        var takes = session.ReadTakes().Where(take =>
            take.Condition == TakeCondition.Closed && !take.Facts.IsBinned && (onlyTake is null || take.Number == onlyTake));
        foreach (var take in takes)
        {
            var folder = SessionLayout.TakeName(take.Number);
            if (kinds.HasFlag(ExportKinds.Masters))
                AddFolder(items, session.Resolve(SessionLayout.MasterFolder(take.Number)), $"{root}/Masters/{folder}", "master");
            if (kinds.HasFlag(ExportKinds.Mixes))
                AddFolder(items, session.Resolve(SessionLayout.MixFolder(take.Number)), $"{root}/Mixes/{folder}", "mix");
            if (kinds.HasFlag(ExportKinds.Stems))
                AddStems(items, session.Resolve(SessionLayout.StemsFolder(take.Number)), $"{root}/Mixes/{folder}/Stems");
            if (kinds.HasFlag(ExportKinds.Tracks) || kinds.HasFlag(ExportKinds.Project))
            {
                items.AddRange(take.Tracks.Where(track => track.IsPresent)
                    .Select(track => new ExportItem(track.File, $"{root}/{folder}/{Path.GetFileName(track.File)}", "track")));
                items.AddRange(LayersOf(take, $"{root}/{folder}"));
            }
            if (kinds.HasFlag(ExportKinds.Project))
                items.Add(WriteProject(session, take, projectFolder, $"{root}/{folder}", maxFileBytes));
        }
        return items.Count > 0 ? items : throw new RecorderException(FaultKind.UnreadableInput,
            $"There is nothing of that kind in {session.Path}: nothing was copied; mix or master first, or choose tracks.");
    }

    // All of them, those that are not heard too: who mixes on a computer may choose again.
    private static IEnumerable<ExportItem> LayersOf(Take take, string folderOnDrive) =>
        from layer in take.Layers
        from track in layer.Tracks
        let name = $"{SessionLayout.Layers}/{SessionLayout.LayerName(layer.Number)}/{track.FileName}"
        let file = Path.Combine(take.Folder, name)
        where File.Exists(file)
        select new ExportItem(file, $"{folderOnDrive}/{name}", "track");

    private static void AddStems(List<ExportItem> items, string stems, string nameOnDrive)
    {
        AddFolder(items, stems, nameOnDrive, "stem");
        if (!Directory.Exists(stems))
            return;
        foreach (var folder in Directory.EnumerateDirectories(stems).Where(StemJob.IsWhole).Order(StringComparer.Ordinal))
            AddFolder(items, folder, $"{nameOnDrive}/{Path.GetFileName(folder)}", "stem");
    }

    private static void AddFolder(List<ExportItem> items, string folder, string nameOnDrive, string kind)
    {
        if (!Directory.Exists(folder))
            return;
        items.AddRange(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .Where(file => Path.GetExtension(file) is ".wav" or ".flac" or ".mp3" or ".opus")
            .Select(file => new ExportItem(file, $"{nameOnDrive}/{Path.GetFileName(file)}", kind)));
    }

    private static ExportItem WriteProject(SessionFolder session, Take take, string projectFolder, string folderOnDrive, long maxFileBytes)
    {
        var scene = SceneStore.Read(session, take).Current;
        var tracks = take.Tracks.Select((track, index) => new ProjectTrack(
            track.Name, Path.GetFileName(track.File), take.Seconds,
            index < scene.Strips.Length ? scene.Heard(index) : StripParameters.Defaults())
        {
            Pieces = track.Layers.IsEmpty ? ExportParts.PiecesOf(track.File, take, maxFileBytes) : LayerItems.Of(track, take),
        });
        var markers = take.Markers.Select(marker => new ProjectMarker((double)marker.Frame / take.RateHz, marker.Label))
            .Concat(take.Songs.Select(song => new ProjectMarker((double)song.StartFrame / take.RateHz, FormattableString.Invariant($"Song {song.Number}"))));
        var name = $"{SessionLayout.TakeName(take.Number)}{ReaperProject.Extension}";
        var path = Path.Combine(projectFolder, name);
        File.WriteAllText(path, ReaperProject.Write(take.RateHz, tracks, markers));
        return new ExportItem(path, $"{folderOnDrive}/{name}", "project");
    }
}
