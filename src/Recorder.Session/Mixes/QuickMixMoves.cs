using System.Collections.Immutable;
using Recorder.Core.Parameters;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;

namespace Recorder.Session.Mixes;

/// <summary>Single moves of a quick mix: whether a scene has them, and the scene without or with them. What a hand has set is never touched.</summary>
public static class QuickMixMoves
{
    /// <summary>The moves, each told whether the scene stands as before it.</summary>
    public static ImmutableArray<QuickMixMove> In(Mix mix) =>
        mix.QuickMixMoves.Any(move => Own(mix.Current, move).Any()) ? [.. mix.QuickMixMoves.Select(move => move with { IsDropped = IsDropped(mix.Current, move) })] : mix.QuickMixMoves;

    /// <summary>Whether a hand has left anything of a move to be dropped.</summary>
    public static bool CanChange(Scene scene, QuickMixMove move) => Own(scene, move).Any();

    /// <summary>
    /// The mix without a move in what is heard and in its scene, or with it again; the other half of a stereo pair goes along where it was
    /// moved likewise.
    /// </summary>
    public static Mix With(Mix mix, QuickMixMove move, bool isDropped)
    {
        var twin = TwinOf(mix, move);
        return mix with { Current = Both(mix.Current), Scenes = [.. mix.Scenes.Select(scene => scene.Name == mix.Current.Name ? Both(scene) : scene)] };

        Scene Both(Scene scene) => twin is null ? Set(scene, move, isDropped) : Set(Set(scene, move, isDropped), twin, isDropped);
    }

    /// <summary>What it is called when it can be undone: "Guitar: Low cut at 80 Hz".</summary>
    public static string NameOf(QuickMixMove move) => $"{move.Track}: {move.Sentence.Split(':')[0].TrimEnd('.')}";

    private static bool IsDropped(Scene scene, QuickMixMove move) =>
        Own(scene, move).Any() && Own(scene, move).All(value => ValueOf(scene, move.Strip, value.Key) == value.Before);

    private static QuickMixMove? TwinOf(Mix mix, QuickMixMove move) =>
        move.Strip < 0 || StereoPairs.PartnerOf(mix.Current.Strips, move.Strip, strip => strip.Track) is not { } partner ? null
        : mix.QuickMixMoves.FirstOrDefault(other => other.Strip == partner && Keys(other).SequenceEqual(Keys(move)));

    private static IEnumerable<string> Keys(QuickMixMove move) => move.Values.Select(value => value.Key);

    private static Scene Set(Scene scene, QuickMixMove move, bool isDropped)
    {
        foreach (var value in Own(scene, move))
        {
            var next = isDropped ? value.Before : value.After;
            if (move.Strip < 0)
            {
                scene = scene with { Bus = scene.Bus.With((BusParameter)IndexOf(BusParameters.Specs, value.Key), next) };
                continue;
            }
            var strip = scene.Strips[move.Strip];
            strip = strip with { Values = strip.Values.With((StripParameter)IndexOf(StripParameters.Specs, value.Key), next) };
            scene = scene with { Strips = scene.Strips.SetItem(move.Strip, strip) };
        }
        return scene;
    }

    // The values of a move that are known, are other after it, and are not set by a hand.
    private static IEnumerable<QuickMixValue> Own(Scene scene, QuickMixMove move)
    {
        var specs = move.Strip < 0 ? BusParameters.Specs : StripParameters.Specs;
        if (move.Values.IsDefaultOrEmpty || move.Strip >= scene.Strips.Length)
            return [];
        var hand = move.Strip < 0 ? scene.BusHandSet : scene.Strips[move.Strip].HandSet;
        return move.Values.Where(value => value.Before != value.After && IndexOf(specs, value.Key) is >= 0 and var index && !hand[index]);
    }

    private static float ValueOf(Scene scene, int strip, string key) => strip < 0
        ? scene.Bus[(BusParameter)IndexOf(BusParameters.Specs, key)]
        : scene.Strips[strip].Values[(StripParameter)IndexOf(StripParameters.Specs, key)];

    private static int IndexOf(ImmutableArray<ParameterSpec> specs, string key)
    {
        for (var i = 0; i < specs.Length; i++)
        {
            if (specs[i].Key == key)
                return i;
        }
        return -1;
    }
}
