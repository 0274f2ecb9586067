using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>The knobs of METERS and MIX: channels, and on MIX behind them groups, effects and the mix; and what is inside those, GROUPS and EFFECT.</summary>
internal sealed class MixKnobs(Desk desk, ValueKnobs values)
{
    private static readonly ValueSlot Level = KnobPages.Of(StripParameter.FaderDb);
    private static readonly ValueSlot Pan = KnobPages.Of(StripParameter.Pan);
    private static readonly ValueSlot Mute = KnobPages.Of(StripParameter.Mute);
    private static readonly ValueSlot Solo = KnobPages.Of(StripParameter.Solo);

    private PanelState State => desk.State;

    private int Strips => desk.Snapshot.Mix.Strips.Length;

    /// <summary>A knob of METERS or MIX was turned.</summary>
    public void Turn(int knob, int accelerated, bool withBack)
    {
        if (BusShown is { } shown)
            TurnBus(shown, knob, accelerated, withBack);
        else if (StripUnder(knob) is { } strip)
            values.Turn(State.IsSmall ? knob switch { 0 => Level, 1 => Pan, _ => KnobPages.Picked(State.Picked) } : withBack ? Pan : Level,
                strip, ChannelScreen.Title(desk.Snapshot, strip), accelerated);
    }

    /// <summary>A knob of METERS or MIX was pressed.</summary>
    public void Press(int knob, bool withBack)
    {
        if (BusShown is { } shown)
            PressBus(State.IsSmall ? shown : knob, State.IsSmall ? knob : withBack ? 1 : 0);
        else if (State.IsSmall && knob == 2)
            State.Picked = (State.Picked + 1) % KnobPages.PickedCount;
        else if (StripUnder(knob) is { } strip)
            values.Flip((State.IsSmall ? knob == 0 : !withBack) ? Mute : Solo, strip);
    }

    /// <summary>A knob of MIX was held over a group or an effect: look inside; false where nothing is inside.</summary>
    public bool HoldBus(int knob)
    {
        var place = State.IsSmall ? State.Bus : knob;
        if (State.IsSmall && knob != 0 || place >= BusBank.Mix)
            return false;
        State.Bus = place;
        State.Group = 0;
        desk.GoTo(BusBank.IsGroup(place) ? ScreenName.Groups : ScreenName.Effect);
        return true;
    }

    /// <summary>Whether groups and effects are under the knobs.</summary>
    public bool IsOnBuses => BusShown is not null;

    /// <summary>MAIN was turned on MIX: the next bank, the next channel on the small build, and behind the last one groups and effects.</summary>
    /// <param name="detents">How far.</param>
    /// <param name="channels">How many there are.</param>
    public void TurnMain(int detents, int channels)
    {
        var places = State.IsSmall ? channels : (channels + PanelState.KnobsPerBank - 1) / PanelState.KnobsPerBank;
        var behind = desk.Snapshot.Mix.Strips.IsEmpty || desk.Snapshot.Mix.Groups.IsEmpty ? 0 : State.IsSmall ? BusBank.Count : 1;
        var now = IsOnBuses ? places + (State.IsSmall ? State.Bus : 0) : State.IsSmall ? State.Channel : State.Bank;
        var next = Math.Clamp(now + detents, 0, Math.Max(0, places + behind - 1));
        State.IsOnBuses = next >= places;
        if (State.IsOnBuses && State.IsSmall)
            State.Bus = next - places;
        if (State.IsSmall)
            State.Channel = Math.Min(next, Math.Max(0, places - 1));
        else
            State.Bank = Math.Min(next, Math.Max(0, places - 1));
    }

    /// <summary>MAIN was pressed on MORPH TO: the way to that scene is under MAIN.</summary>
    public void ChooseMorph()
    {
        if (MorphScreen.TargetAt(desk.Snapshot, State.Row) is not { } to)
            return;
        desk.GoTo(ScreenName.Morph);
        State.MorphTo = to;
    }

    /// <summary>MAIN was turned on MORPH.</summary>
    public void TurnMorph(int detents)
    {
        // Each scene has a place of its own, so that one's way is not taken for another's.
        var (way, place) = (MorphScreen.Way(State.MorphTo), desk.Snapshot.Mix.SceneNames.IndexOf(State.MorphTo));
        var now = values.Read(way, place);
        if (way.Spec.Turn(now, detents) is var next && next != now)
            values.Put(way, place, next);
    }

    /// <summary>A knob of EFFECT was turned.</summary>
    public void TurnEffect(int knob, int accelerated)
    {
        if (SlotOfEffect(knob) is { } slot)
            values.Turn(slot, State.Bus, BusBank.NameOf(desk.Snapshot, State.Bus), accelerated);
    }

    /// <summary>A knob of EFFECT was pressed: back at its default, and the mute switches.</summary>
    public void PressEffect(int knob)
    {
        if (SlotOfEffect(knob) is not { } slot)
            return;
        if (slot.Spec.Warp == ParameterWarp.Switch)
            values.Flip(slot, State.Bus);
        else
            values.Set(slot, State.Bus, BusBank.NameOf(desk.Snapshot, State.Bus), slot.Spec.Default);
    }

    /// <summary>MAIN was turned on EFFECT: the other one, on the small build the next three values.</summary>
    public void TurnMainOnEffect(int detents)
    {
        if (State.IsSmall)
            State.Group = Math.Clamp(State.Group + detents, 0, (BusBank.Inside(State.Bus).Length - 1) / SmallPages.ValuesAtOnce);
        else
            State.Bus = detents > 0 ? BusBank.Delay : BusBank.Reverb;
    }

    /// <summary>A knob of GROUPS was turned: its channel goes through the groups, none first.</summary>
    public void TurnGroups(int knob, int detents)
    {
        if (MemberUnder(knob) is not { } strip)
            return;
        var now = desk.Snapshot.Mix.Strips[strip].Group ?? -1;
        var next = Math.Clamp(now + detents, -1, desk.Snapshot.Mix.Groups.Length - 1);
        if (next != now)
            desk.Post(new JoinGroup(strip, next < 0 ? null : next));
    }

    /// <summary>A knob of GROUPS was pressed: its channel joins the group shown, or leaves it.</summary>
    public void PressGroups(int knob)
    {
        if (MemberUnder(knob) is { } strip)
            desk.Post(new JoinGroup(strip, desk.Snapshot.Mix.Strips[strip].Group == State.Bus ? null : State.Bus));
    }

    /// <summary>A knob of GROUPS was held: the group of its number is shown.</summary>
    public bool HoldGroups(int knob)
    {
        if (State.IsSmall || knob >= desk.Snapshot.Mix.Groups.Length)
            return false;
        State.Bus = knob;
        return true;
    }

    /// <summary>MAIN was pressed on GROUPS: what can be done with the group shown.</summary>
    public void AskAboutGroup()
    {
        var (group, name) = (State.Bus, BusBank.NameOf(desk.Snapshot, State.Bus));
        var edit = new NameEdit(FormattableString.Invariant($"Group {group + 1}"), name, 0, written => new NameGroup(group, written), ScreenName.Groups);
        State.Question = new Question(name, [new Answer("Leave"), new Answer("Name it", Writes: edit), new Answer("All by names", new ProposeGroups())]);
    }

    private int? BusShown => BusBank.IsShown(desk.Snapshot, State) ? State.Bus : null;

    private void TurnBus(int shown, int knob, int accelerated, bool withBack)
    {
        var place = State.IsSmall ? shown : knob;
        // With BACK, or beside the level on the small build, what an effect is turned by most.
        var inside = State.IsSmall ? knob - 1 : withBack ? 0 : -1;
        if (inside >= 0 && !BusBank.IsEffect(place))
            return;
        values.Turn(inside < 0 ? BusBank.Level(place) : BusBank.Inside(place)[inside], place, BusBank.NameOf(desk.Snapshot, place), accelerated);
    }

    private void PressBus(int place, int second)
    {
        if (second == 0 && BusBank.Mute(place) is { } mute)
            values.Flip(mute, place);
        else if (second == 0)
            desk.Tell("The mix itself has no mute: turn it down.");
        else if (second == 1 && BusBank.Solo(place) is { } solo)
            values.Flip(solo, place);
    }

    private int? StripUnder(int knob)
    {
        if (State.IsSmall)
            return knob < SmallPages.ValuesAtOnce && State.Channel < Strips ? State.Channel : null;
        return State.FirstOfBank + knob is var strip && strip < Strips ? strip : null;
    }

    private int? MemberUnder(int knob)
    {
        var strip = State.IsSmall ? State.Row : State.FirstOfBank + knob;
        return strip < Strips && (!State.IsSmall || knob == 0) ? strip : null;
    }

    private ValueSlot? SlotOfEffect(int knob)
    {
        var (slots, place) = (BusBank.Inside(State.Bus), State.IsSmall ? State.Group * SmallPages.ValuesAtOnce + knob : knob);
        return place < slots.Length && (!State.IsSmall || knob < SmallPages.ValuesAtOnce) ? slots[place] : null;
    }
}
