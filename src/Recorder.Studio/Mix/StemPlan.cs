using System.Collections.Immutable;
using Recorder.Core.Parameters;
using Recorder.Session.Mixes;

namespace Recorder.Studio.Mix;

/// <summary>One file of a mix that is taken apart.</summary>
/// <param name="Name">The group's or the track's.</param>
/// <param name="Strips">Those that are in it, from 0.</param>
public sealed record Stem(string Name, ImmutableArray<int> Strips);

/// <summary>What a mix is taken apart into: a stem per group, and one per strip in no group.</summary>
public static class StemPlan
{
    /// <summary>The stems of what is heard, groups first; what is muted is in none, as it is not in the mix.</summary>
    public static ImmutableArray<Stem> Of(Scene scene)
    {
        var heard = Heard(scene);
        var stems = ImmutableArray.CreateBuilder<Stem>();
        for (var group = 0; group < scene.Groups.Length; group++)
        {
            var members = heard.Where(strip => scene.Strips[strip].Group == group).ToImmutableArray();
            if (!members.IsEmpty)
                stems.Add(new Stem(scene.Groups[group].Name, members));
        }
        stems.AddRange(heard.Where(strip => scene.Strips[strip].Group is null).Select(strip => new Stem(scene.Strips[strip].Track, [strip])));
        return stems.DrainToImmutable();
    }

    /// <summary>The mix with nothing but a stem in it: the same effects and the same level of the whole, so that all stems add up to the mix.</summary>
    public static MixSettings SettingsOf(Scene scene, Stem stem)
    {
        var strips = scene.HeardStrips();
        return new MixSettings(
            [.. strips.Select((values, strip) => values.With(StripParameter.Mute, stem.Strips.Contains(strip) ? 0 : 1).With(StripParameter.Solo, 0))], scene.Bus);
    }

    private static int[] Heard(Scene scene)
    {
        var strips = scene.HeardStrips();
        var isAnySolo = strips.Any(values => values.IsOn(StripParameter.Solo));
        return
        [
            .. Enumerable.Range(0, strips.Length).Where(strip => !strips[strip].IsOn(StripParameter.Mute)
                && (!isAnySolo || strips[strip].IsOn(StripParameter.Solo)) && strips[strip][StripParameter.FaderDb] > StripParameters.SilenceDb),
        ];
    }
}
