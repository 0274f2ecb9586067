using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Recovery;

/// <summary>Makes a journal for a take whose own is gone, from its files alone.</summary>
internal static class JournalRebuild
{
    private const string DamagedName = "journal.damaged";

    /// <summary>Puts a damaged journal aside and writes a new one.</summary>
    /// <param name="store">The session's folder.</param>
    /// <param name="number">The take.</param>
    /// <param name="layer">The layer of it; 0 is the take itself.</param>
    /// <param name="isReadable">False when no file of the take can be read; then nothing is done.</param>
    public static StoreError Run(IRecordingStore store, int number, int layer, out bool isReadable)
    {
        var tracks = FindTracks(store, number, layer);
        isReadable = !tracks.IsEmpty;
        if (!isReadable)
            return StoreError.None;
        if (store.Exists(SessionLayout.LayerJournalFile(number, layer)) && PutAside(store, number, layer) is var error and not StoreError.None)
            return error;
        var (format, metadata) = (tracks[0].Extent.Format, tracks[0].Metadata);
        var start = new TakeStart(
            number, format.RateHz, format.NativeFormat,
            [.. tracks.Select((track, i) => new JournalTrack(i, SessionLayout.NameInTrackFile(track.FileName), track.FileName))],
            StartedAt(metadata.Broadcast), metadata.Broadcast?.TimeReferenceFrames ?? 0, 0, "", "");
        if (layer > 0)
            start = start with { Layer = layer, LayerStartFrame = LayerStart(store, number, start) };
        error = JournalWriter.Create(store, start, out var journal);
        foreach (var marker in metadata.Markers)
        {
            if (error == StoreError.None)
                error = journal!.Marker(marker.Position.Value, marker.Label);
        }
        journal?.Dispose();
        return error;
    }

    // Another program's file in the folder has another form; the first of ours decides.
    private static ImmutableArray<FoundTrack> FindTracks(IRecordingStore store, int number, int layer)
    {
        var found = ImmutableArray.CreateBuilder<FoundTrack>();
        foreach (var name in store.List(SessionLayout.LayerFolder(number, layer)))
        {
            if (!name.EndsWith(SessionLayout.TrackExtension, StringComparison.OrdinalIgnoreCase))
                continue;
            var path = SessionLayout.InLayer(number, layer, name);
            using var file = store.Open(path);
            if (WavTrackRepair.Locate(file) is { } extent && extent.Format.Channels == 1
                && (found.Count == 0 || extent.Format == found[0].Extent.Format))
                found.Add(new FoundTrack(name, extent, ReadMetadata(store, path)));
        }
        return found.ToImmutable();
    }

    private static AudioMetadata ReadMetadata(IRecordingStore store, string path)
    {
        try
        {
            using var reader = WavReader.Open(store.Open(path), path);
            return reader.Metadata;
        }
        catch (RecorderException)
        {
            return AudioMetadata.None;
        }
    }

    // A layer's files have the take's time reference and the place in the take in one.
    private static long LayerStart(IRecordingStore store, int number, TakeStart layer)
    {
        if (!store.Exists(SessionLayout.JournalFile(number)))
            return 0;
        using var file = store.Open(SessionLayout.JournalFile(number));
        return JournalReader.Read(file).Start is { } take ? layer.SamplesSinceMidnight - take.SamplesSinceMidnight : 0;
    }

    private static string StartedAt(BroadcastExtension? broadcast) =>
        DateTime.TryParse($"{broadcast?.OriginationDate}T{broadcast?.OriginationTime}", CultureInfo.InvariantCulture, out var time)
            ? time.ToString("s", CultureInfo.InvariantCulture)
            : "";

    private static StoreError PutAside(IRecordingStore store, int number, int layer)
    {
        var target = SessionLayout.InLayer(number, layer, DamagedName);
        for (var i = 2; store.Exists(target); i++)
            target = SessionLayout.InLayer(number, layer, string.Create(CultureInfo.InvariantCulture, $"{DamagedName}-{i}"));
        return store.Rename(SessionLayout.LayerJournalFile(number, layer), target);
    }

    private sealed record FoundTrack(string FileName, WavTrackExtent Extent, AudioMetadata Metadata);
}
