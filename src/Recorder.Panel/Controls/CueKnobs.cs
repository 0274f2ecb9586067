using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>The knobs of CUES: the channels of the cue that is shown, and with BACK, or beside them on the small build, its own level and click.</summary>
internal sealed class CueKnobs(Desk desk, ValueKnobs values)
{
    // How loud it was before a press silenced it; an output that is new knows nothing of another's.
    private readonly Dictionary<(string Output, ParameterSpec Spec, int Place), float> silenced = [];

    private PanelState State => desk.State;

    /// <summary>A knob was turned.</summary>
    public void Turn(int knob, int accelerated, bool withBack)
    {
        if (Under(knob, withBack) is var (slot, place, owner))
            values.Turn(slot, place, owner, accelerated);
    }

    /// <summary>A knob was pressed: silent, or as it was. A whole cue is switched off by a press, and on by a turn alone.</summary>
    public void Press(int knob, bool withBack)
    {
        if (Under(knob, withBack) is not var (slot, place, _))
            return;
        var (key, level) = ((desk.Snapshot.Interface.OutputKey, slot.Spec, place), values.Read(slot, place));
        if (level > slot.Spec.Minimum)
        {
            silenced[key] = level;
            values.Put(slot, place, slot.Spec.Minimum);
        }
        else if (slot.Spec != CueParameter.LevelDb.Spec())
        {
            values.Put(slot, place, silenced.GetValueOrDefault(key, slot.Spec.Default));
        }
    }

    /// <summary>MAIN was pressed: the next musician's.</summary>
    public void Next()
    {
        // What was turned in the one before is no value of this one.
        State.Overlay = null;
        if (!desk.Snapshot.Cues.IsEmpty)
            State.Cue = (CueSlots.Chosen(desk.Snapshot, State) + 1) % desk.Snapshot.Cues.Length;
    }

    private (ValueSlot Slot, int Place, string Owner)? Under(int knob, bool withBack)
    {
        if (desk.Snapshot.Cues.IsEmpty)
            return null;
        var cue = CueSlots.Chosen(desk.Snapshot, State);
        // The small build has them beside its one channel.
        if (State.IsSmall ? knob > 0 : withBack)
        {
            var own = State.IsSmall ? knob - 1 : knob;
            return own < CueParameters.Count ? (CueSlots.Of((CueParameter)own, cue), cue, FormattableString.Invariant($"Cue {cue + 1}")) : null;
        }
        var channel = State.IsSmall ? State.Channel : State.FirstOfBank + knob;
        return channel < Math.Min(desk.Snapshot.Mix.Strips.Length, EngineSnapshot.MaxChannels)
            ? (CueSlots.Channel(cue), CueSlots.Place(cue, channel), ChannelScreen.Title(desk.Snapshot, channel))
            : null;
    }
}
