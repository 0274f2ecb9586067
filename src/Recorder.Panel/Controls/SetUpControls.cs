using Recorder.Core.Commands;
using Recorder.Core.SetUp;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>SET-UP, what belongs to MASTER, and the pages behind them: rows taken up and turned, pairs, microphones, bands, the clock.</summary>
internal sealed class SetUpControls(Desk desk, TransportKeys transport, NameKnobs names)
{
    private static readonly MicrophoneType[] Types = Enum.GetValues<MicrophoneType>();

    private PanelState State => desk.State;

    /// <summary>A knob was turned; false when this screen is none of these.</summary>
    public bool Turn(int knob, int detents)
    {
        switch (State.Screen)
        {
            case ScreenName.Pairs when State.IsSmall:
                return true;
            case ScreenName.Pairs:
                Pair(State.FirstOfBank + knob, detents > 0);
                return true;
            case ScreenName.Microphones when !State.IsSmall || knob == 0:
                TurnMicrophone(State.IsSmall ? State.Row : State.FirstOfBank + knob, detents);
                return true;
            case ScreenName.DateTime when State.IsSmall && knob == 0:
                TurnClock(State.Clock?.Field ?? 0, detents);
                return true;
            case ScreenName.DateTime when !State.IsSmall && knob < ClockScreen.Fields:
                TurnClock(knob, detents);
                return true;
            case ScreenName.Learn when knob == 0:
                State.LearnStrip = Math.Clamp(State.LearnStrip + detents, 0, PanelState.KnobsPerBank - 1);
                return true;
            default:
                return State.Screen is ScreenName.Microphones or ScreenName.DateTime;
        }
    }

    /// <summary>A knob was pressed; false when this screen is none of these.</summary>
    public bool Press(int knob)
    {
        if (State.Screen == ScreenName.Pairs && !State.IsSmall)
            ChangePair(State.FirstOfBank + knob);
        return State.Screen == ScreenName.Pairs;
    }

    /// <summary>MAIN was turned; false when it means what it means on every list.</summary>
    public bool TurnMain(int detents)
    {
        switch (State.Screen)
        {
            case ScreenName.SetUp or ScreenName.MasterOptions when State.Choice is { } choice && Row is ChoiceRow row:
                State.Choice = Math.Clamp(choice + detents, 0, row.Choices.Length - 1);
                return true;
            case ScreenName.DateTime when State.IsSmall:
                var edit = State.Clock ?? new ClockEdit(ClockScreen.Time(desk.Snapshot, State), 0);
                State.Clock = edit with { Field = Math.Clamp(edit.Field + detents, 0, ClockScreen.Fields - 1) };
                return true;
            default:
                return State.Screen == ScreenName.DateTime;
        }
    }

    /// <summary>MAIN was pressed; false when this screen is none of these.</summary>
    public bool PressMain()
    {
        switch (State.Screen)
        {
            case ScreenName.SetUp or ScreenName.MasterOptions or ScreenName.Formats:
                Act(Row);
                return true;
            case ScreenName.Bands:
                ActOnBand();
                return true;
            case ScreenName.Pairs when State.IsSmall:
                ChangePair(2 * State.Row);
                return true;
            case ScreenName.CardTest:
                desk.Post(new StartCardTest());
                return true;
            case ScreenName.DateTime:
                SetClock();
                return true;
            case ScreenName.Learn when desk.Snapshot.Surfaces.Learning is not null:
                desk.Post(new EndLearning());
                return true;
            case ScreenName.Learn:
                if (LearnRows.Chosen(State) is { } learn)
                    desk.Post(learn);
                return true;
            case ScreenName.Pairing when desk.Snapshot.Pairing.Browsers > 0:
                State.Question = Question.YesNo("Ask every browser for a code again?", new ForgetBrowsers());
                return true;
            case ScreenName.Pairing:
                desk.Post(new BeginPairing());
                return true;
            default:
                return State.Screen is ScreenName.Pairs or ScreenName.Microphones;
        }
    }

    /// <summary>An input becomes half of a pair, or stands alone.</summary>
    public void Pair(int input, bool isPaired)
    {
        var inputs = desk.Snapshot.Inputs;
        if ((input | 1) >= inputs.Length)
            desk.Tell("There is no input beside it to make a pair.");
        else if (inputs[input].IsPaired != isPaired)
            desk.Post(new PairInputs(input, isPaired));
    }

    /// <summary>Another microphone on an input.</summary>
    public void TurnMicrophone(int input, int detents)
    {
        if (input >= desk.Snapshot.Inputs.Length)
            return;
        var now = desk.Snapshot.Inputs[input].Microphone;
        var next = Types[Math.Clamp(Array.IndexOf(Types, now) + detents, 0, Types.Length - 1)];
        if (next != now)
            desk.Post(new SetMicrophone(input, next));
    }

    private SetUpRow? Row => SettingRows.Of(desk.Snapshot, State) is { } rows && State.Row < rows.Length ? rows[State.Row] : null;

    private void ChangePair(int input)
    {
        if (input < desk.Snapshot.Inputs.Length)
            Pair(input, !desk.Snapshot.Inputs[input].IsPaired);
    }

    private void Act(SetUpRow? row)
    {
        switch (row)
        {
            case OpeningRow opening:
                desk.GoTo(opening.Opens);
                if (opening.Opens == ScreenName.References)
                    State.Row = MasterRows.RowOf(desk.Snapshot, desk.Snapshot.Master.Reference);
                if (opening.Opens == ScreenName.Pairing)
                    desk.Post(new BeginPairing());
                break;
            case SwitchRow change:
                desk.Post(change.Other);
                break;
            case WritingRow writing:
                names.Write(writing);
                break;
            case PanelRow { Switch: PanelSwitch.Night }:
                State.IsNight = !State.IsNight;
                break;
            case PanelRow:
                transport.SwitchLock();
                break;
            case AskingRow { Asks: { } question }:
                State.Question = question;
                break;
            case AskingRow asking:
                desk.Tell(asking.Nothing);
                break;
            case ChoiceRow { Choices.Length: < 2 } fixedRow:
                desk.Tell($"{fixedRow.Label}: there is no other choice here.");
                break;
            case ChoiceRow choice when State.Choice is { } turned:
                State.Choice = null;
                if (turned != choice.Current)
                    desk.Post(choice.Choices[turned].Command);
                break;
            case ChoiceRow choice:
                State.Choice = Math.Max(0, choice.Current);
                break;
        }
    }

    private void ActOnBand()
    {
        if (State.Row == 0)
        {
            names.WriteBand(desk.Snapshot.SetUp.Band);
            return;
        }
        var bands = desk.Snapshot.SetUp.Bands;
        if (State.Row > bands.Length)
            return;
        var band = bands[State.Row - 1];
        State.Question = new Question(band, [new Answer("Leave"), new Answer("Recall", new RecallBand(band)), new Answer("Store", new StoreBand(band)), new Answer("Delete", new DeleteBand(band))]);
    }

    // Each field turns on its own: a day that the next month does not have becomes its last one.
    private void TurnClock(int field, int detents)
    {
        var edit = State.Clock ?? new ClockEdit(ClockScreen.Time(desk.Snapshot, State), 0);
        var time = edit.Time;
        time = field switch
        {
            0 => time.AddYears(Math.Clamp(time.Year + detents, 2000, 2099) - time.Year),
            1 => time.AddMonths(Wrap(time.Month - 1 + detents, 12) + 1 - time.Month),
            2 => time.AddDays(Wrap(time.Day - 1 + detents, DateTime.DaysInMonth(time.Year, time.Month)) + 1 - time.Day),
            3 => time.AddHours(Wrap(time.Hour + detents, 24) - time.Hour),
            _ => time.AddMinutes(Wrap(time.Minute + detents, 60) - time.Minute),
        };
        State.Clock = edit with { Time = time };
    }

    private void SetClock()
    {
        if (State.Clock is not { } edit)
        {
            desk.Tell("Turn the knobs to date and time first.");
            return;
        }
        // Set at the press, so that a press on the full minute sets the seconds too.
        var whole = edit.Time.AddTicks(-(edit.Time.Ticks % TimeSpan.TicksPerMinute));
        if (desk.Post(new SetDateAndTime(whole)))
            desk.GoTo(ScreenName.SetUp);
    }

    private static int Wrap(int value, int count) => (value % count + count) % count;
}
