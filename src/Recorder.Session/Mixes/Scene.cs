using System.Collections.Immutable;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Session.Mixes;

/// <summary>One strip of a scene.</summary>
/// <param name="Track">The track's name.</param>
/// <param name="Values">All its values.</param>
/// <param name="HandSet">Those a hand has set, by <see cref="StripParameter"/>.</param>
public sealed record SceneStrip(string Track, StripValues Values, HandMarks HandSet = default)
{
    /// <summary>The group it belongs to, from 0; null for none.</summary>
    public int? Group { get; init; }
}

/// <summary>A group of strips, which are turned up, down and off together.</summary>
/// <param name="Name">As people know it.</param>
/// <param name="Values">What goes for all strips of the group.</param>
public sealed record SceneGroup(string Name, GroupValues Values)
{
    /// <summary>The groups of a fresh scene; nobody belongs to them yet.</summary>
    public static ImmutableArray<SceneGroup> Fresh { get; } =
        [.. new[] { "Drums", "Gtrs", "Keys", "Voices", "Extra" }.Select(name => new SceneGroup(name, GroupParameters.Defaults()))];
}

/// <summary>A mix that can be come back to: one strip per track, in their order, and the buses.</summary>
public sealed record Scene
{
    /// <summary>The name of a take's first scene.</summary>
    public const string FirstName = "Scene 1";

    public string Name { get; init; } = FirstName;
    public ImmutableArray<SceneStrip> Strips { get; init; } = [];
    public BusValues Bus { get; init; } = BusParameters.Defaults();

    /// <summary>Always <see cref="GroupParameters.Groups"/> of them.</summary>
    public ImmutableArray<SceneGroup> Groups { get; init; } = SceneGroup.Fresh;

    /// <summary>Bus values a hand has set, by <see cref="BusParameter"/>.</summary>
    public HandMarks BusHandSet { get; init; }

    /// <summary>A scene with every strip at its defaults.</summary>
    public static Scene Fresh(IEnumerable<string> tracks) =>
        new() { Strips = [.. tracks.Select(track => new SceneStrip(track, StripParameters.Defaults()))] };

    /// <summary>A copy in which a hand has set one value of a strip.</summary>
    public Scene WithStrip(int strip, StripParameter parameter, float value)
    {
        var old = Strips[strip];
        return this with
        {
            Strips = Strips.SetItem(strip, old with
            {
                Values = old.Values.With(parameter, value),
                HandSet = old.HandSet.With((int)parameter),
            }),
        };
    }

    /// <summary>
    /// What is heard of a strip: its values with those of its group over them. Live mix and renderer both take these, so that what is
    /// heard is what is mixed.
    /// </summary>
    /// <remarks>
    /// A group is no bus: its decibels are added to each fader, before the sends, and end where a fader does, at +12 dB. Where one of the
    /// two is off nothing is heard.
    /// </remarks>
    public StripValues Heard(int strip)
    {
        var values = Strips[strip].Values;
        if (Strips[strip].Group is not { } index || index >= Groups.Length)
            return values;
        var group = Groups[index].Values;
        var (fader, level) = (values[StripParameter.FaderDb], group[GroupParameter.LevelDb]);
        values = values.With(StripParameter.FaderDb, Math.Min(fader, level) <= StripParameters.SilenceDb ? StripParameters.SilenceDb : fader + level);
        values[StripParameter.Mute] = Math.Max(values[StripParameter.Mute], group[GroupParameter.Mute]);
        values[StripParameter.Solo] = Math.Max(values[StripParameter.Solo], group[GroupParameter.Solo]);
        return values;
    }

    /// <summary>The same of all strips.</summary>
    public ImmutableArray<StripValues> HeardStrips() => [.. Enumerable.Range(0, Strips.Length).Select(Heard)];

    /// <summary>A copy in which one value of a group is other.</summary>
    public Scene WithGroup(int group, GroupParameter parameter, float value) =>
        this with { Groups = Groups.SetItem(group, Groups[group] with { Values = Groups[group].Values.With(parameter, value) }) };

    /// <summary>A copy in which a strip belongs to a group; null for none.</summary>
    public Scene WithMember(int strip, int? group) => this with { Strips = Strips.SetItem(strip, Strips[strip] with { Group = group }) };

    /// <summary>A copy in which a hand has set one value of the buses.</summary>
    public Scene WithBus(BusParameter parameter, float value) =>
        this with { Bus = Bus.With(parameter, value), BusHandSet = BusHandSet.With((int)parameter) };
}

/// <summary>Everything about the mix of one take: what is heard, the scenes stored, the master's values.</summary>
public sealed record Mix
{
    /// <summary>What is heard; its name is that of the scene it came from.</summary>
    public Scene Current { get; init; } = new();

    /// <summary>Whether <see cref="Current"/> is other than its scene was when stored or made.</summary>
    public bool IsEdited { get; init; }

    /// <summary>How far <see cref="Current"/> has gone towards a scene; null once anything else was moved. Not kept in a file.</summary>
    public MorphState? Morph { get; init; }

    /// <summary>Stored scenes, oldest first.</summary>
    public ImmutableArray<Scene> Scenes { get; init; } = [];

    public MasterValues Master { get; init; } = MasterParameters.Defaults();

    /// <summary>What the master's tone is brought nearer to, by the key the recorder gives it; "" for nothing.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The tone that the reference gave; null while it has given none. Where <see cref="Master"/> has another, a hand has set it.</summary>
    public GivenTone? GivenTone { get; init; }

    /// <summary>What the last quick mix did.</summary>
    public ImmutableArray<QuickMixMove> QuickMixMoves { get; init; } = [];

    /// <summary>The scene it did them in.</summary>
    public string QuickMixScene { get; init; } = "";

    /// <summary>Where the take's songs begin, kept with the take; here so that undo takes them back in their turn.</summary>
    public ImmutableArray<long> SongBoundaries { get; init; } = [];

    /// <summary>The mix of a take nobody has touched: one scene, everything at its defaults.</summary>
    public static Mix Fresh(IEnumerable<string> tracks)
    {
        var scene = Scene.Fresh(tracks);
        return new Mix { Current = scene, Scenes = [scene] };
    }

    /// <summary>A stored scene by its name, ignoring case; null when there is none.</summary>
    public Scene? FindScene(string name) =>
        Scenes.LastOrDefault(scene => string.Equals(scene.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A copy that hears this scene, stored under its name in the place of an older one of that name.</summary>
    public Mix WithScene(Scene scene)
    {
        var index = Scenes.IndexOf(FindScene(scene.Name)!);
        return this with
        {
            Current = scene,
            IsEdited = false,
            Scenes = index < 0 ? Scenes.Add(scene) : Scenes.SetItem(index, scene),
        };
    }

    /// <summary>A name no scene has: "Scene 3".</summary>
    public string FreeSceneName()
    {
        var number = Scenes.Length + 1;
        while (FindScene(NameOf(number)) is not null)
            number++;
        return NameOf(number);

        static string NameOf(int number) => FormattableString.Invariant($"Scene {number}");
    }
}
