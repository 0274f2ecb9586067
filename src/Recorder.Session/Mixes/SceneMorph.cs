using System.Collections.Immutable;
using Recorder.Core.Parameters;

namespace Recorder.Session.Mixes;

/// <summary>Scenes that lie between two.</summary>
public static class SceneMorph
{
    /// <summary>
    /// The scene at a share of the way from one to another. Values go as their knobs would, in their declarations' warp; switches, and
    /// which group a strip is in, change over halfway. It keeps the first one's name, and what became other counts as set by a hand.
    /// </summary>
    /// <param name="first">At 0: this one itself.</param>
    /// <param name="other">At 1: what sounds like this one. Strips that only one of both has stay.</param>
    /// <param name="share">0 to 1.</param>
    public static Scene Between(Scene first, Scene other, double share)
    {
        if (share <= 0)
            return first;
        share = Math.Min(share, 1);
        var isOver = share >= 0.5;
        var (bus, marks) = (first.Bus, first.BusHandSet);
        for (var i = 0; i < BusParameters.Count; i++)
        {
            var parameter = (BusParameter)i;
            bus[parameter] = At(parameter.Spec(), first.Bus[parameter], other.Bus[parameter], share);
            marks = bus[parameter] == first.Bus[parameter] ? marks : marks.With(i);
        }
        return first with
        {
            Strips = [.. first.Strips.Select((strip, i) => i < other.Strips.Length ? Between(strip, other.Strips[i], share) : strip)],
            Groups = Between(isOver ? other.Groups : first.Groups, first.Groups, other.Groups, share),
            Bus = bus,
            BusHandSet = marks,
        };
    }

    private static SceneStrip Between(SceneStrip first, SceneStrip other, double share)
    {
        var (values, marks) = (first.Values, first.HandSet);
        for (var i = 0; i < StripParameters.Count; i++)
        {
            var parameter = (StripParameter)i;
            values[parameter] = At(parameter.Spec(), first.Values[parameter], other.Values[parameter], share);
            marks = values[parameter] == first.Values[parameter] ? marks : marks.With(i);
        }
        return first with { Values = values, HandSet = marks, Group = share < 0.5 ? first.Group : other.Group };
    }

    private static ImmutableArray<SceneGroup> Between(ImmutableArray<SceneGroup> named, ImmutableArray<SceneGroup> first, ImmutableArray<SceneGroup> other, double share)
    {
        return [.. named.Select((group, i) => group with { Values = Values(first[i].Values, other[i].Values) })];

        GroupValues Values(GroupValues values, in GroupValues end)
        {
            for (var i = 0; i < GroupParameters.Count; i++)
                values[(GroupParameter)i] = At(((GroupParameter)i).Spec(), values[(GroupParameter)i], end[(GroupParameter)i], share);
            return values;
        }
    }

    // The ends are exact, where the way through a warp would round.
    private static float At(ParameterSpec spec, float first, float other, double share) =>
        first == other || share <= 0 ? first
        : share >= 1 ? other
        : spec.Warp == ParameterWarp.Switch ? (share < 0.5 ? first : other)
        : spec.FromPosition(spec.ToPosition(first) * (1 - share) + spec.ToPosition(other) * share);
}
