using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Controls;

/// <summary>K1 to K8 and MAIN: what they do on the screen shown.</summary>
internal sealed class ScreenControls(Desk desk, TransportKeys transport)
{
    private static readonly string[] InputNames =
        ["Kick", "Snare", "Hat", "Tom 1", "Tom 2", "OH L", "OH R", "Bass", "Gtr", "Gtr L", "Gtr R", "Keys", "Voice", "Choir", "Brass", "Talk", "Room L", "Room R"];

    private static readonly ValueSlot Level = KnobPages.Of(StripParameter.FaderDb);
    private static readonly ValueSlot Pan = KnobPages.Of(StripParameter.Pan);
    private static readonly ValueSlot Mute = KnobPages.Of(StripParameter.Mute);
    private static readonly ValueSlot Solo = KnobPages.Of(StripParameter.Solo);

    // The small build's three knobs turn the chosen channel.
    private static readonly ValueSlot[] SmallKnobs = [Level, Pan, KnobPages.Of(StripParameter.ReverbSendDb)];

    private static readonly ParameterSpec PhonesSpec = StripParameter.FaderDb.Spec() with { Name = "Level", Default = StripParameters.SilenceDb };
    private static readonly ValueSlot Phones = new("Phones", PhonesSpec, (snapshot, _) => snapshot.PhonesDb, (_, value) => new SetPhones(value));

    private readonly ValueKnobs values = new(desk);
    private readonly Dictionary<ParameterSpec, float> bypassed = [];

    private PanelState State => desk.State;

    /// <summary>A knob was turned; with BACK held its second value.</summary>
    public void Turn(int knob, int detents, bool withBack)
    {
        switch (State.Screen)
        {
            case ScreenName.Channel:
                TurnSlot(SlotAt(KnobPages.Channel(State.Page), knob), State.Channel, ChannelScreen.Title(desk.Snapshot, State.Channel), detents, withBack);
                break;
            case ScreenName.Master:
                TurnSlot(SlotAt(KnobPages.Master, knob), 0, "Master", detents, withBack: false);
                break;
            case ScreenName.Names:
                Rename(State.FirstOfBank + knob, detents);
                break;
            case ScreenName.Meters when State.IsSmall:
                if (knob < SmallKnobs.Length && State.Channel < desk.Snapshot.Mix.Strips.Length)
                    values.Turn(SmallKnobs[knob], State.Channel, ChannelScreen.Title(desk.Snapshot, State.Channel), detents);
                break;
            case ScreenName.Meters or ScreenName.Mix:
                if (StripUnder(knob) is { } strip)
                    values.Turn(withBack ? Pan : Level, strip, ChannelScreen.Title(desk.Snapshot, strip), detents);
                break;
        }
    }

    /// <summary>A knob was pressed and let go.</summary>
    public void Press(int knob, bool withBack)
    {
        switch (State.Screen)
        {
            case ScreenName.Channel:
                ResetSlot(SlotAt(KnobPages.Channel(State.Page), knob), State.Channel, withBack);
                break;
            case ScreenName.Master when withBack:
                desk.Tell("Hearing one stage alone is not in this version.");
                break;
            case ScreenName.Master:
                Bypass(SlotAt(KnobPages.Master, knob));
                break;
            case ScreenName.Arm:
                Arm(State.FirstOfBank + knob);
                break;
            case ScreenName.Meters when State.IsSmall:
                if (knob < 2 && State.Channel < desk.Snapshot.Mix.Strips.Length)
                    values.Flip(knob == 0 ? Mute : Solo, State.Channel);
                break;
            case ScreenName.Meters or ScreenName.Mix:
                if (StripUnder(knob) is { } strip)
                    values.Flip(withBack ? Solo : Mute, strip);
                break;
        }
    }

    /// <summary>A knob was held: look inside its channel.</summary>
    public void Hold(int knob)
    {
        if (State.IsSmall)
            return;
        if (State.Screen is not (ScreenName.Meters or ScreenName.Mix or ScreenName.Channel) || State.FirstOfBank + knob >= Channels)
            return;
        State.Channel = State.FirstOfBank + knob;
        if (State.Screen != ScreenName.Channel)
            desk.GoTo(ScreenName.Channel);
    }

    /// <summary>MAIN was turned.</summary>
    public void TurnMain(int detents)
    {
        switch (State.Screen)
        {
            case ScreenName.Channel:
                State.Page = (ChannelPage)Math.Clamp((int)State.Page + detents, 0, (int)ChannelPage.Tune);
                break;
            case ScreenName.Master:
                desk.Tell("Hearing it as phone, car or club is not in this version.");
                break;
            case ScreenName.Meters when State.IsSmall:
                State.Channel = Math.Clamp(State.Channel + detents, 0, Math.Max(0, Channels - 1));
                break;
            case ScreenName.Meters or ScreenName.Mix or ScreenName.Arm or ScreenName.Names:
                var banks = (Channels + PanelState.KnobsPerBank - 1) / PanelState.KnobsPerBank;
                State.Bank = Math.Clamp(State.Bank + detents, 0, Math.Max(0, banks - 1));
                break;
            default:
                State.Row = Math.Clamp(State.Row + detents, 0, Math.Max(0, Rows - 1));
                break;
        }
    }

    /// <summary>MAIN was pressed and let go.</summary>
    public void PressMain()
    {
        switch (State.Screen)
        {
            case ScreenName.Meters:
                desk.GoTo(ScreenName.Menu);
                break;
            case ScreenName.Menu:
                OpenMenuRow();
                break;
            case ScreenName.Mix when desk.Snapshot.Mix.SceneNames.IsEmpty:
                desk.Tell("No scenes yet. BACK + MIX makes one.");
                break;
            case ScreenName.Mix:
                desk.GoTo(ScreenName.Scenes);
                State.Row = Math.Max(0, desk.Snapshot.Mix.SceneNames.IndexOf(desk.Snapshot.Mix.SceneName));
                break;
            case ScreenName.Scenes:
                if (State.Row < desk.Snapshot.Mix.SceneNames.Length && desk.Post(new RecallScene(desk.Snapshot.Mix.SceneNames[State.Row])))
                    desk.GoTo(ScreenName.Mix);
                break;
            case ScreenName.QuickMix:
                desk.Tell("Dropping one move is not in this version. BACK + MAIN left undoes the mix.");
                break;
            case ScreenName.Master:
                desk.Tell("Reference and album are not in this version. K1 sets the aim.");
                break;
            case ScreenName.Channel:
                desk.Tell("The sound check is not in this version.");
                break;
            case ScreenName.Takes when transport.ChosenTake() is { } number:
                desk.GoTo(ScreenName.TakeMenu);
                State.TakeNumber = number;
                break;
            case ScreenName.TakeMenu:
                OpenTakeRow();
                break;
            case ScreenName.Export:
                StartExport();
                break;
        }
    }

    /// <summary>MAIN is turned while pressed: the headphones, everywhere.</summary>
    public void TurnPhones(int detents) => values.Turn(Phones, 0, "Phones", detents);

    private int Channels => Math.Max(desk.Snapshot.Inputs.Length, desk.Snapshot.Mix.Strips.Length);

    private int Rows => State.Screen switch
    {
        ScreenName.Menu => ListScreens.Menu.Length,
        ScreenName.Takes => desk.Snapshot.Takes.Length,
        ScreenName.TakeMenu => ListScreens.TakeMenu.Length,
        ScreenName.Scenes => desk.Snapshot.Mix.SceneNames.Length,
        ScreenName.QuickMix => desk.Snapshot.Mix.QuickMixMoves.Length,
        ScreenName.Export => desk.Snapshot.Storage.Offers.Length,
        _ => 0,
    };

    private int? StripUnder(int knob) => State.FirstOfBank + knob is var strip && strip < desk.Snapshot.Mix.Strips.Length ? strip : null;

    private static KnobSlot? SlotAt(KnobSlot[] slots, int knob) => knob < slots.Length ? slots[knob] : null;

    private void TurnSlot(KnobSlot? slot, int channel, string owner, int detents, bool withBack)
    {
        switch (slot)
        {
            case ValueSlot value:
                bypassed.Remove(value.Spec);
                values.Turn(withBack && value.WithBack is { } second ? second : value, channel, owner, detents);
                break;
            case ArmSlot when channel < desk.Snapshot.Inputs.Length && desk.Snapshot.Inputs[channel].IsArmed != detents > 0:
                Arm(channel);
                break;
            case MissingSlot missing:
                desk.Tell(missing.Sentence);
                break;
        }
    }

    private void ResetSlot(KnobSlot? slot, int channel, bool withBack)
    {
        if (slot is ValueSlot value)
        {
            var meant = withBack && value.WithBack is { } second ? second : value;
            values.Set(meant, channel, ChannelScreen.Title(desk.Snapshot, channel), meant.Spec.Default);
        }
        else if (slot is ArmSlot && channel < desk.Snapshot.Inputs.Length && !desk.Snapshot.Inputs[channel].IsArmed)
            Arm(channel);
        else if (slot is MissingSlot missing)
            desk.Tell(missing.Sentence);
    }

    // Bypassed, a stage stands where it does nothing; pressed again, it stands where it stood.
    private void Bypass(KnobSlot? slot)
    {
        if (slot is not ValueSlot value)
        {
            if (slot is MissingSlot missing)
                desk.Tell(missing.Sentence);
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

    private void Arm(int input)
    {
        if (input < desk.Snapshot.Inputs.Length)
            desk.Post(new ArmInput(input, !desk.Snapshot.Inputs[input].IsArmed));
    }

    private void Rename(int input, int detents)
    {
        if (input >= desk.Snapshot.Inputs.Length)
            return;
        var now = Array.IndexOf(InputNames, desk.Snapshot.Inputs[input].Name);
        var next = now < 0 ? 0 : ((now + detents) % InputNames.Length + InputNames.Length) % InputNames.Length;
        desk.Post(new NameInput(input, InputNames[next]));
    }

    private void OpenMenuRow()
    {
        var row = ListScreens.Menu[State.Row];
        if (row.Opens is { } screen)
            desk.GoTo(screen);
        else
            desk.Tell($"{row.Label} is not in this version.");
    }

    private void OpenTakeRow()
    {
        switch ((TakeAction)State.Row)
        {
            case TakeAction.Play:
                transport.Play(withBack: false);
                break;
            case TakeAction.QuickMix:
                OpenAnd(new StartQuickMix());
                break;
            case TakeAction.Master:
                OpenAnd(new StartMaster());
                break;
            case TakeAction.Star:
                transport.Star();
                break;
            case TakeAction.Bin:
                State.Question = new Question(FormattableString.Invariant($"Put T{State.TakeNumber} into the bin?"), IsYes: false, new BinTake(State.TakeNumber));
                break;
            default:
                desk.Tell($"{ListScreens.TakeMenu[State.Row].Label} is not in this version.");
                break;
        }
    }

    private void OpenAnd(RecorderCommand command)
    {
        if (desk.Snapshot.Open?.Number == State.TakeNumber || desk.Post(new OpenTake(State.TakeNumber)))
            desk.Post(command);
    }

    private void StartExport()
    {
        if (desk.Snapshot.Job is { Kind: JobKind.Export } job && job != State.SeenJob)
        {
            if (JobText.IsUnderWay(job))
                desk.Tell("Hold STOP: cancel, finished files stay.");
            else
                State.SeenJob = job;
            return;
        }
        if (State.Row >= desk.Snapshot.Storage.Offers.Length || desk.Snapshot.Storage.StickLabel is null)
            return;
        var offer = desk.Snapshot.Storage.Offers[State.Row];
        if (offer.Fits)
            desk.Post(new StartExport(offer.Choice));
        else
            desk.Tell("It does not fit on this stick. Turn MAIN: choose less.");
    }
}
