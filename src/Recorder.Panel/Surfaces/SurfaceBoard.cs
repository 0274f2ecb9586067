using System.Collections.Concurrent;
using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces.Mapped;

namespace Recorder.Panel.Surfaces;

/// <summary>
/// What is known of the surfaces beyond their ports: which are there, what is being learned, what was. Commands come from any
/// thread, the rest from the surfaces' own.
/// </summary>
/// <param name="maps">Where it is kept.</param>
public sealed class SurfaceBoard(ISurfaceMaps maps)
{
    private readonly object gate = new();
    private readonly ConcurrentQueue<(string Name, Func<SurfaceMap, string?> Change)> asked = [];

    // What could not be stored holds for as long as the program runs.
    private readonly Dictionary<MidiIdentity, string?> unstored = [];
    private SurfacesState state = new();

    /// <summary>For the snapshot.</summary>
    public SurfacesState State => Volatile.Read(ref state);

    /// <summary>What the next moved control will do; null while nothing is learned.</summary>
    internal LearnControl? Learning => State.Learning;

    /// <summary>Does what a command about surfaces asks.</summary>
    public CommandReply Handle(SurfaceCommand command) => command switch
    {
        LearnControl learn => Begin(learn),
        EndLearning => End(),
        ForgetLearned forget => Change(forget.Surface, _ => null, "as it was when it was new"),
        SetSurfaceProtocol set when Enum.IsDefined(set.Protocol) => Change(set.Surface, map => (map with { Protocol = set.Protocol }).ToJson(), set.Protocol == SurfaceProtocol.Mackie ? "Mackie Control" : "mapped"),
        _ => CommandReply.Refused("That is not known here."),
    };

    /// <summary>The map of a surface: what was kept, or what its name suggests.</summary>
    internal SurfaceMap MapOf(MidiIdentity surface)
    {
        var preset = Presets.For(surface);
        return SurfaceMap.FromJson(unstored.TryGetValue(surface, out var held) ? held : maps.Load(surface)) is { } kept ? kept with { Greeting = preset.Greeting } : preset;
    }

    /// <summary>A control was found: its surface's map is kept, and learning is over.</summary>
    internal void Learn(MidiIdentity surface, SurfaceMap map, ControlBinding binding)
    {
        var isKept = Save(surface, map.ToJson());
        Update(now => now with
        {
            Learning = null,
            Learned = $"{surface}: {binding.Source.Kind} {binding.Source.Number} is {Words(binding)}.{(isKept ? "" : " It could not be stored: it holds until the recorder is switched off.")}",
        });
    }

    /// <summary>The surfaces that are there.</summary>
    internal void Show(ImmutableArray<SurfaceState> surfaces)
    {
        if (!State.Surfaces.SequenceEqual(surfaces))
            Update(now => now with { Surfaces = surfaces });
    }

    private static string Words(ControlBinding binding) => SurfaceValue.Of(binding.Action, 0) is { Parameter: not null } || binding.Action is SurfaceAction.Mute or SurfaceAction.Solo or SurfaceAction.Arm
        ? $"{binding.Action} {binding.Strip + 1}"
        : $"{binding.Action}";

    private CommandReply Begin(LearnControl learn)
    {
        if (!Enum.IsDefined(learn.Action) || learn.Strip is < 0 or >= SurfaceDesk.StripsPerBank)
            return CommandReply.Refused("There is no such control to learn.");
        if (!State.Surfaces.Any(surface => surface.Protocol == SurfaceProtocol.Mapped))
            return CommandReply.Refused("No surface that could learn is plugged in.");
        Update(now => now with { Learning = learn, Learned = "" });
        return new CommandReply(true, SurfaceValue.Of(learn.Action, 0) is null ? "Press a button of the surface." : "Move a fader, or turn a knob right, then left.");
    }

    private CommandReply End()
    {
        Update(now => now with { Learning = null });
        return CommandReply.Done;
    }

    private CommandReply Change(string name, Func<SurfaceMap, string?> change, string words)
    {
        if (!State.Surfaces.Any(surface => surface.Name == name))
            return CommandReply.Refused($"{name} is not plugged in.");
        asked.Enqueue((name, change));
        return new CommandReply(true, $"{name}: {words}.");
    }

    /// <summary>Does what was asked for surfaces that are there; those that are other now.</summary>
    internal IReadOnlyList<MidiIdentity> TakeChanges(IReadOnlyList<MidiIdentity> present)
    {
        var changed = new List<MidiIdentity>();
        while (asked.TryDequeue(out var next))
        {
            foreach (var surface in present.Where(surface => surface.ToString() == next.Name).Distinct())
            {
                Save(surface, next.Change(MapOf(surface)));
                changed.Add(surface);
            }
        }
        return changed;
    }

    private bool Save(MidiIdentity surface, string? map)
    {
        var isKept = maps.Save(surface, map);
        if (isKept)
            unstored.Remove(surface);
        else
            unstored[surface] = map;
        return isKept;
    }

    private void Update(Func<SurfacesState, SurfacesState> change)
    {
        lock (gate)
            Volatile.Write(ref state, change(state));
    }
}
