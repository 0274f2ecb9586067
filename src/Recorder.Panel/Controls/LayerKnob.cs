using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Controls;

/// <summary>The knob that steps one track of the open take through its layers, the original first.</summary>
internal sealed class LayerKnob(Desk desk)
{
    /// <summary>Turned: another layer is heard.</summary>
    public void Turn(int detents)
    {
        if (Track() is not { } track)
            return;
        int[] choices = [0, .. track.Layers];
        var next = choices[Math.Clamp(Array.IndexOf(choices, track.Heard) + detents, 0, choices.Length - 1)];
        if (next != track.Heard)
            Choose(next);
    }

    /// <summary>Pressed: the next one; behind the last the original.</summary>
    public void ChooseNext()
    {
        if (Track() is { } track)
            Choose(LayerRows.Next(track));
    }

    /// <summary>This layer of the track is heard; 0 is the original.</summary>
    public void Choose(int layer)
    {
        if (Track() is not { } track || !desk.Post(new ChooseLayer(desk.Snapshot.Open!.Number, track.Input, layer)))
            return;
        desk.Tell(layer == 0 ? $"{track.Name}: the original"
            : string.Create(CultureInfo.InvariantCulture, $"{track.Name}: layer {track.Layers.IndexOf(layer) + 1} of {track.Layers.Length}"));
    }

    /// <summary>With BACK held: another track that has layers.</summary>
    public void TurnTrack(int detents)
    {
        if (Track() is not { } track)
            return;
        var tracks = LayerRows.Tracks(desk.Snapshot);
        var next = tracks[Math.Clamp(Array.FindIndex(tracks, one => one.Input == track.Input) + detents, 0, tracks.Length - 1)];
        desk.State.LayeredInput = next.Input;
        desk.Tell($"{next.Name}: its layers");
    }

    private TrackLayers? Track()
    {
        var track = LayerRows.Under(desk.Snapshot, desk.State);
        if (track is null)
            desk.Tell("No layers yet: REC while it plays makes one.");
        return track;
    }
}
