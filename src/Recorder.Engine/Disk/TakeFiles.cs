using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>What a take is made from.</summary>
/// <param name="SessionName">The session's name, for the files' own information.</param>
/// <param name="DeviceName">The interface as a person calls it.</param>
/// <param name="RateHz">Frames per second.</param>
/// <param name="Format">Format of the files.</param>
/// <param name="Inputs">Inputs to record, from 0, in the order of the tracks.</param>
/// <param name="InputNames">One name per input of the interface.</param>
internal sealed record TakePlan(
    string SessionName, string DeviceName, int RateHz, SampleFormat Format, ImmutableArray<int> Inputs, ImmutableArray<string> InputNames);

/// <summary>The open files of one take: a journal and one track per armed input.</summary>
internal sealed class TakeFiles : IDisposable
{
    private const int EarliestYear = 2025;

    private readonly WavTrackInfo[] infos;

    private TakeFiles(TakeStart start, JournalWriter journal, WavTrackWriter[] tracks, WavTrackInfo[] infos)
    {
        Start = start;
        Journal = journal;
        Tracks = tracks;
        this.infos = infos;
    }

    /// <summary>The take as its journal begins.</summary>
    public TakeStart Start { get; }

    /// <summary>The take's journal.</summary>
    public JournalWriter Journal { get; }

    /// <summary>One writer per track.</summary>
    public WavTrackWriter[] Tracks { get; }

    /// <summary>Gives the take its number and makes its folder, journal and tracks; they are durable with the next commit.</summary>
    /// <exception cref="RecorderException">The store refuses; nothing of an earlier take is touched.</exception>
    public static TakeFiles Create(IRecordingStore store, TakePlan plan, long preRollFrames, DateTimeOffset now)
    {
        var number = TakeNumbers.Allocate(store);
        return Create(store, plan, Describe(plan, number, preRollFrames, now - TimeSpan.FromSeconds((double)preRollFrames / plan.RateHz)));
    }

    /// <summary>Makes folder, journal and tracks of a new layer of a take; they are durable with the next commit.</summary>
    /// <param name="store">The session's folder.</param>
    /// <param name="plan">What it is made from; rate and format are the take's.</param>
    /// <param name="take">The take.</param>
    /// <param name="startFrame">Frame of the take at which its first frame belongs.</param>
    /// <param name="roundTripFrames">What was taken off to come to that.</param>
    /// <param name="now">The wall clock.</param>
    /// <exception cref="RecorderException">The store refuses; nothing of the take or an earlier layer is touched.</exception>
    public static TakeFiles CreateLayer(
        IRecordingStore store, TakePlan plan, TakeStart take, long startFrame, int roundTripFrames, DateTimeOffset now)
    {
        var folder = SessionLayout.LayersFolder(take.TakeNumber);
        var layer = 1 + store.List(folder).Select(name => SessionLayout.TryParseLayerName(name, out var number) ? number : 0).DefaultIfEmpty().Max();
        store.CreateFolder(SessionLayout.LayerFolder(take.TakeNumber, layer));
        return Create(store, plan, Describe(plan, take.TakeNumber, 0, now) with
        {
            Layer = layer,
            LayerStartFrame = startFrame,
            RoundTripFrames = roundTripFrames,
            // On the take's own line of time: programs put it where it belongs.
            SamplesSinceMidnight = take.SamplesSinceMidnight + startFrame,
        });
    }

    private static TakeFiles Create(IRecordingStore store, TakePlan plan, TakeStart start)
    {
        var error = Make(store, start, plan.SessionName, out var files);
        return error == StoreError.None ? files! : throw new RecorderException(FaultKind.Storage,
            $"No {(start.Layer > 0 ? "layer" : "take")} can be begun in {store.Root} ({StoreErrors.Describe(error)}); all earlier takes are whole; make room or choose another folder.");
    }

    /// <summary>Makes journal and tracks of a take that has its number already, in another store.</summary>
    /// <exception cref="RecorderException">The store takes no folder.</exception>
    public static StoreError CreateCopy(IRecordingStore store, TakeStart start, string sessionName, out TakeFiles? files)
    {
        store.CreateFolder(SessionLayout.TakeFolder(start.TakeNumber));
        return Make(store, start, sessionName, out files);
    }

    /// <summary>Opens the files of a take that a killed engine left open, to go on with it.</summary>
    /// <param name="store">The session's folder.</param>
    /// <param name="number">The take.</param>
    /// <param name="layer">The layer of it; 0 is the take itself.</param>
    /// <param name="sessionName">The session's name, for the files' own information.</param>
    /// <param name="writtenFrames">Frames of every track that count.</param>
    /// <param name="story">What the journal says so far.</param>
    /// <returns>Null when the files are not what that engine left: recovery is to look at them.</returns>
    public static TakeFiles? TryReopen(
        IRecordingStore store, int number, int layer, string sessionName, long writtenFrames, out TakeJournal story)
    {
        var file = store.Open(SessionLayout.LayerJournalFile(number, layer));
        story = JournalReader.Read(file);
        var tracks = new List<WavTrackWriter>();
        JournalWriter? journal = null;
        if (story is { Start: { } start, IsClosed: false } && start.TakeNumber == number
            && JournalWriter.Reopen(file, story, out journal) == StoreError.None)
        {
            foreach (var track in start.Tracks)
            {
                if (WavTrackWriter.Reopen(store, SessionLayout.InLayer(number, layer, track.FileName), writtenFrames) is { } reopened)
                    tracks.Add(reopened);
            }
            if (tracks.Count == start.Tracks.Length)
                return new TakeFiles(start, journal!, [.. tracks], [.. start.Tracks.Select((_, i) => TakeInfo.Of(start, i, sessionName))]);
        }
        foreach (var track in tracks)
            track.Dispose();
        file.Dispose();
        return null;
    }

    /// <summary>Ends every track with markers and exact sizes; the first error, the rest is done all the same.</summary>
    public StoreError Finish(IReadOnlyList<AudioMarker> markers)
    {
        var first = StoreError.None;
        for (var i = 0; i < Tracks.Length; i++)
        {
            var error = Tracks[i].Finish(infos[i], markers);
            if (first == StoreError.None)
                first = error;
        }
        return first;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var track in Tracks)
            track.Dispose();
        Journal.Dispose();
    }

    private static StoreError Make(IRecordingStore store, TakeStart start, string sessionName, out TakeFiles? files)
    {
        var error = JournalWriter.Create(store, start, out var journal);
        var tracks = new List<WavTrackWriter>();
        var infos = new List<WavTrackInfo>();
        for (var i = 0; error == StoreError.None && i < start.Tracks.Length; i++)
        {
            infos.Add(TakeInfo.Of(start, i, sessionName));
            if (WavTrackWriter.Create(store, start.PathOf(start.Tracks[i].FileName), infos[i], out error) is { } track)
                tracks.Add(track);
        }
        files = error == StoreError.None ? new TakeFiles(start, journal!, [.. tracks], [.. infos]) : null;
        if (files is not null)
            return StoreError.None;
        foreach (var track in tracks)
            track.Dispose();
        journal?.Dispose();
        return error;
    }

    // A machine without a clock of its own wakes in its past: no date is better than a wrong one. The time since then is kept,
    // for it still tells how far apart the takes of one evening are.
    private static bool IsSet(DateTimeOffset clock) => clock.Year >= EarliestYear;

    private static TakeStart Describe(TakePlan plan, int number, long preRollFrames, DateTimeOffset startedAt)
    {
        var tracks = ImmutableArray.CreateBuilder<JournalTrack>(plan.Inputs.Length);
        for (var i = 0; i < plan.Inputs.Length; i++)
        {
            var name = plan.InputNames[plan.Inputs[i]];
            tracks.Add(new JournalTrack(plan.Inputs[i], name, SessionLayout.TrackFileName(i + 1, plan.Inputs.Length, name)));
        }
        return new TakeStart(number, plan.RateHz, plan.Format, tracks.MoveToImmutable(),
            IsSet(startedAt) ? startedAt.ToString("o", CultureInfo.InvariantCulture) : "",
            (long)((Int128)startedAt.TimeOfDay.Ticks * plan.RateHz / TimeSpan.TicksPerSecond),
            preRollFrames, Guid.NewGuid().ToString("N"), plan.DeviceName)
        {
            BootId = BootId.Current,
        };
    }
}
