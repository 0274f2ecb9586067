using System.Globalization;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens.Parts;

/// <summary>The rows of LAYERS and SONGS: what can be chosen in the open take.</summary>
internal static class LayerRows
{
    /// <summary>Tracks that have a layer.</summary>
    public static TrackLayers[] Tracks(RecorderSnapshot snapshot) =>
        [.. (snapshot.Open?.Layers ?? []).Where(track => !track.Layers.IsEmpty)];

    /// <summary>The track whose layers are under the knob of TAKE: the one picked, else one that is for overdub, else the first; null without any.</summary>
    public static TrackLayers? Under(RecorderSnapshot snapshot, PanelState state)
    {
        var tracks = Tracks(snapshot);
        return tracks.FirstOrDefault(track => track.Input == state.LayeredInput)
            ?? tracks.FirstOrDefault(track => track.Input < snapshot.Inputs.Length && snapshot.Inputs[track.Input].IsForOverdub) ?? tracks.FirstOrDefault();
    }

    /// <summary>How it stands: "orig", "2/3".</summary>
    public static string Place(TrackLayers? track) => track switch
    {
        null => "-",
        { Heard: 0 } => "orig",
        _ => string.Create(CultureInfo.InvariantCulture, $"{track.Layers.IndexOf(track.Heard) + 1}/{track.Layers.Length}"),
    };

    /// <summary>What a press chooses: the next layer, behind the last the original.</summary>
    public static int Next(TrackLayers track) => track.Layers.FirstOrDefault(layer => layer > track.Heard);

    /// <summary>A track and the layer that is heard.</summary>
    public static MenuRow Row(TrackLayers track) => new(
        track.Name, $"MAIN press: {Name(Next(track))}",
        Value: track.Heard == 0 ? "original" : string.Create(CultureInfo.InvariantCulture, $"{track.Layers.IndexOf(track.Heard) + 1} of {track.Layers.Length}"));

    /// <summary>A song and where it begins.</summary>
    public static MenuRow Song(double startSeconds, int index) => new(
        string.Create(CultureInfo.InvariantCulture, $"Song {index + 1}"), "MAIN press: play from here", Value: TimeText.Short(startSeconds));

    private static string Name(int layer) => layer == 0 ? "the original" : string.Create(CultureInfo.InvariantCulture, $"layer {layer}");
}
