using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Layers;

namespace Recorder.Studio.Export;

/// <summary>Cuts a track and the layers over it into stretches that follow each other, as programs on a computer want them.</summary>
internal static class LayerItems
{
    /// <summary>The stretches of a track; at each seam they overlap by the fade, as the recorder plays them.</summary>
    public static IReadOnlyList<ProjectPiece> Of(Track track, Take take)
    {
        var edges = track.Layers.SelectMany(layer => (long[])[layer.StartFrame, layer.EndFrame]).Append(0).Append(take.Frames)
            .Select(frame => Math.Clamp(frame, 0, take.Frames)).Distinct().Order().ToArray();
        var stretches = new List<(TrackLayer? Layer, long From, long To)>();
        foreach (var (from, to) in edges.Zip(edges.Skip(1)))
        {
            var layer = track.Layers.LastOrDefault(layer => layer.StartFrame <= from && layer.EndFrame >= to);
            if (stretches.Count > 0 && stretches[^1].Layer == layer)
                stretches[^1] = stretches[^1] with { To = to };
            else
                stretches.Add((layer, from, to));
        }
        return [.. stretches.Select((stretch, index) => ItemOf(stretch, index > 0, index < stretches.Count - 1, track, take)).OfType<ProjectPiece>()];
    }

    // The fades lie inside the layers, so what is under one reaches as far into it.
    private static ProjectPiece? ItemOf((TrackLayer? Layer, long From, long To) stretch, bool hasBefore, bool hasAfter, Track track, Take take)
    {
        var (layer, from, to) = stretch;
        if (layer is null && track.IsOfLayersOnly)
            return null;
        var fadeFrames = (long)(LayerStack.FadeSeconds * take.RateHz);
        if (layer is null)
            (from, to) = (hasBefore ? from - fadeFrames : from, hasAfter ? to + fadeFrames : to);
        (from, to) = (Math.Max(from, 0), Math.Min(to, take.Frames));
        var name = layer is null
            ? Path.GetFileName(track.File)
            : $"{SessionLayout.Layers}/{SessionLayout.LayerName(layer.Layer)}/{Path.GetFileName(layer.File)}";
        return new ProjectPiece(name, Seconds(from), Seconds(to - from))
        {
            FromSeconds = Seconds(from - (layer?.StartFrame ?? 0)),
            FadeInSeconds = hasBefore || layer?.StartFrame > 0 ? LayerStack.FadeSeconds : 0,
            FadeOutSeconds = hasAfter || layer?.EndFrame < take.Frames ? LayerStack.FadeSeconds : 0,
        };

        double Seconds(long frames) => (double)frames / take.RateHz;
    }
}
