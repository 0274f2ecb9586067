using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Session.Mixes;

/// <summary>The mix of the open take with every move named and undoable.</summary>
/// <remarks>
/// A knob that is turned makes many moves of one value; while they follow each other within <see cref="GestureMs"/> they
/// are one step. Undo never touches what was recorded. Not for two threads at once.
/// </remarks>
public sealed class MixHistory(Mix mix, TimeProvider time)
{
    /// <summary>Moves of the same value closer together than this are one step.</summary>
    public const int GestureMs = 1000;

    // Far beyond what anyone steps back through, and some kilobytes each.
    private const int MaxSteps = 500;

    private readonly List<Step> done = [];
    private readonly Stack<Step> undone = new();
    private long movedAt;

    /// <summary>The mix as it is now.</summary>
    public Mix Mix { get; private set; } = mix.Morph is null ? mix : mix with { Morph = null };

    /// <summary>What undo would take back; null when there is nothing.</summary>
    public string? UndoName => done.Count > 0 ? done[^1].Name : null;

    /// <summary>What redo would do again; null when there is nothing.</summary>
    public string? RedoName => undone.TryPeek(out var step) ? step.Name : null;

    /// <summary>A hand sets one value of a strip.</summary>
    /// <param name="strip">From 0.</param>
    /// <param name="parameter">Which value.</param>
    /// <param name="value">In its unit.</param>
    /// <param name="partner">
    /// The other half of a stereo pair, which goes along in the same step: a pan the other way, trim and polarity not at all, as
    /// these make up for what the two microphones are.
    /// </param>
    /// <returns>The strips that were set, and to what.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strip.</exception>
    public ImmutableArray<(int Strip, float Value)> SetStrip(int strip, StripParameter parameter, float value, int? partner = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)strip, (uint)Mix.Current.Strips.Length, nameof(strip));
        var scene = Mix.Current.WithStrip(strip, parameter, value);
        var set = ImmutableArray.Create((strip, scene.Strips[strip].Values[parameter]));
        if (partner is { } other && parameter is not (StripParameter.TrimDb or StripParameter.PolarityInverted))
        {
            scene = scene.WithStrip(other, parameter, parameter == StripParameter.Pan ? -value : value);
            set = set.Add((other, scene.Strips[other].Values[parameter]));
        }
        Move(MoveNames.Strip(scene.Strips[strip], parameter), Edited(scene), (typeof(StripParameter), strip, (int)parameter));
        return set;
    }

    /// <summary>A hand sets one value of the buses.</summary>
    public void SetBus(BusParameter parameter, float value)
    {
        var scene = Mix.Current.WithBus(parameter, value);
        Move(MoveNames.Bus(scene.Bus, parameter), Edited(scene), (typeof(BusParameter), 0, (int)parameter));
    }

    /// <summary>A hand sets one value of a group.</summary>
    public void SetGroup(int group, GroupParameter parameter, float value)
    {
        var scene = Mix.Current.WithGroup(group, parameter, value);
        Move(MoveNames.Group(scene.Groups[group], parameter), Edited(scene), (typeof(GroupParameter), group, (int)parameter));
    }

    /// <summary>A hand puts a strip into a group, with the other half of its pair; turned through several, it is one step.</summary>
    public void JoinGroup(int strip, int? group, int? partner)
    {
        var scene = Mix.Current.WithMember(strip, group);
        if (partner is { } other)
            scene = scene.WithMember(other, group);
        Move(MoveNames.Member(scene, strip), Edited(scene), (typeof(SceneGroup), strip, 0));
    }

    /// <summary>A hand sets one value of the master.</summary>
    public void SetMaster(MasterParameter parameter, float value)
    {
        var master = Mix.Master.With(parameter, value);
        Move(MoveNames.Master(master, parameter), Mix with { Master = master }, (typeof(MasterParameter), 0, (int)parameter));
    }

    /// <summary>A hand sets what the master is to measure.</summary>
    public void SetAim(MasterAim aim) => Move($"Master aim {aim.Words}", Mix with { Master = Mix.Master.With(aim) }, null);

    /// <summary>A hand chooses what the master's tone is brought nearer to; turned on, it is one step with the last.</summary>
    /// <param name="key">Its key; "" for nothing.</param>
    /// <param name="name">As people know it.</param>
    public void SetReference(string key, string name) =>
        Move($"reference {name}", Mix with { Reference = key, GivenTone = null }, (typeof(GivenTone), 0, 0));

    /// <summary>The reference has given its tone: undo takes it off the knobs, and it is not given a second time.</summary>
    /// <param name="tone">The tone.</param>
    /// <param name="before">Where the knobs stood when it was found; where a hand has moved them since, they stay.</param>
    /// <param name="name">The reference, as people know it.</param>
    public void GiveTone(GivenTone tone, GivenTone before, string name)
    {
        var standing = GivenTone.Of(Mix.Master);
        Mix = Mix with { GivenTone = tone, Morph = null };
        if (standing == before && tone != before)
            Move($"tone towards {name}", Mix with { Master = tone.In(Mix.Master) }, null);
    }

    /// <summary>
    /// A hand goes between what was heard before and another scene. It is one step however long it takes, until something else is moved or
    /// another scene is gone to.
    /// </summary>
    /// <param name="to">The other scene.</param>
    /// <param name="percent">How far, 0 to 100.</param>
    public void Morph(Scene to, float percent)
    {
        percent = MorphParameter.Percent.Clamp(percent);
        var goesOn = Mix.Morph?.To == to.Name && done.Count > 0 && ReferenceEquals(done[^1].After, Mix);
        var before = goesOn ? done[^1].Before : Mix;
        var changed = before with
        {
            Current = SceneMorph.Between(before.Current, to, percent / 100), IsEdited = before.IsEdited || percent > 0, Morph = new MorphState(to.Name, percent),
        };
        if (goesOn)
            done.RemoveAt(done.Count - 1);
        Add(new Step(string.Create(CultureInfo.InvariantCulture, $"morph to {to.Name} {percent:0} %"), before, changed, null));
    }

    /// <summary>Any other change as one step: a scene recalled or stored, a quick mix.</summary>
    public void Change(string name, Mix changed) => Move(name, changed, null);

    /// <summary>Takes back the last step; returns its name, null when there is nothing.</summary>
    public string? Undo()
    {
        if (done.Count == 0)
            return null;
        var step = done[^1];
        done.RemoveAt(done.Count - 1);
        undone.Push(step);
        Mix = step.Before;
        return step.Name;
    }

    /// <summary>Does the last undone step again; returns its name, null when there is nothing.</summary>
    public string? Redo()
    {
        if (!undone.TryPop(out var step))
            return null;
        // Done again it is a step of its own: the next turn of that knob does not grow it.
        done.Add(step with { Target = null });
        Mix = step.After;
        return step.Name;
    }

    private Mix Edited(Scene scene) => Mix with { Current = scene, IsEdited = true };

    private void Move(string name, Mix changed, (Type Kind, int Strip, int Parameter)? target)
    {
        var goesOn = target is not null && undone.Count == 0 && done.Count > 0 && done[^1].Target == target
            && time.GetElapsedTime(movedAt).TotalMilliseconds < GestureMs;
        if (changed.Morph is not null)
            changed = changed with { Morph = null };
        var before = Mix;
        if (goesOn)
        {
            before = done[^1].Before;
            done.RemoveAt(done.Count - 1);
        }
        Add(new Step(name, before, changed, target));
    }

    private void Add(Step step)
    {
        done.Add(step);
        if (done.Count > MaxSteps)
            done.RemoveAt(0);
        undone.Clear();
        Mix = step.After;
        movedAt = time.GetTimestamp();
    }

    private sealed record Step(string Name, Mix Before, Mix After, (Type Kind, int Strip, int Parameter)? Target);
}
