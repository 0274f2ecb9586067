using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Controls;
using Recorder.App.Host.Messages;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Session.SetUp;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Controls;

public sealed class ControlsDeskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MessageBoard board = new(new FakeTimeProvider());
    private readonly SetUpFile file;
    private readonly ControlsDesk desk;
    private readonly List<string> opened = [];
    private readonly InterfaceState here = new() { IsPresent = true, Key = "usb-1397-00d4", Channels = 2, RateHz = 48000 };
    private CardWithKnobs? card = new();
    private RecorderSnapshot snapshot = new();

    public ControlsDeskTests()
    {
        file = SetUpFile.Beside(Path.Combine(folder.Path, "session"));
        desk = new ControlsDesk(Open, new KeptControls(file, board), board, () => snapshot);
        desk.Round(here);
    }

    public void Dispose()
    {
        desk.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_the_card_has_is_shown_and_set()
    {
        Assert.Equal(20, desk.Inputs[0].Gain!.Value.ValueDb);
        Assert.True(desk.TryRoute(new SetInputGain(0, 33))!.Value.Accepted);
        Assert.True(desk.TryRoute(new SetInputPhantom(0, true))!.Value.Accepted);
        Assert.Equal((33f, (bool?)true), (desk.Inputs[0].Gain!.Value.ValueDb, desk.Inputs[0].Phantom));
        Assert.Null(desk.TryRoute(new ClearClips()));
    }

    [Fact]
    public void What_it_has_not_is_a_sentence()
    {
        Assert.Contains("Input 2 has no gain", desk.TryRoute(new SetInputGain(1, 33))!.Value.Sentence, StringComparison.Ordinal);
        Assert.Contains("Input 1 has no pad", desk.TryRoute(new SetInputPad(0, true))!.Value.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void While_a_take_runs_the_gain_turns_only_when_pressed_in_and_the_clock_not_at_all()
    {
        snapshot = new RecorderSnapshot { Transport = TransportState.Recording };
        Assert.False(desk.TryRoute(new SetInputGain(0, 33))!.Value.Accepted);
        Assert.Equal(20, desk.Inputs[0].Gain!.Value.ValueDb);
        Assert.True(desk.TryRoute(new SetInputGain(0, 33, IsPressedIn: true))!.Value.Accepted);
        Assert.False(desk.TryRoute(new SetClockSource(1))!.Value.Accepted);
        snapshot = new RecorderSnapshot();
        Assert.True(desk.TryRoute(new SetClockSource(1))!.Value.Accepted);
        Assert.Equal(1, desk.Clock!.Value.Source);
    }

    [Fact]
    public void While_a_layer_is_recorded_the_gain_is_guarded_too()
    {
        snapshot = new RecorderSnapshot { Transport = TransportState.Overdubbing };
        Assert.False(desk.TryRoute(new SetInputGain(0, 33))!.Value.Accepted);
        Assert.True(desk.TryRoute(new SetInputGain(0, 33, IsPressedIn: true))!.Value.Accepted);
    }

    [Fact]
    public void Gain_and_pad_come_back_with_the_interface_and_48_V_does_not_but_is_told()
    {
        file.Change(here.Key, own => own.With(0, input => input with { Name = "OH L" }));
        Assert.True(desk.TryRoute(new SetInputGain(0, 33))!.Value.Accepted);
        Assert.True(desk.TryRoute(new SetInputPhantom(0, true))!.Value.Accepted);
        desk.Round(here);
        Assert.Equal((33f, (bool?)true), (file.Facts.Of(here.Key).Input(0).GainDb, file.Facts.Of(here.Key).Input(0).IsPhantomOn));

        desk.Round(here with { IsPresent = false });
        card = new CardWithKnobs();
        desk.Round(here);
        Assert.Equal((33f, (bool?)false), (desk.Inputs[0].Gain!.Value.ValueDb, desk.Inputs[0].Phantom));
        Assert.Equal(("48 V is off on 1 OH L.", MessageKind.Warning), (board.Current!.Happened, board.Current.Kind));
        Assert.All([board.Current.Happened, board.Current.Safe, board.Current.Do], line => Assert.InRange(line.Length, 1, MessageTexts.LineLength));
    }

    [Fact]
    public void What_another_hand_turned_is_kept_as_well()
    {
        card!.SetGain(0, 41);
        desk.Round(here);
        Assert.Equal(41, file.Facts.Of(here.Key).Input(0).GainDb);
    }

    [Fact]
    public void A_host_that_starts_in_the_middle_of_a_take_leaves_the_card_as_it_is_and_a_card_that_returns_is_as_it_was()
    {
        file.Change("usb-late", own => own.With(0, input => input with { GainDb = 50 }));
        snapshot = new RecorderSnapshot { Transport = TransportState.Recording };
        card = new CardWithKnobs();
        var late = here with { Key = "usb-late" };
        desk.Round(late);
        Assert.Equal(20, desk.Inputs[0].Gain!.Value.ValueDb);
        Assert.Equal(20, file.Facts.Of("usb-late").Input(0).GainDb);

        Assert.True(desk.TryRoute(new SetInputGain(0, 27, IsPressedIn: true))!.Value.Accepted);
        desk.Round(late);
        card.Dispose();
        card = new CardWithKnobs();
        desk.Round(late);
        Assert.Equal(27, desk.Inputs[0].Gain!.Value.ValueDb);
    }

    [Fact]
    public void A_band_that_is_recalled_brings_its_gains_and_a_clock_is_kept_per_interface()
    {
        desk.Bring([new InputSetUp { GainDb = 44, IsPhantomOn = true }]);
        Assert.Equal((44f, (bool?)false), (desk.Inputs[0].Gain!.Value.ValueDb, desk.Inputs[0].Phantom));
        Assert.Equal("48 V is off on 1.", board.Current!.Happened);

        Assert.True(desk.TryRoute(new SetClockSource(1))!.Value.Accepted);
        desk.Round(here);
        desk.Round(here with { IsPresent = false });
        card = new CardWithKnobs();
        desk.Round(here);
        Assert.Equal(1, desk.Clock!.Value.Source);
    }

    [Fact]
    public void It_follows_the_interface_and_asks_each_card_once()
    {
        desk.Round(here);
        desk.Round(here with { IsPresent = false });
        Assert.Empty(desk.Inputs);
        Assert.True(card!.IsClosed);
        card = null;
        desk.Round(here);
        desk.Round(here);
        Assert.Empty(desk.Inputs);
        Assert.Equal(2, opened.Count);
    }

    [Fact]
    public void A_clock_that_is_not_there_and_another_rate_are_told_while_they_last()
    {
        card!.Clock = card.Clock with { Source = 1, IsValid = false };
        desk.Round(here);
        Assert.Equal("Clock ADAT is not there.", board.Current!.Happened);
        card.Clock = card.Clock with { IsValid = true, RateHz = 44100 };
        board.MarkSeen();
        desk.Round(here);
        Assert.Equal((MessageKind.Alarm, "Interface runs at 44100 Hz."), (board.Current!.Kind, board.Current.Happened));
        Assert.Equal("Takes say 48000 Hz: pitch is wrong.", board.Current.Safe);
        card.Clock = card.Clock with { RateHz = 48000 };
        board.MarkSeen();
        desk.Round(here);
        Assert.Null(board.Current);
    }

    private CardWithKnobs? Open(string key, int inputs)
    {
        opened.Add(key);
        return card;
    }

    private sealed class CardWithKnobs : IInterfaceControls
    {
        public bool IsClosed { get; private set; }

        public ImmutableArray<InputControls> Inputs { get; private set; } = [new(new InputGain(20, 0, 60, 1), null, false), default];

        public ClockControls Clock { get; set; } = new(["Internal", "ADAT"], 0, null, null);

        public bool IsPresent => !IsClosed;

        public bool SetGain(int input, float gainDb) => Set(input, Inputs[input].Gain is not null, it => it with { Gain = it.Gain!.Value with { ValueDb = gainDb } });

        public bool SetPad(int input, bool isOn) => false;

        public bool SetPhantom(int input, bool isOn) => Set(input, Inputs[input].Phantom is not null, it => it with { Phantom = isOn });

        public bool SetClockSource(int source)
        {
            Clock = Clock with { Source = source };
            return true;
        }

        public void Dispose() => IsClosed = true;

        private bool Set(int input, bool canBe, Func<InputControls, InputControls> change)
        {
            if (canBe)
                Inputs = Inputs.SetItem(input, change(Inputs[input]));
            return canBe;
        }
    }
}
