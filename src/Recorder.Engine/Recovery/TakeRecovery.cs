using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Media.Audio;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Recovery;

/// <summary>Finishes the takes, and layers of takes, that a power cut or a kill left open.</summary>
/// <remarks>
/// Design: no header is trusted; journal and file lengths settle how long a take will be. That is written to the journal and
/// flushed before any track is touched, so a recovery that is itself cut off and run again does the same; the journal's last
/// record comes when all tracks are whole and flushed. Takes that were ended are not touched. Nobody may be recording
/// into the session meanwhile: hold its <see cref="SessionLock"/>.
/// </remarks>
public sealed class TakeRecovery
{
    private readonly IRecordingStore store;
    private readonly string bootId;
    private bool mayBeUnflushed;

    private TakeRecovery(IRecordingStore store, string bootId)
    {
        this.store = store;
        this.bootId = bootId;
    }

    /// <summary>Finishes every open take of a session.</summary>
    /// <param name="store">The session's folder.</param>
    /// <param name="bootId">This start of the machine, <see cref="BootId.Current"/>; empty when unknown.</param>
    /// <param name="underWay">Takes that are being recorded and not to be touched.</param>
    /// <returns>All other takes; one that could not be finished says why and does not keep the others from it.</returns>
    /// <exception cref="RecorderException">The session cannot be read.</exception>
    public static RecoveryReport Recover(IRecordingStore store, string bootId, IReadOnlyCollection<int>? underWay = null)
    {
        var recovery = new TakeRecovery(store, bootId);
        var takes = ImmutableArray.CreateBuilder<RecoveredTake>();
        foreach (var number in TakeNumbers.List(store))
        {
            if (underWay?.Contains(number) != true && recovery.RecoverTake(number, 0) is { } take)
                takes.Add(take with { Layers = recovery.RecoverLayers(number) });
        }
        // A killed engine may have said a take's last word and not had it flushed. Refused, it is said again at the next start.
        if (recovery.mayBeUnflushed)
            store.Commit();
        return new RecoveryReport(takes.ToImmutable());
    }

    private ImmutableArray<RecoveredTake> RecoverLayers(int number) =>
    [
        .. store.List(SessionLayout.LayersFolder(number)).Select(name => SessionLayout.TryParseLayerName(name, out var layer) ? layer : 0)
            .Where(layer => layer > 0).Select(layer => RecoverTake(number, layer)).OfType<RecoveredTake>(),
    ];

    private RecoveredTake? RecoverTake(int number, int layer)
    {
        try
        {
            var journal = ReadJournal(number, layer);
            mayBeUnflushed |= journal is { Start: { } closed, Stop: { Reason: not StopReason.Recovered } } && closed.BootId == bootId;
            if (journal.IsClosed)
                return Report(number, layer, journal, wasOpen: false);
            if (journal.Start is null)
            {
                if (!HasTracks(number, layer))
                    return null;
                Require(number, JournalRebuild.Run(store, number, layer, out var isReadable));
                if (!isReadable)
                {
                    throw new RecorderException(FaultKind.UnreadableInput, string.Create(CultureInfo.InvariantCulture,
                        $"Nothing in T{number} can be read, neither its journal nor a track; its files are left as they are; look at them in {store.Root}."));
                }
            }
            return Report(number, layer, Finish(number, layer), wasOpen: true);
        }
        catch (RecorderException problem)
        {
            return new RecoveredTake { Number = number, Layer = layer, WasOpen = true, Trouble = problem };
        }
    }

    private TakeJournal Finish(int number, int layer)
    {
        using var file = store.Open(SessionLayout.LayerJournalFile(number, layer));
        var journal = JournalReader.Read(file);
        // The folder's number counts: a folder that someone copied keeps the journal of its original.
        var start = journal.Start! with { TakeNumber = number, Layer = layer };
        Require(number, JournalWriter.Reopen(file, journal, out var writer));
        var losses = journal.TrackLosses;
        if (journal.Settlement is not { } settlement)
        {
            (settlement, losses) = TakeLength.Settle(journal, Measure(start, journal), MayBeTorn(start));
            foreach (var loss in losses)
                Require(number, writer!.TrackLoss(loss));
            Require(number, writer!.Settle(settlement));
            Require(number, store.Commit());
        }
        AudioMarker[] markers =
        [
            .. journal.Markers.Where(marker => marker.Frame <= settlement.Frames)
                .Select(marker => new AudioMarker(new FramePosition(marker.Frame), marker.Label)),
        ];
        for (var i = 0; i < start.Tracks.Length; i++)
            FinishTrack(start, i, settlement.Frames, losses, markers);
        Require(number, store.Commit());
        Require(number, writer!.Stop(settlement.Frames, StopReason.Recovered, settlement.LostFrames));
        Require(number, store.Commit());
        return JournalReader.Read(file);
    }

    private bool MayBeTorn(TakeStart start) => !start.IsRebuilt && (start.BootId.Length == 0 || start.BootId != bootId);

    private TrackEvidence[] Measure(TakeStart start, TakeJournal journal)
    {
        var sisterOffset = start.Tracks.Select((_, i) => LocateOurs(start, i)?.DataOffsetBytes).FirstOrDefault(offset => offset is not null);
        var mayBeTorn = MayBeTorn(start);
        var tracks = new TrackEvidence[start.Tracks.Length];
        for (var i = 0; i < tracks.Length; i++)
        {
            if ((LocateOurs(start, i) ?? RestoreHeader(start, i, sisterOffset)) is not { } extent)
                continue;
            using var file = store.Open(PathOf(start, i));
            var sound = TrackTail.SoundFrames(file, extent, i, journal, mayBeTorn);
            tracks[i] = new TrackEvidence(sound, extent.FinishedFrames ?? extent.Frames, extent.FinishedFrames is not null);
        }
        return tracks;
    }

    // A header that is torn, or speaks of another format than the journal, is written anew when it has the length of ours.
    private WavTrackExtent? RestoreHeader(TakeStart start, int track, long? sisterOffset)
    {
        if (!store.Exists(PathOf(start, track)))
            return null;
        using var file = store.Open(PathOf(start, track));
        var offset = WavTrackRepair.Locate(file)?.DataOffsetBytes ?? sisterOffset;
        if (!WavTrackRepair.TryRewriteHeader(file, TakeInfo.Of(start, track, project: ""), offset, out var error))
        {
            Require(start.TakeNumber, error);
            return null;
        }
        return LocateOurs(start, track);
    }

    private void FinishTrack(TakeStart start, int track, long frames, ImmutableArray<TrackLoss> losses, AudioMarker[] markers)
    {
        if (LocateOurs(start, track) is not { } extent)
            return;
        foreach (var loss in losses.Where(loss => loss.Track == track))
        {
            // What stands behind its last frame goes, then silence up to the end of the other tracks.
            using var file = store.Open(PathOf(start, track));
            Require(start.TakeNumber, file.SetLength(extent.DataOffsetBytes + loss.StartFrame * extent.Format.BytesPerFrame));
            Require(start.TakeNumber, file.SetLength(extent.DataOffsetBytes + frames * extent.Format.BytesPerFrame));
        }
        var repair = WavTrackRepair.Repair(store, PathOf(start, track), frames, markers);
        // Without room for the markers the track is whole all the same: the journal has them.
        if (repair is { Outcome: WavRepairOutcome.Failed, Error: not StoreError.Full })
            Require(start.TakeNumber, repair.Error);
    }

    private TakeJournal ReadJournal(int number, int layer)
    {
        var path = SessionLayout.LayerJournalFile(number, layer);
        if (!store.Exists(path))
            return new TakeJournal();
        using var file = store.Open(path);
        return JournalReader.Read(file);
    }

    private bool HasTracks(int number, int layer) => store.List(SessionLayout.LayerFolder(number, layer))
        .Any(name => name.EndsWith(SessionLayout.TrackExtension, StringComparison.OrdinalIgnoreCase));

    private WavTrackExtent? LocateOurs(TakeStart start, int track)
    {
        if (!store.Exists(PathOf(start, track)))
            return null;
        using var file = store.Open(PathOf(start, track));
        return WavTrackRepair.Locate(file) is { } extent && extent.Format.Channels == 1
            && extent.Format.RateHz == start.RateHz && extent.Format.NativeFormat == start.Format ? extent : null;
    }

    private static string PathOf(TakeStart start, int track) => start.PathOf(start.Tracks[track].FileName);

    private static RecoveredTake Report(int number, int layer, TakeJournal journal, bool wasOpen) => new()
    {
        Number = number,
        Layer = layer,
        WasOpen = wasOpen,
        RateHz = journal.Start!.RateHz,
        KeptFrames = journal.Stop!.Value.Frames,
        LostFrames = journal.Stop.Value.LostFrames,
        Dropouts = journal.Dropouts,
        TrackLosses = journal.TrackLosses,
        TrackNames = [.. journal.Start.Tracks.Select(track => track.Name)],
    };

    private static void Require(int number, StoreError error)
    {
        if (error == StoreError.None)
            return;
        throw new RecorderException(FaultKind.Storage, string.Create(CultureInfo.InvariantCulture,
            $"T{number} could not be finished ({StoreErrors.Describe(error)}); what was recorded is untouched; see to the disk and run recovery again."));
    }
}
