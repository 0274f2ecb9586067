using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Controls;

/// <summary>K1 to K8 and MAIN: what they do on the screen shown.</summary>
internal sealed class ScreenControls
{
    private static readonly ParameterSpec PhonesSpec = StripParameter.FaderDb.Spec() with { Name = "Level", Default = StripParameters.SilenceDb };
    private static readonly ValueSlot Phones = new("Phones", PhonesSpec, (snapshot, _) => snapshot.PhonesDb, (_, value) => new SetPhones(value));

    private readonly Desk desk;
    private readonly TransportKeys transport;
    private readonly ValueKnobs values;
    private readonly NameKnobs names;
    private readonly SetUpControls setUp;
    private readonly Playhead playhead;
    private readonly TakeKnobs take;
    private readonly PageKnobs pages;
    private readonly MixKnobs mix;
    private readonly CueKnobs cues;
    private readonly ListActions actions;
    private readonly ListeningLease listening;

    public ScreenControls(Desk desk, TransportKeys transport, ListeningLease listening)
    {
        (this.desk, this.transport, this.listening) = (desk, transport, listening);
        (values, names, playhead) = (new ValueKnobs(desk), new NameKnobs(desk), new Playhead(desk));
        (setUp, take) = (new SetUpControls(desk, transport, names), new TakeKnobs(desk, playhead));
        pages = new PageKnobs(desk, values, setUp, listening);
        mix = new MixKnobs(desk, values);
        cues = new CueKnobs(desk, values);
        actions = new ListActions(desk, transport, names);
    }

    private PanelState State => desk.State;

    /// <summary>A knob was turned; with BACK held its second value.</summary>
    /// <param name="knob">From 0.</param>
    /// <param name="detents">As turned, for lists.</param>
    /// <param name="accelerated">As they count for values.</param>
    /// <param name="withBack">Whether BACK is held.</param>
    /// <param name="isPressedIn">Whether the knob itself is held down.</param>
    public void Turn(int knob, int detents, int accelerated, bool withBack, bool isPressedIn)
    {
        if (setUp.Turn(knob, detents))
            return;
        switch (State.Screen)
        {
            case ScreenName.Channel:
                pages.TurnChannel(knob, detents, accelerated, withBack, isPressedIn);
                break;
            case ScreenName.Master when KnobPages.IsHearAs(State, knob):
                listening.Turn(detents);
                break;
            case ScreenName.Master:
                pages.TurnMaster(knob, detents, accelerated);
                break;
            case ScreenName.Click:
                pages.TurnClick(knob, accelerated);
                break;
            case ScreenName.Cues:
                cues.Turn(knob, accelerated, withBack);
                break;
            case ScreenName.Names when !State.IsSmall || knob == 0:
                names.Choose(State.IsSmall ? State.Row : State.FirstOfBank + knob, detents);
                break;
            case ScreenName.Letters:
                names.Turn(knob, detents);
                break;
            case ScreenName.Take:
                take.Turn(knob, detents, accelerated, withBack);
                break;
            case ScreenName.Groups:
                mix.TurnGroups(knob, detents);
                break;
            case ScreenName.Effect:
                mix.TurnEffect(knob, accelerated);
                break;
            case ScreenName.Meters or ScreenName.Mix:
                mix.Turn(knob, accelerated, withBack);
                break;
        }
    }

    /// <summary>A knob was pressed and let go.</summary>
    public void Press(int knob, bool withBack)
    {
        // "Which input? Press its knob."
        if (desk.Snapshot.Overdub.AsksForInput)
        {
            ChooseForOverdub(State.IsSmall ? State.Channel : State.FirstOfBank + knob, isChosen: true);
            return;
        }
        if (setUp.Press(knob))
            return;
        switch (State.Screen)
        {
            case ScreenName.Channel:
                pages.PressChannel(knob, withBack);
                break;
            case ScreenName.Master when withBack:
                pages.HearAlone(knob);
                break;
            case ScreenName.Master when KnobPages.IsHearAs(State, knob):
                listening.EndSystem();
                break;
            case ScreenName.Master:
                pages.PressMaster(knob);
                break;
            case ScreenName.Click:
                pages.PressClick(knob);
                break;
            case ScreenName.Cues:
                cues.Press(knob, withBack);
                break;
            case ScreenName.Arm when withBack:
                var input = State.IsSmall ? State.Row : State.FirstOfBank + knob;
                ChooseForOverdub(input, input < desk.Snapshot.Inputs.Length && !desk.Snapshot.Inputs[input].IsForOverdub);
                break;
            case ScreenName.Arm:
                Arm(State.IsSmall ? State.Row : State.FirstOfBank + knob);
                break;
            case ScreenName.Letters:
                names.TakeOut(knob);
                break;
            case ScreenName.Take:
                take.Press(knob);
                break;
            case ScreenName.Groups:
                mix.PressGroups(knob);
                break;
            case ScreenName.Effect:
                mix.PressEffect(knob);
                break;
            case ScreenName.Meters or ScreenName.Mix:
                mix.Press(knob, withBack);
                break;
        }
    }

    /// <summary>A knob was held: look inside its channel, or write the name over it; true when that means something here.</summary>
    public bool Hold(int knob)
    {
        var channel = State.FirstOfBank + knob;
        if (State.Screen == ScreenName.Take)
            return take.Hold(knob);
        if (mix.IsOnBuses)
            return mix.HoldBus(knob);
        if (State.Screen == ScreenName.Groups)
            return mix.HoldGroups(knob);
        if (State.IsSmall)
        {
            if (knob != 0 || State.Screen is not (ScreenName.Meters or ScreenName.Mix) || State.Channel >= Channels)
                return false;
            desk.GoTo(ScreenName.Channel);
            return true;
        }
        if (State.Screen == ScreenName.Names)
        {
            names.WriteInput(channel);
            return true;
        }
        if (State.Screen == ScreenName.Channel && pages.HoldChannel(knob))
            return true;
        if (State.Screen is not (ScreenName.Meters or ScreenName.Mix or ScreenName.Channel) || channel >= Channels)
            return State.Screen is ScreenName.Meters or ScreenName.Mix or ScreenName.Channel;
        State.Channel = channel;
        if (State.Screen != ScreenName.Channel)
            desk.GoTo(ScreenName.Channel);
        return true;
    }

    /// <summary>MAIN was turned.</summary>
    public void TurnMain(int detents)
    {
        if (setUp.TurnMain(detents))
            return;
        switch (State.Screen)
        {
            case ScreenName.Channel when State.IsSmall:
                var step = Math.Clamp((int)State.Page * SmallPages.Groups + State.Group + detents, 0, (int)ChannelPage.Tune * SmallPages.Groups);
                (State.Page, State.Group) = ((ChannelPage)(step / SmallPages.Groups), step % SmallPages.Groups);
                break;
            case ScreenName.Channel:
                State.Page = (ChannelPage)Math.Clamp((int)State.Page + detents, 0, (int)ChannelPage.Tune);
                break;
            case ScreenName.Master or ScreenName.Take or ScreenName.Click when State.IsSmall:
                State.Group = Math.Clamp(State.Group + detents, 0, SmallPages.Groups - 1);
                break;
            case ScreenName.Letters:
                names.Move(detents);
                break;
            case ScreenName.Take:
                playhead.MoveByMarkers(detents);
                break;
            case ScreenName.Master:
                listening.Turn(detents);
                break;
            case ScreenName.Mix:
                mix.TurnMain(detents, Channels);
                break;
            case ScreenName.Effect:
                mix.TurnMainOnEffect(detents);
                break;
            case ScreenName.Morph:
                mix.TurnMorph(detents);
                break;
            case ScreenName.Meters or ScreenName.Cues when State.IsSmall:
                State.Channel = Math.Clamp(State.Channel + detents, 0, Math.Max(0, Channels - 1));
                break;
            case ScreenName.Meters or ScreenName.Groups or ScreenName.Cues or ScreenName.Arm or ScreenName.Names or ScreenName.Pairs or ScreenName.Microphones when !State.IsSmall:
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
        if (setUp.PressMain())
            return;
        switch (State.Screen)
        {
            case ScreenName.Meters:
                desk.GoTo(ScreenName.Menu);
                break;
            case ScreenName.Menu when ListScreens.Menu[State.Row].Opens is { } opened:
                desk.GoTo(opened);
                break;
            case ScreenName.Arm when State.IsSmall:
                Arm(State.Row);
                break;
            case ScreenName.Names when State.IsSmall:
                names.WriteInput(State.Row);
                break;
            case ScreenName.Names:
                desk.GoTo(ScreenName.Bands);
                break;
            case ScreenName.Letters:
                names.Finish();
                break;
            case ScreenName.Bin:
                if (State.Row < desk.Snapshot.Bin.Length && desk.Snapshot.Bin[State.Row].Number is var binned && desk.Post(new RestoreTake(binned)))
                    desk.Tell(FormattableString.Invariant($"T{binned} is back."));
                break;
            case ScreenName.Take:
                take.PressMain();
                break;
            case ScreenName.Master:
                desk.GoTo(ScreenName.MasterOptions);
                break;
            case ScreenName.References:
                pages.Reference.Pick(State.Row);
                break;
            case ScreenName.Mix when desk.Snapshot.Mix.SceneNames.IsEmpty:
                desk.Tell("No scenes yet. BACK + MIX makes one.");
                break;
            case ScreenName.Mix:
                desk.GoTo(ScreenName.Scenes);
                State.Row = Math.Max(0, desk.Snapshot.Mix.SceneNames.IndexOf(desk.Snapshot.Mix.SceneName));
                break;
            case ScreenName.Scenes when MixMenu.OpenedBy(desk.Snapshot, State.Row) is { } opens:
                desk.GoTo(opens);
                if (opens == ScreenName.Groups && !BusBank.IsGroup(State.Bus))
                    State.Bus = 0;
                break;
            case ScreenName.Groups:
                mix.AskAboutGroup();
                break;
            case ScreenName.MorphTargets:
                mix.ChooseMorph();
                break;
            case ScreenName.Morph:
                desk.GoTo(ScreenName.Mix);
                break;
            case ScreenName.Scenes when MixMenu.IsStems(desk.Snapshot, State.Row):
                actions.StartStems();
                break;
            case ScreenName.Scenes:
                if (State.Row < desk.Snapshot.Mix.SceneNames.Length && desk.Post(new RecallScene(desk.Snapshot.Mix.SceneNames[State.Row])))
                    desk.GoTo(ScreenName.Mix);
                break;
            case ScreenName.QuickMix when State.Row < desk.Snapshot.Mix.QuickMixMoves.Length:
                desk.Post(new DropMove(State.Row, !desk.Snapshot.Mix.QuickMixMoves[State.Row].IsDropped));
                break;
            case ScreenName.Channel:
                desk.Post(new ApplySoundCheck(State.Channel));
                break;
            case ScreenName.Click:
                pages.SwitchClick();
                break;
            case ScreenName.Cues:
                cues.Next();
                break;
            case ScreenName.SoundCheck:
                actions.PressSoundCheck();
                break;
            case ScreenName.Takes when transport.ChosenTake() is { } number:
                desk.GoTo(ScreenName.TakeMenu);
                State.TakeNumber = number;
                break;
            case ScreenName.TakeMenu:
                actions.OpenTakeRow();
                break;
            case ScreenName.Songs when State.Row < (desk.Snapshot.Open?.SongSeconds.Length ?? 0):
                actions.PlayFrom(desk.Snapshot.Open!.SongSeconds[State.Row]);
                break;
            case ScreenName.Layers when State.Row < LayerRows.Tracks(desk.Snapshot).Length:
                var layered = LayerRows.Tracks(desk.Snapshot)[State.Row];
                desk.Post(new ChooseLayer(desk.Snapshot.Open!.Number, layered.Input, LayerRows.Next(layered)));
                break;
            case ScreenName.Export:
                actions.StartExport();
                break;
        }
    }

    /// <summary>MAIN is turned while pressed: the headphones, everywhere.</summary>
    public void TurnPhones(int detents) => values.Turn(Phones, 0, "Phones", detents);

    private int Channels => Math.Max(desk.Snapshot.Inputs.Length, desk.Snapshot.Mix.Strips.Length);

    private int Rows => State.Screen switch
    {
        ScreenName.Takes => desk.Snapshot.Takes.Length,
        ScreenName.QuickMix => desk.Snapshot.Mix.QuickMixMoves.Length,
        ScreenName.Export => desk.Snapshot.Storage.Offers.Length,
        ScreenName.Arm or ScreenName.Names or ScreenName.Microphones => desk.Snapshot.Inputs.Length,
        ScreenName.Pairs => desk.Snapshot.Inputs.Length / 2,
        ScreenName.Groups => desk.Snapshot.Mix.Strips.Length,
        _ => ListScreens.Of(desk.Snapshot, State)?.Rows.Length ?? 0,
    };

    private void ChooseForOverdub(int input, bool isChosen)
    {
        if (input < desk.Snapshot.Inputs.Length)
            desk.Post(new ArmOverdub(input, isChosen));
    }

    private void Arm(int input)
    {
        if (input < desk.Snapshot.Inputs.Length)
            desk.Post(new ArmInput(input, !desk.Snapshot.Inputs[input].IsArmed));
    }
}
