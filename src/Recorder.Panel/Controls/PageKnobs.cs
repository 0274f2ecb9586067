using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>The knobs of CHANNEL, MASTER and CLICK: eight values of a page, on the small build three of them at a time.</summary>
internal sealed class PageKnobs(Desk desk, ValueKnobs values, SetUpControls setUp, ListeningLease listening)
{
    private readonly CardKnobs card = new(desk, values);
    private readonly Dictionary<ParameterSpec, float> bypassed = [];
    private readonly TapTempo taps = new();

    /// <summary>The reference of the master.</summary>
    public ReferenceKnob Reference { get; } = new(desk);

    private PanelState State => desk.State;

    /// <summary>A knob of CHANNEL was turned.</summary>
    /// <param name="knob">From 0.</param>
    /// <param name="detents">As turned.</param>
    /// <param name="accelerated">As they count for values.</param>
    /// <param name="withBack">Whether BACK is held.</param>
    /// <param name="isPressedIn">Whether the knob itself is held down.</param>
    public void TurnChannel(int knob, int detents, int accelerated, bool withBack, bool isPressedIn)
    {
        var owner = ChannelScreen.Title(desk.Snapshot, State.Channel);
        switch (SlotAt(KnobPages.Channel(State.Page), knob))
        {
            case CardSlot { WithBack: { } second } when withBack:
                values.Turn(second, State.Channel, owner, accelerated);
                break;
            // 48 V is good or bad for what is plugged in: with BACK its knob says what that is.
            case CardSlot { Control: CardControl.Phantom } when withBack:
                setUp.TurnMicrophone(State.Channel, detents);
                break;
            case CardSlot own:
                card.Turn(own, State.Channel, detents, accelerated, isPressedIn);
                break;
            case ValueSlot value:
                values.Turn(withBack && value.WithBack is { } other ? other : value, State.Channel, owner, accelerated);
                break;
            case PairSlot:
                setUp.Pair(State.Channel, detents > 0);
                break;
            case ArmSlot:
                Arm(detents > 0);
                break;
        }
    }

    /// <summary>A knob of CHANNEL was pressed: its value is back at its default; 48 V asks.</summary>
    public void PressChannel(int knob, bool withBack)
    {
        switch (SlotAt(KnobPages.Channel(State.Page), knob))
        {
            case CardSlot { WithBack: { } second } when withBack:
                Reset(second);
                break;
            case CardSlot own:
                card.Press(own, State.Channel);
                break;
            case ValueSlot value:
                Reset(withBack && value.WithBack is { } other ? other : value);
                break;
            case PairSlot:
                setUp.Pair(State.Channel, isPaired: false);
                break;
            case ArmSlot:
                Arm(isArmed: true);
                break;
        }
    }

    /// <summary>A knob of CHANNEL was held; true when it must not lead to another channel, as it is held to be turned.</summary>
    public bool HoldChannel(int knob)
    {
        if (!desk.RecordsInputs || SlotAt(KnobPages.Channel(State.Page), knob) is not CardSlot { Control: CardControl.Gain or CardControl.Pad })
            return false;
        desk.Tell("Keep it pressed in and turn.");
        return true;
    }

    /// <summary>A knob of MASTER was turned.</summary>
    public void TurnMaster(int knob, int detents, int accelerated)
    {
        switch (SlotAt(KnobPages.Master, knob))
        {
            case ValueSlot value:
                bypassed.Remove(value.Spec);
                values.Turn(value, 0, "Master", accelerated);
                break;
            case ReferenceSlot:
                Reference.Turn(detents);
                break;
        }
    }

    /// <summary>A knob of MASTER was pressed. Bypassed, a stage stands where it does nothing; pressed again, where it stood.</summary>
    public void PressMaster(int knob)
    {
        if (SlotAt(KnobPages.Master, knob) is not ValueSlot value)
        {
            if (SlotAt(KnobPages.Master, knob) is ReferenceSlot)
                Reference.Press();
            return;
        }
        if (bypassed.Remove(value.Spec, out var before))
        {
            values.Set(value, 0, "Master", before);
            return;
        }
        bypassed[value.Spec] = values.Read(value, 0);
        var neutral = value.Spec == MasterParameter.CompressionPercent.Spec() ? 0 : value.Spec.Default;
        values.Set(value, 0, "Master", neutral);
    }

    /// <summary>A knob of CLICK was turned.</summary>
    public void TurnClick(int knob, int accelerated)
    {
        if (SlotAt(KnobPages.Click, knob) is ValueSlot value)
            values.Turn(value, 0, "Click", accelerated);
    }

    /// <summary>A knob of CLICK was pressed: the tempo is tapped, a switch flips, the rest is back at its default.</summary>
    public void PressClick(int knob)
    {
        if (SlotAt(KnobPages.Click, knob) is not ValueSlot value)
            return;
        if (value.Spec == ClickParameter.TempoBpm.Spec())
            Tap(value);
        else if (value.Spec.Warp == ParameterWarp.Switch)
            values.Flip(value, 0);
        else
            values.Set(value, 0, "Click", value.Spec.Default);
    }

    /// <summary>MAIN was pressed on CLICK: on or off.</summary>
    public void SwitchClick() => values.Flip(KnobPages.Of(ClickParameter.On), 0);

    private void Tap(ValueSlot tempo)
    {
        if (taps.Tap(desk.NowMs) is { } bpm)
            values.Set(tempo, 0, "Click", tempo.Spec.Clamp((float)Math.Round(bpm)));
        else
            desk.Tell("Tap on.");
    }

    /// <summary>A knob of MASTER was pressed with BACK held: its stage alone is heard, or all again.</summary>
    public void HearAlone(int knob)
    {
        if (SlotAt(KnobPages.Master, knob) is ValueSlot value)
            listening.Switch((MasterParameter)MasterParameters.Specs.IndexOf(value.Spec));
        else if (SlotAt(KnobPages.Master, knob) is ReferenceSlot)
            desk.Tell("A reference moves Low, Body and Air: hear those.");
    }

    // On the small build three of the eight are under the knobs.
    private KnobSlot? SlotAt(KnobSlot[] slots, int knob)
    {
        var place = State.IsSmall ? State.Group * SmallPages.ValuesAtOnce + knob : knob;
        return place < slots.Length && (!State.IsSmall || knob < SmallPages.ValuesAtOnce) ? slots[place] : null;
    }

    private void Reset(ValueSlot value) => values.Set(value, State.Channel, ChannelScreen.Title(desk.Snapshot, State.Channel), value.Spec.Default);

    private void Arm(bool isArmed)
    {
        if (State.Channel < desk.Snapshot.Inputs.Length && desk.Snapshot.Inputs[State.Channel].IsArmed != isArmed)
            desk.Post(new ArmInput(State.Channel, isArmed));
    }
}
