using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Session.Files;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.Session.Folders;

/// <summary>A session as it lies on disk: takes are read, what people say about them is written.</summary>
/// <remarks>Journals and tracks belong to the engine and are never touched here. Nothing is kept between calls.</remarks>
public sealed class SessionFolder
{
    private readonly Lock factsGate = new();

    private SessionFolder(string path) => Path = path;

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>What session.json says; all empty when there is none.</summary>
    public SessionFacts Facts => JsonFile.TryRead(Resolve(SessionLayout.SessionFile), FactsJson.Default.SessionFacts) ?? new SessionFacts();

    /// <summary>Its name: the one given, or the folder's.</summary>
    public string Name => Facts.Name is { Length: > 0 } given ? given : System.IO.Path.GetFileName(Path);

    /// <summary>Opens a session that is there.</summary>
    /// <exception cref="RecorderException">There is no such folder, or it is no session.</exception>
    public static SessionFolder Open(string path)
    {
        var full = FullPath(path);
        if (!Directory.Exists(full))
        {
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{path} is not there; nothing was touched; give the folder of a session.");
        }
        return IsSession(full) ? new SessionFolder(full) : throw new RecorderException(FaultKind.UnreadableInput,
            $"{path} is no session, it has no takes; nothing was touched; give the folder that was recorded into.");
    }

    /// <summary>Opens a session, or begins one: its folders come with the first take.</summary>
    public static SessionFolder OpenOrBegin(string path) => new(FullPath(path));

    /// <summary>Whether a folder has takes or a session.json.</summary>
    public static bool IsSession(string path) => Directory.Exists(System.IO.Path.Combine(path, SessionLayout.Takes))
        || File.Exists(System.IO.Path.Combine(path, SessionLayout.SessionFile));

    /// <summary>The full path of a path of <see cref="SessionLayout"/>.</summary>
    public string Resolve(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>The numbers of all take folders, rising; there may be nothing in one.</summary>
    /// <exception cref="RecorderException">The disk cannot be read.</exception>
    public ImmutableArray<int> ReadTakeNumbers()
    {
        var folder = Resolve(SessionLayout.Takes);
        try
        {
            return
            [
                .. (Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
                    .Select(name => SessionLayout.TryParseTakeName(System.IO.Path.GetFileName(name), out var number) ? number : 0)
                    .Where(number => number > 0).Order(),
            ];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage, $"{folder} cannot be read; nothing was touched; check the disk.", problem);
        }
    }

    /// <summary>All takes, those in the bin too, by number. Folders with neither a journal nor a track are left out.</summary>
    /// <exception cref="RecorderException">The disk cannot be read.</exception>
    public ImmutableArray<Take> ReadTakes()
    {
        var numbers = ReadTakeNumbers();
        try
        {
            return [.. numbers.Select(ReadTake).OfType<Take>()];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage, $"{Path} cannot be read; nothing was touched; check the disk.", problem);
        }
    }

    /// <summary>One take; null when there is no such.</summary>
    public Take? ReadTake(int number)
    {
        var folder = Resolve(SessionLayout.TakeFolder(number));
        var journalFile = Resolve(SessionLayout.JournalFile(number));
        if (!Directory.Exists(folder))
            return null;
        var journal = File.Exists(journalFile) ? JournalReader.Read(ReadShared(journalFile)) : new TakeJournal();
        var tracks = journal.Start is { } start ? TracksOf(start, folder) : TracksIn(folder);
        return journal.Start is null && tracks.IsEmpty ? null : Renew(new Take(number, folder, journal, ReadFacts(number), tracks));
    }

    /// <summary>A take that was read before, with what people say about it now and the layers it has by now.</summary>
    public Take Renew(Take known)
    {
        var (facts, layers) = (ReadFacts(known.Number), ReadLayers(known.Number));
        var tracks = known.Journal.Start is { } start ? LayeredTracksOf(start, known.Folder, layers, facts) : known.Tracks;
        return known with { Facts = facts, Layers = layers, Tracks = tracks };
    }

    /// <summary>The finished layers of a take, by number; what a power cut left open is recovery's first.</summary>
    public ImmutableArray<Layer> ReadLayers(int number)
    {
        var folder = Resolve(SessionLayout.LayersFolder(number));
        return !Directory.Exists(folder) ? [] : Layer.Read(
            Directory.EnumerateDirectories(folder).Select(System.IO.Path.GetFileName)!,
            layer => Resolve(SessionLayout.LayerJournalFile(number, layer)) is var file && File.Exists(file) ? JournalReader.Read(ReadShared(file)) : null);
    }

    /// <summary>A take as it would be if a layer of one of its tracks were chosen now; nothing is stored.</summary>
    /// <param name="take">The take.</param>
    /// <param name="input">The track's input, from 0.</param>
    /// <param name="layer">The layer; 0 is the original.</param>
    public static Take Choosing(Take take, int input, int layer)
    {
        var facts = take.Facts with { ChosenLayers = LayerStack.Choose(take.Facts.ChosenLayers, input, layer, take.Layers) };
        return take.Journal.Start is { } start ? take with { Facts = facts, Tracks = LayeredTracksOf(start, take.Folder, take.Layers, facts) } : take;
    }

    /// <summary>The take asked for, or the newest that is closed and not in the bin.</summary>
    /// <exception cref="RecorderException">There is no such take.</exception>
    public Take RequireTake(int? number = null)
    {
        if (number is { } wanted)
        {
            return ReadTake(wanted) ?? throw new RecorderException(FaultKind.UnreadableInput,
                string.Create(CultureInfo.InvariantCulture, $"There is no take {wanted} in {Path}; nothing was done; 'recorder sessions' lists them."));
        }
        return ReadTakes().LastOrDefault(take => take.Condition == TakeCondition.Closed && !take.Facts.IsBinned)
            ?? throw new RecorderException(FaultKind.UnreadableInput,
                $"There is no finished take in {Path}; nothing was done; record one, or run 'recorder recover' first.");
    }

    /// <summary>Replaces session.json.</summary>
    /// <exception cref="RecorderException">The disk refuses.</exception>
    public void WriteFacts(SessionFacts facts) => JsonFile.Write(Resolve(SessionLayout.SessionFile), facts, FactsJson.Default.SessionFacts);

    /// <summary>Changes what session.json says; whoever else changes it through this object waits.</summary>
    /// <exception cref="RecorderException">The disk refuses.</exception>
    public void ChangeFacts(Func<SessionFacts, SessionFacts> change)
    {
        lock (factsGate)
            WriteFacts(change(Facts));
    }

    /// <summary>What people said about a take.</summary>
    public TakeFacts ReadFacts(int number) =>
        JsonFile.TryRead(Resolve(SessionLayout.TakeFile(number)), FactsJson.Default.TakeFacts) ?? new TakeFacts();

    /// <summary>Changes what people say about a take: its name, star, bin or note.</summary>
    /// <exception cref="RecorderException">There is no such take, or the disk refuses.</exception>
    public TakeFacts ChangeFacts(int number, Func<TakeFacts, TakeFacts> change)
    {
        _ = RequireTake(number);
        var facts = change(ReadFacts(number));
        JsonFile.Write(Resolve(SessionLayout.TakeFile(number)), facts, FactsJson.Default.TakeFacts);
        return facts;
    }

    /// <summary>Deletes a take that lies in the bin, with its mixes and masters. Its number is not given again.</summary>
    /// <exception cref="RecorderException">It does not lie in the bin, or the disk refuses.</exception>
    public void DeleteBinned(int number)
    {
        if (!ReadFacts(number).IsBinned)
            throw new RecorderException(FaultKind.AnswerIsNo, string.Create(CultureInfo.InvariantCulture, $"T{number} is not in the bin; nothing was deleted; bin it first."));
        try
        {
            // The take's folder goes last and under another name first: what a power cut leaves of it is no take any more.
            foreach (var folder in (string[])[Resolve(SessionLayout.MixFolder(number)), Resolve(SessionLayout.MasterFolder(number))])
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            }
            var take = Resolve(SessionLayout.TakeFolder(number));
            var going = Resolve($"{SessionLayout.Takes}/.deleted-{SessionLayout.TakeName(number)}");
            if (Directory.Exists(going))
                Directory.Delete(going, recursive: true);
            Directory.Move(take, going);
            Directory.Delete(going, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage, string.Create(CultureInfo.InvariantCulture,
                $"T{number} cannot be deleted; takes outside the bin are untouched; check the disk."), problem);
        }
    }

    private static string FullPath(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    private static ImmutableArray<Track> TracksOf(TakeStart start, string folder) =>
    [
        .. start.Tracks.Select((track, index) =>
        {
            var file = System.IO.Path.Combine(folder, track.FileName);
            return new Track(index + 1, track.Input, track.Name, file, File.Exists(file));
        }),
    ];

    private static ImmutableArray<Track> LayeredTracksOf(TakeStart start, string folder, ImmutableArray<Layer> layers, TakeFacts facts) =>
    [
        .. LayerStack.Of(start, layers, facts.ChosenLayers).Select((track, index) =>
        {
            var name = track.FileName ?? SessionLayout.TrackFileName(index + 1, start.Tracks.Length, track.Name);
            var file = System.IO.Path.Combine(folder, name);
            return new Track(index + 1, track.Input, track.Name, file, track.FileName is not null && File.Exists(file))
            {
                IsOfLayersOnly = track.FileName is null,
                Layers =
                [
                    .. track.Spans.Select(span => new TrackLayer(
                        span.Layer, System.IO.Path.Combine(folder, SessionLayout.Layers, SessionLayout.LayerName(span.Layer), span.FileName), span.StartFrame, span.EndFrame)),
                ],
            };
        }),
    ];

    private static ImmutableArray<Track> TracksIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + SessionLayout.TrackExtension).Order(StringComparer.Ordinal)
            .Select((file, index) => new Track(index + 1, index, SessionLayout.NameInTrackFile(file), file, true)),
    ];

    // The engine may be appending to it: what is whole at this moment counts.
    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
