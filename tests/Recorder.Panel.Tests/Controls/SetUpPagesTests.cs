using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Controls;

/// <summary>The rows of SET-UP and the pages behind them, on both builds.</summary>
public class SetUpPagesTests
{
    private static readonly RecorderSnapshot Idle = Samples.WithTakes(Samples.SetUp(Samples.Idle));

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_row_is_taken_up_by_a_press_turned_and_set_by_another(bool isSmall)
    {
        var recorder = AtRow("Rate", isSmall).Tap(PanelControl.Main);
        Assert.Equal(1, recorder.Panel.State.Choice);
        recorder.Turn(PanelControl.Main, 2);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new SetRate(96000), recorder.Tap(PanelControl.Main).Last);
        Assert.Null(recorder.Panel.State.Choice);
    }

    [Fact]
    public void A_row_taken_up_is_left_as_it_was_by_back_and_by_a_second_press_without_a_turn()
    {
        var recorder = AtRow("Format").Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Back);
        Assert.DoesNotContain(recorder.Posted, command => command is SetFormat);
        Assert.Null(recorder.Panel.State.Choice);
        recorder = AtRow("Format").Tap(PanelControl.Main).Tap(PanelControl.Main);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void Format_pre_roll_sleep_and_power_on_are_set()
    {
        Assert.Equal(new SetFormat(SampleFormat.F32), Set("Format", 2));
        Assert.Equal(new SetPreRoll(60), Set("Pre-roll", 99));
        Assert.Equal(new SetPreRoll(0), Set("Pre-roll", -99));
        Assert.Equal(new SetMonitorPeriod(1024), Set("Period", 99));
        Assert.Equal(new SetMonitorPeriod(128), Set("Period", -1));
        Assert.Equal(new SetDisplaySleep(0), Set("Display sleeps", 9));
        Assert.Equal(new SetRecordAtPowerOn(true), AtRow("At power-on").Tap(PanelControl.Main).Last);
    }

    [Fact]
    public void Interface_second_copy_and_surfaces_are_chosen_where_they_are_there()
    {
        Assert.Equal(new SetSecondCopy(true), AtRow("Second copy").Tap(PanelControl.Main).Last);
        var recorder = AtRow("Interface");
        recorder.Snapshot = Idle with
        {
            Interface = Idle.Interface with { Present = [new InterfaceOffer("usb-1", "X18", 18, IsChosen: true), new InterfaceOffer("usb-2", "UMC404", 4, IsChosen: false)] },
            Surfaces = new SurfacesState { Surfaces = [new SurfaceState("X-Touch", SurfaceProtocol.Mackie, 0, IsFlooding: false)] },
        };
        recorder.Wait(20).Tap(PanelControl.Main);
        Assert.Equal(1, recorder.Panel.State.Choice);
        Assert.Equal(new ChooseInterface("usb-2"), recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, -9);
        Assert.Equal(new ChooseInterface(""), recorder.Tap(PanelControl.Main).Last);
        recorder.Turn(PanelControl.Main, 99).Tap(PanelControl.Main).Turn(PanelControl.Main, 2);
        Assert.Equal(new SetSurfaceProtocol("X-Touch", SurfaceProtocol.Mapped), recorder.Tap(PanelControl.Main).Last);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void The_clock_is_chosen_by_the_cards_own_words(bool isSmall)
    {
        var recorder = AtRow("Clock source", isSmall).Tap(PanelControl.Main);
        Assert.Equal("Clock source: there is no other choice here.", recorder.Notice);
        recorder.Snapshot = Idle with { Interface = Idle.Interface with { Clock = new ClockControls(["Internal", "S/PDIF", "ADAT"], 0, true, 48000) } };
        recorder.Wait(20).Tap(PanelControl.Main).Turn(PanelControl.Main, 1);
        Assert.Equal(new SetClockSource(1), recorder.Tap(PanelControl.Main).Last);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_surface_is_taught_control_by_control_and_what_it_learnt_is_told(bool isSmall)
    {
        var recorder = AtRow("MIDI", isSmall).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Learn, recorder.Panel.State.Screen);
        recorder.Turn(PanelControl.Main, 1).Turn(PanelControl.Knob1, 4);
        Assert.Equal(new LearnControl(SurfaceAction.Pan, 4), recorder.Tap(PanelControl.Main).Last);
        recorder.Turn(PanelControl.Main, 5);
        // The headphones are of no strip.
        Assert.Equal(new LearnControl(SurfaceAction.Phones), recorder.Tap(PanelControl.Main).Last);
        recorder.Snapshot = Idle with { Surfaces = new SurfacesState { Learning = new LearnControl(SurfaceAction.Phones) } };
        Assert.Equal(new EndLearning(), recorder.Wait(20).Tap(PanelControl.Main).Last);
        recorder.Snapshot = Idle with { Surfaces = new SurfacesState { Learned = "nanoKONTROL2: Control 16 is Phones." } };
        Assert.Equal("nanoKONTROL2: Control 16 is Phones.", recorder.Wait(20).Notice);
        recorder.Snapshot = Idle with { Surfaces = new SurfacesState { Learning = new LearnControl(SurfaceAction.Pan, 4) } };
        Assert.Equal(new EndLearning(), recorder.Wait(20).Tap(PanelControl.Back).Last);
        Assert.Equal(ScreenName.Meters, recorder.Panel.State.Screen);
    }

    [Fact]
    public void An_interface_with_one_rate_says_that_there_is_no_choice()
    {
        var recorder = AtRow("Rate");
        recorder.Snapshot = Idle with { SetUp = Idle.SetUp with { RatesHz = [48000] } };
        recorder.Wait(20).Tap(PanelControl.Main);
        Assert.Equal("Rate: there is no other choice here.", recorder.Notice);
        Assert.Null(recorder.Panel.State.Choice);
    }

    [Fact]
    public void The_bin_is_emptied_only_by_a_turn_and_a_press()
    {
        var recorder = AtRow("Empty the bin").Tap(PanelControl.Main);
        Assert.Equal("Delete 2 takes for good?", recorder.Panel.State.Question!.Sentence);
        Assert.Empty(recorder.Tap(PanelControl.Main).Posted);
        Assert.Null(recorder.Panel.State.Question);
        Assert.Equal(new EmptyBin(), recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
        recorder.Snapshot = Idle with { Bin = [] };
        recorder.Wait(20).Tap(PanelControl.Main);
        Assert.Equal("The bin is empty.", recorder.Notice);
    }

    [Fact]
    public void A_knob_pairs_two_inputs_and_parts_them()
    {
        var recorder = At(ScreenName.Pairs);
        Assert.Equal(new PairInputs(1, true), recorder.Tap(PanelControl.Knob2).Last);
        Assert.Equal(new PairInputs(2, false), recorder.Tap(PanelControl.Knob3).Last);
        Assert.Equal(new PairInputs(8, true), recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Knob1).Last);
        recorder.Turn(PanelControl.Knob1, -1);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void The_last_input_of_an_odd_number_has_no_partner()
    {
        var recorder = At(ScreenName.Pairs);
        recorder.Snapshot = Idle with { Inputs = Idle.Inputs[..7] };
        recorder.Wait(20).Tap(PanelControl.Knob7);
        Assert.Empty(recorder.Posted);
        Assert.StartsWith("There is no input beside it", recorder.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Channel_pairs_and_back_on_48_V_turns_through_the_microphones()
    {
        var recorder = At(ScreenName.Channel);
        recorder.Panel.State.Channel = 1;
        Assert.Equal(new PairInputs(1, true), recorder.Turn(PanelControl.Knob6, 1).Last);
        recorder.Down(PanelControl.Back).Turn(PanelControl.Knob8, 2).Up(PanelControl.Back);
        Assert.Equal(new SetMicrophone(1, MicrophoneType.Ribbon), recorder.Last);
    }

    [Theory]
    [InlineData(MicrophoneType.Ribbon, "no 48 V"), InlineData(MicrophoneType.Dynamic, "needs no 48 V"), InlineData(MicrophoneType.Condenser, "needs 48 V")]
    public void The_question_for_48_V_names_the_microphone(MicrophoneType type, string words) =>
        Assert.Contains(words, type.PhantomQuestion("7 Guitar"), StringComparison.Ordinal);

    [Fact]
    public void Microphones_are_turned_under_their_knobs()
    {
        var recorder = At(ScreenName.Microphones);
        Assert.Equal(new SetMicrophone(0, MicrophoneType.Condenser), recorder.Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new SetMicrophone(8, MicrophoneType.Dynamic), recorder.Turn(PanelControl.Main, 1).Turn(PanelControl.Knob1, 1).Last);
    }

    [Fact]
    public void On_the_small_build_main_pairs_and_k1_turns_the_microphone()
    {
        var recorder = At(ScreenName.Pairs, isSmall: true);
        Assert.Equal(new PairInputs(2, false), recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
        recorder.Panel.State.Screen = ScreenName.Microphones;
        Assert.Equal(new SetMicrophone(6, MicrophoneType.Wireless), recorder.Turn(PanelControl.Main, 5).Turn(PanelControl.Knob1, 1).Last);
    }

    [Fact]
    public void A_band_is_stored_by_letters_and_recalled_by_a_turn_and_a_press()
    {
        var recorder = At(ScreenName.Names).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Bands, recorder.Panel.State.Screen);
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Knob6, 28).Tap(PanelControl.Main);
        Assert.Equal(new StoreBand("Choirb"), recorder.Last);
        Assert.Equal(ScreenName.Bands, recorder.Panel.State.Screen);

        recorder.Turn(PanelControl.Main, 2).Tap(PanelControl.Main);
        Assert.Equal("The Thursday four", recorder.Panel.State.Question!.Sentence);
        Assert.Empty(recorder.Tap(PanelControl.Main).Posted);
        Assert.Equal(new RecallBand("The Thursday four"), recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
        Assert.Equal(new DeleteBand("The Thursday four"), recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 3).Tap(PanelControl.Main).Last);
    }

    [Fact]
    public void Date_and_time_are_turned_under_five_knobs_and_set_by_a_press()
    {
        var recorder = At(ScreenName.DateTime).Tap(PanelControl.Main);
        Assert.Empty(recorder.Posted);
        recorder.Turn(PanelControl.Knob1, 3).Turn(PanelControl.Knob2, -2).Turn(PanelControl.Knob3, 27).Turn(PanelControl.Knob4, 2).Turn(PanelControl.Knob5, -1);
        Assert.Equal(new SetDateAndTime(new DateTimeOffset(2028, 1, 31, 0, 40, 0, TimeSpan.Zero)), recorder.Tap(PanelControl.Main).Last);
        Assert.Equal(ScreenName.SetUp, recorder.Panel.State.Screen);
    }

    [Fact]
    public void A_day_that_a_month_does_not_have_becomes_its_last()
    {
        var recorder = At(ScreenName.DateTime).Turn(PanelControl.Knob3, 27).Turn(PanelControl.Knob2, -1);
        Assert.Equal(new DateTimeOffset(2025, 2, 28, 22, 41, 0, TimeSpan.Zero), recorder.Panel.State.Clock!.Time);
    }

    [Fact]
    public void On_the_small_build_main_moves_through_the_clock_and_k1_turns()
    {
        var recorder = At(ScreenName.DateTime, isSmall: true).Turn(PanelControl.Main, 3).Turn(PanelControl.Knob1, -1);
        Assert.Equal(new SetDateAndTime(new DateTimeOffset(2025, 3, 4, 21, 41, 0, TimeSpan.Zero)), recorder.Tap(PanelControl.Main).Last);
    }

    private static RecorderCommand? Set(string label, int detents) =>
        AtRow(label).Tap(PanelControl.Main).Turn(PanelControl.Main, detents).Tap(PanelControl.Main).Last;

    private static FakeRecorder AtRow(string label, bool isSmall = false)
    {
        var recorder = At(ScreenName.SetUp, isSmall);
        return recorder.Turn(PanelControl.Main, Array.FindIndex(SetUpRows.Of(Idle, recorder.Panel.State), row => row.Label == label));
    }

    private static FakeRecorder At(ScreenName screen, bool isSmall = false)
    {
        var recorder = new FakeRecorder(Idle, isSmall);
        recorder.Panel.State.Screen = screen;
        return recorder;
    }
}
