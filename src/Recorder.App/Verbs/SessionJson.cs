using System.Text.Json;
using System.Text.Json.Serialization;
using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Media.Audio;
using Recorder.Media.Wav;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.App.Verbs;

/// <summary>What <c>sessions --json</c> prints.</summary>
internal sealed record SessionList(IReadOnlyList<SessionInfo> Sessions);

/// <summary>A session, as <c>info SESSION --json</c> prints it.</summary>
internal sealed record SessionInfo(string Name, string Folder, IReadOnlyList<TakeInfo> Takes)
{
    public static SessionInfo From(SessionFolder session) => new(session.Name, session.Path, [.. session.ReadTakes().Select(TakeInfo.From)]);
}

/// <summary>One take of a session; null where nothing is known.</summary>
internal sealed record TakeInfo(
    int Number, string Name, TakeCondition Condition, bool IsStarred, bool IsBinned, string Note, string? StartedAt,
    long Frames, double Seconds, int? RateHz, string? Format, StopReason? EndedBy, double LostSeconds, double? DriftPpm,
    IReadOnlyList<RateChange> RateChanges, IReadOnlyList<TrackInfo> Tracks, IReadOnlyList<MarkerInfo> Markers, IReadOnlyList<DropoutInfo> Dropouts,
    IReadOnlyList<LayerInfo> Layers, IReadOnlyList<SongInfo> Songs)
{
    public static TakeInfo From(Take take) => new(
        take.Number, take.Facts.Name, take.Condition, take.Facts.IsStarred, take.Facts.IsBinned, take.Facts.Note,
        take.Journal.Start?.StartedAt, take.Frames, take.Seconds, take.Journal.Start?.RateHz, take.Format?.ToWord(),
        take.Journal.Stop?.Reason, take.LostSeconds, take.Journal.DriftPpm is { } ppm ? Math.Round(ppm, 2) : null,
        take.Journal.RateChanges,
        [.. take.Tracks.Select((track, i) => TrackInfo.From(track, take.Journal.TrackLosses.Where(loss => loss.Track == i)))],
        [.. take.Markers.Select(marker => new MarkerInfo(marker.Frame, (double)marker.Frame / take.RateHz, marker.Label))],
        [.. take.Journal.Dropouts.Select(DropoutInfo.From)],
        [.. take.Layers.Select(layer => LayerInfo.From(layer, take))],
        [.. take.Songs.Select(song => new SongInfo(song.Number, (double)song.StartFrame / take.RateHz, (double)song.EndFrame / take.RateHz))]);
}

/// <summary>An overdub of a take; inputs count from 1.</summary>
internal sealed record LayerInfo(
    int Number, long StartFrame, long Frames, double StartSeconds, double Seconds, int RoundTripFrames, StopReason EndedBy,
    IReadOnlyList<LayerTrackInfo> Tracks, IReadOnlyList<DropoutInfo> Dropouts)
{
    public static LayerInfo From(Layer layer, Take take) => new(
        layer.Number, layer.StartFrame, layer.Frames, (double)layer.StartFrame / take.RateHz, (double)layer.Frames / take.RateHz,
        layer.Journal.Start!.RoundTripFrames, layer.Journal.Stop!.Value.Reason,
        [
            .. layer.Tracks.Select(track => new LayerTrackInfo(
                track.Input + 1, track.Name, track.FileName,
                take.Tracks.Any(heard => heard.Input == track.Input && heard.Layers.Any(one => one.Layer == layer.Number)))),
        ],
        [.. layer.Journal.Dropouts.Select(DropoutInfo.From)]);
}

/// <summary>One track of a layer, and whether it is heard.</summary>
internal sealed record LayerTrackInfo(int Input, string Name, string File, bool IsHeard);

/// <summary>A song of a take, by the boundaries that were set.</summary>
internal sealed record SongInfo(int Number, double StartSeconds, double EndSeconds);

/// <summary>One track of a take; inputs count from 1 as on the interface.</summary>
internal sealed record TrackInfo(int Number, int Input, string Name, string File, bool IsPresent, IReadOnlyList<LossInfo> Losses)
{
    public static TrackInfo From(Track track, IEnumerable<TrackLoss> losses) => new(
        track.Number, track.Input + 1, track.Name, track.File, track.IsPresent, [.. losses.Select(loss => new LossInfo(loss.StartFrame, loss.Frames))]);
}

/// <summary>Frames of one track that its file has not.</summary>
internal sealed record LossInfo(long StartFrame, long Frames);

/// <summary>A named place.</summary>
internal sealed record MarkerInfo(long Frame, double Seconds, string Label);

/// <summary>Frames of all tracks that were lost, silence in their place.</summary>
internal sealed record DropoutInfo(long StartFrame, long Frames, bool Exact, DropoutCause Cause)
{
    public static DropoutInfo From(Dropout dropout) => new(dropout.StartFrame, dropout.Frames, dropout.IsExact, dropout.Cause);
}

/// <summary>What <c>recover --json</c> prints.</summary>
internal sealed record RecoveryInfo(IReadOnlyList<RecoveredInfo> Takes)
{
    public static RecoveryInfo From(RecoveryReport report) => new([.. report.Takes.Select(RecoveredInfo.From)]);
}

/// <summary>One take of a <see cref="RecoveryInfo"/>.</summary>
internal sealed record RecoveredInfo(
    int Number, bool WasOpen, long KeptFrames, double KeptSeconds, double LostSeconds, IReadOnlyList<DropoutInfo> Dropouts,
    IReadOnlyList<TrackLossInfo> TrackLosses, IReadOnlyList<RecoveredLayerInfo> Layers, string? Trouble)
{
    public static RecoveredInfo From(RecoveredTake take) => new(
        take.Number, take.WasOpen, take.KeptFrames, take.KeptSeconds, take.LostSeconds, [.. take.Dropouts.Select(DropoutInfo.From)],
        [.. take.TrackLosses.Select(loss => new TrackLossInfo(loss.Track + 1, take.TrackNames[loss.Track], loss.StartFrame, loss.Frames))],
        [.. take.Layers.Select(layer => new RecoveredLayerInfo(layer.Layer, layer.WasOpen, layer.KeptFrames, layer.KeptSeconds, layer.LostSeconds, layer.Trouble?.Message))],
        take.Trouble?.Message);
}

/// <summary>One layer of a <see cref="RecoveredInfo"/>.</summary>
internal sealed record RecoveredLayerInfo(int Number, bool WasOpen, long KeptFrames, double KeptSeconds, double LostSeconds, string? Trouble);

/// <summary>Frames that one track has not; tracks count from 1.</summary>
internal sealed record TrackLossInfo(int Track, string Name, long StartFrame, long Frames);

/// <summary>What <c>info FILE --json</c> prints; null where a file says nothing.</summary>
internal sealed record FileInfoJson(
    string File, string Format, int Channels, int RateHz, long Frames, double Seconds, bool IsTruncated,
    AudioTags Tags, IReadOnlyList<MarkerInfo> Markers, BroadcastExtension? Broadcast, string? Ixml)
{
    public static FileInfoJson From(string path, IAudioReader reader) => new(
        path, reader.NativeFormat.ToWord(), reader.Channels, reader.RateHz, reader.Frames, (double)reader.Frames / reader.RateHz,
        reader.IsTruncated, reader.Metadata.Tags,
        [.. reader.Metadata.Markers.Select(marker => new MarkerInfo(marker.Position.Value, marker.Position.ToSeconds(reader.RateHz), marker.Label))],
        reader.Metadata.Broadcast, reader.Metadata.Ixml);
}

/// <summary>Words such as interfaceGone.</summary>
internal sealed class CamelCaseWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseWord<TakeCondition>), typeof(CamelCaseWord<StopReason>), typeof(CamelCaseWord<DropoutCause>)])]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SessionInfo))]
[JsonSerializable(typeof(RecoveryInfo))]
[JsonSerializable(typeof(FileInfoJson))]
internal sealed partial class SessionJson : JsonSerializerContext;
