using System.Device.Gpio;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Core.Wiring;
using Recorder.Linux.Gpio;
using Recorder.Simulation.Gpio;

namespace Recorder.Simulation.Tests.Gpio;

/// <summary>The real drivers of knobs, keys and lamps on simulated lines.</summary>
public sealed class PanelLinesTests : IDisposable
{
    private static readonly PanelWiring Wiring = PanelDescription.Of("full").Wiring();
    private readonly FakeTimeProvider time = new(DateTimeOffset.MinValue.AddHours(1));
    private readonly SimulatedGpioDriver gpio;
    private readonly GpioController controller;
    private readonly SimulatedPanelLines hands;
    private readonly PanelLines panel;
    private readonly List<PanelEvent> moved = [];

    public PanelLinesTests()
    {
        gpio = new SimulatedGpioDriver(3 * LineUse.LinesPerChip, time);
        controller = new GpioController(gpio);
        panel = new PanelLines(controller, Wiring, time);
        hands = new SimulatedPanelLines(gpio, Wiring);
        panel.Moved += moved.Add;
    }

    public void Dispose()
    {
        panel.Dispose();
        controller.Dispose();
    }

    [Fact]
    public void Every_control_presses_and_every_knob_turns()
    {
        foreach (var control in Enum.GetValues<PanelControl>())
        {
            hands.Press(control);
            time.Advance(TimeSpan.FromMilliseconds(PushButton.DebounceMs));
            hands.Release(control);
            time.Advance(TimeSpan.FromMilliseconds(PushButton.DebounceMs));
            Assert.Equal([(control, PanelAction.Down), (control, PanelAction.Up)], moved.Select(move => (move.Control, move.Action)));
            moved.Clear();
        }
        foreach (var knob in Wiring.Knobs)
        {
            hands.Turn(knob.Control, 3);
            hands.Turn(knob.Control, -2);
            Assert.Equal([1, 1, 1, -1, -1], moved.Select(move => move.Detents));
            Assert.All(moved, move => Assert.Equal((knob.Control, PanelAction.Turn), (move.Control, move.Action)));
            moved.Clear();
        }
    }

    [Fact]
    public void Bouncing_contacts_are_one_press_told_at_the_first_edge()
    {
        var pin = Wiring.Keys[0].Pin;
        foreach (var level in (ReadOnlySpan<int>)[0, 1, 0, 1, 0])
            gpio.Drive(pin, level);
        Assert.Equal([PanelAction.Down], moved.Select(move => move.Action));
        time.Advance(TimeSpan.FromMilliseconds(PushButton.DebounceMs));
        Assert.Single(moved);
    }

    [Fact]
    public void A_tap_shorter_than_the_bouncing_still_ends()
    {
        var pin = Wiring.Keys[0].Pin;
        gpio.Drive(pin, PinValue.Low);
        gpio.Drive(pin, PinValue.High);
        time.Advance(TimeSpan.FromMilliseconds(PushButton.DebounceMs));
        Assert.Equal([PanelAction.Down, PanelAction.Up], moved.Select(move => move.Action));
    }

    [Fact]
    public void Half_a_step_and_back_and_bounces_in_between_count_nothing()
    {
        var knob = Wiring.Knobs[0];
        foreach (var (pin, level) in (ReadOnlySpan<(int, int)>)[(knob.PinA, 0), (knob.PinA, 1), (knob.PinA, 0), (knob.PinB, 0), (knob.PinB, 1), (knob.PinA, 1)])
            gpio.Drive(pin, level);
        Assert.Empty(moved);
    }

    [Fact]
    public void Turns_with_random_bounces_count_exactly() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 3]).Array[1, 40].Sample(detents =>
        {
            moved.Clear();
            var knob = Wiring.Knobs[2];
            foreach (var (clockwise, bounces) in detents)
            {
                var (first, second) = clockwise ? (knob.PinA, knob.PinB) : (knob.PinB, knob.PinA);
                foreach (var (pin, level) in (ReadOnlySpan<(int, int)>)[(first, 0), (second, 0), (first, 1), (second, 1)])
                {
                    for (var i = 0; i < bounces; i++)
                    {
                        gpio.Drive(pin, level);
                        gpio.Drive(pin, 1 - level);
                    }
                    gpio.Drive(pin, level);
                }
            }
            Assert.Equal(detents.Select(detent => detent.Item1 ? 1 : -1), moved.Select(move => move.Detents));
        }, iter: 100, threads: 1);

    [Fact]
    public void Lamps_show_on_their_lines()
    {
        panel.Show(PanelLights.Record | PanelLights.ClipWarn);
        Assert.Equal(PanelLights.Record | PanelLights.ClipWarn, hands.Lit());
        panel.Show(PanelLights.None);
        Assert.Equal(PanelLights.None, hands.Lit());
    }
}
