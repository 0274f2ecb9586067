using System.Collections.Immutable;
using Recorder.Session.Journal;

namespace Recorder.Session.Layers;

/// <summary>A layer's part of a track.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="FileName">Its file in the layer's folder.</param>
/// <param name="StartFrame">Frame of the take at which the file's first frame belongs; below 0 when its beginning lies before the take.</param>
/// <param name="EndFrame">The take's frame behind its last.</param>
public readonly record struct LayerSpan(int Layer, string FileName, long StartFrame, long EndFrame);

/// <summary>A track as it is heard: what the take recorded, and what lies over it.</summary>
/// <param name="Input">The input, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="FileName">The take's own file; null when only layers have this input.</param>
/// <param name="Spans">Layers over it, each over those before it.</param>
public sealed record LayeredTrack(int Input, string Name, string? FileName, ImmutableArray<LayerSpan> Spans);

/// <summary>Says what is heard of a take and its layers.</summary>
/// <remarks>
/// Layers lie over the take in the order they were recorded: each replaces what is under it where it lies, nothing is
/// overwritten. Who chooses a layer of a track goes back to when it had just been recorded: later ones that lie over it are not
/// heard, those elsewhere are. Who chooses the original hears no layer of that track. What is recorded after a choice counts again.
/// </remarks>
public static class LayerStack
{
    /// <summary>Length of the fade at each end of a layer.</summary>
    public const double FadeSeconds = 0.010;

    /// <summary>All tracks in the take's order, then those that only layers have, as they came: strips belong to tracks by their place.</summary>
    public static ImmutableArray<LayeredTrack> Of(TakeStart take, IReadOnlyList<Layer> layers, ImmutableArray<LayerChoice> choices)
    {
        var tracks = ImmutableArray.CreateBuilder<LayeredTrack>();
        foreach (var track in take.Tracks)
            tracks.Add(new LayeredTrack(track.Input, track.Name, track.FileName, Spans(track.Input, layers, choices)));
        var known = take.Tracks.Select(track => track.Input).ToHashSet();
        foreach (var track in layers.SelectMany(layer => layer.Tracks)
            .Where(track => !known.Contains(track.Input)).DistinctBy(track => track.Input))
            tracks.Add(new LayeredTrack(track.Input, track.Name, null, Spans(track.Input, layers, choices)));
        return tracks.ToImmutable();
    }

    /// <summary>The layers that have a track, by number.</summary>
    public static IEnumerable<Layer> With(int input, IEnumerable<Layer> layers) =>
        layers.Where(layer => layer.Tracks.Any(track => track.Input == input));

    /// <summary>The choices with one more, which replaces an older one for the same track.</summary>
    public static ImmutableArray<LayerChoice> Choose(ImmutableArray<LayerChoice> choices, int input, int layer, IEnumerable<Layer> layers) =>
    [
        .. choices.Where(choice => choice.Input != input),
        new LayerChoice(input, layer, layers.Select(one => one.Number).DefaultIfEmpty().Max()),
    ];

    private static ImmutableArray<LayerSpan> Spans(int input, IReadOnlyList<Layer> layers, ImmutableArray<LayerChoice> choices)
    {
        LayerChoice? choice = choices.Any(one => one.Input == input) ? choices.First(one => one.Input == input) : null;
        var chosen = layers.FirstOrDefault(layer => layer.Number == choice?.Layer);
        return
        [
            .. With(input, layers).Where(layer => choice is not { } made || layer.Number > made.Among || IsKept(layer, chosen))
                .Select(layer => new LayerSpan(layer.Number, layer.Tracks.First(track => track.Input == input).FileName, layer.StartFrame, layer.EndFrame)),
        ];
    }

    // Of the layers that were there at the choice; without a chosen one the original was meant.
    private static bool IsKept(Layer layer, Layer? chosen) => chosen is not null
        && (layer.Number <= chosen.Number || layer.StartFrame >= chosen.EndFrame || layer.EndFrame <= chosen.StartFrame);
}
