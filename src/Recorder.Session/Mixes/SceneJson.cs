using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Session.Mixes;

/// <summary>A set of values by the keys of their declarations, so that files outlive the order of our enumerations.</summary>
/// <param name="Values">Every value under its <see cref="ParameterSpec.Key"/>.</param>
/// <param name="HandSet">Keys of those a hand has set.</param>
internal sealed record ValuesJson(Dictionary<string, float> Values, ImmutableArray<string> HandSet)
{
    public static ValuesJson From(ImmutableArray<ParameterSpec> specs, Func<int, float> valueAt, HandMarks handSet)
    {
        var keys = Enumerable.Range(0, specs.Length);
        return new ValuesJson(
            keys.ToDictionary(i => specs[i].Key, i => specs[i].Clamp(valueAt(i))),
            [.. keys.Where(i => handSet[i]).Select(i => specs[i].Key)]);
    }

    /// <summary>Gives each value known here, clamped, to the setter; those missing keep their defaults.</summary>
    public HandMarks Apply(ImmutableArray<ParameterSpec> specs, Action<int, float> set)
    {
        var marks = default(HandMarks);
        for (var i = 0; i < specs.Length; i++)
        {
            if (Values?.TryGetValue(specs[i].Key, out var value) == true)
                set(i, specs[i].Clamp(value));
            if (!HandSet.IsDefault && HandSet.Contains(specs[i].Key))
                marks = marks.With(i);
        }
        return marks;
    }
}

internal sealed record StripJson(string Track, ValuesJson Strip, int? Group = null)
{
    public static StripJson From(SceneStrip strip) =>
        new(strip.Track, ValuesJson.From(StripParameters.Specs, i => strip.Values[(StripParameter)i], strip.HandSet), strip.Group);

    public SceneStrip ToStrip()
    {
        var values = StripParameters.Defaults();
        var marks = Strip?.Apply(StripParameters.Specs, (i, value) => values[(StripParameter)i] = value) ?? default;
        return new SceneStrip(Track ?? "", values, marks) { Group = Group is >= 0 and < GroupParameters.Groups ? Group : null };
    }
}

internal sealed record GroupJson(string Name, ValuesJson Values)
{
    public static GroupJson From(SceneGroup group) =>
        new(group.Name, ValuesJson.From(GroupParameters.Specs, i => group.Values[(GroupParameter)i], default));

    public SceneGroup ToGroup(SceneGroup fresh)
    {
        var values = fresh.Values;
        Values?.Apply(GroupParameters.Specs, (i, value) => values[(GroupParameter)i] = value);
        return new SceneGroup(Name ?? fresh.Name, values);
    }
}

internal sealed record SceneJson(string Name, ImmutableArray<StripJson> Strips, ValuesJson Bus, ImmutableArray<GroupJson> Groups = default)
{
    public static SceneJson From(Scene scene) => new(
        scene.Name,
        [.. scene.Strips.Select(StripJson.From)],
        ValuesJson.From(BusParameters.Specs, i => scene.Bus[(BusParameter)i], scene.BusHandSet),
        [.. scene.Groups.Select(GroupJson.From)]);

    public Scene ToScene()
    {
        var bus = BusParameters.Defaults();
        var marks = Bus?.Apply(BusParameters.Specs, (i, value) => bus[(BusParameter)i] = value) ?? default;
        return new Scene
        {
            Name = Name ?? Scene.FirstName,
            Strips = Strips.IsDefault ? [] : [.. Strips.OfType<StripJson>().Select(strip => strip.ToStrip())],
            Bus = bus,
            Groups = [.. SceneGroup.Fresh.Select((fresh, i) => !Groups.IsDefault && i < Groups.Length && Groups[i] is { } stored ? stored.ToGroup(fresh) : fresh)],
            BusHandSet = marks,
        };
    }
}

/// <summary>scenes.json.</summary>
internal sealed record MixJson(
    SceneJson Current, bool IsEdited, ImmutableArray<SceneJson> Scenes, ValuesJson Master, ImmutableArray<QuickMixMove> QuickMixMoves,
    string? QuickMixScene = null, string? Reference = null, GivenTone? GivenTone = null)
{
    public static MixJson From(Mix mix) => new(
        SceneJson.From(mix.Current),
        mix.IsEdited,
        [.. mix.Scenes.Select(SceneJson.From)],
        ValuesJson.From(MasterParameters.Specs, i => mix.Master[(MasterParameter)i], default),
        mix.QuickMixMoves,
        mix.QuickMixScene,
        mix.Reference,
        mix.GivenTone);

    public Mix ToMix()
    {
        var master = MasterParameters.Defaults();
        Master?.Apply(MasterParameters.Specs, (i, value) => master[(MasterParameter)i] = value);
        return new Mix
        {
            Current = Current?.ToScene() ?? new Scene(),
            IsEdited = IsEdited,
            Scenes = Scenes.IsDefault ? [] : [.. Scenes.OfType<SceneJson>().Select(scene => scene.ToScene())],
            Master = master,
            QuickMixMoves = QuickMixMoves.IsDefault ? [] : [.. QuickMixMoves.OfType<QuickMixMove>().Select(move => move.Values.IsDefault ? move with { Values = [] } : move)],
            QuickMixScene = QuickMixScene ?? "",
            Reference = Reference ?? "",
            GivenTone = GivenTone,
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(MixJson))]
internal sealed partial class MixJsonContext : JsonSerializerContext;
