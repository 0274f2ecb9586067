using Recorder.Core.Faults;
using Recorder.Session.Files;
using Recorder.Session.Folders;

namespace Recorder.Session.Mixes;

/// <summary>Keeps the mix of each take in its scenes.json.</summary>
public static class SceneStore
{
    /// <summary>The take's mix with one strip per track, whatever the file lacks at its defaults; a fresh one when there is none.</summary>
    public static Mix Read(SessionFolder session, Take take)
    {
        var tracks = take.Tracks.Select(track => track.Name).ToArray();
        if (JsonFile.TryRead(PathOf(session, take), MixJsonContext.Default.MixJson) is not { } json)
            return Mix.Fresh(tracks) with { SongBoundaries = take.Facts.SongBoundaries };
        var mix = json.ToMix();
        return mix with
        {
            SongBoundaries = take.Facts.SongBoundaries, Current = Fit(mix.Current, tracks), Scenes = [.. mix.Scenes.Select(scene => Fit(scene, tracks))],
        };
    }

    /// <summary>Stores the take's mix.</summary>
    /// <exception cref="RecorderException">The disk refuses; the mix stored before stands.</exception>
    public static void Write(SessionFolder session, Take take, Mix mix) =>
        JsonFile.Write(PathOf(session, take), MixJson.From(mix), MixJsonContext.Default.MixJson);

    // Strips belong to tracks by their place; a take's tracks never change but for those that layers add behind them.
    private static Scene Fit(Scene scene, string[] tracks) => scene with
    {
        Strips =
        [
            .. Scene.Fresh(tracks).Strips.Select((fresh, i) => i < scene.Strips.Length ? scene.Strips[i] with { Track = fresh.Track } : fresh),
        ],
    };

    private static string PathOf(SessionFolder session, Take take) => session.Resolve(SessionLayout.ScenesFile(take.Number));
}
