using System.Device.Gpio;
using Recorder.Core.Ports;

namespace Recorder.Linux.Gpio;

/// <summary>All knobs, keys and lamps of a panel on the lines of a GPIO controller.</summary>
public sealed class PanelLines : IPanelInput, IPanelLamps, IDisposable
{
    private readonly List<IDisposable> controls = [];
    private readonly Dictionary<int, (PanelControl Control, PushButton Button)> buttons = [];
    private readonly GpioController gpio;
    private readonly PanelWiring wiring;
    private readonly TimeProvider time;
    private readonly bool isSteady;

    /// <summary>Opens every line of the wiring.</summary>
    /// <param name="gpioController">Where the lines are; it stays open when this is disposed.</param>
    /// <param name="wiring">Which line is which control.</param>
    /// <param name="time">The clock of debouncing and of the events' times.</param>
    /// <param name="isSteady">Whether its knobs are turned by a page and not by a hand.</param>
    public PanelLines(GpioController gpioController, PanelWiring wiring, TimeProvider time, bool isSteady = false)
    {
        (gpio, this.wiring, this.time, this.isSteady) = (gpioController, wiring, time, isSteady);
        foreach (var knob in wiring.Knobs)
        {
            var encoder = new RotaryEncoder(knob.PinA, knob.PinB, gpio, shouldDispose: false, knob.QuartersPerDetent, time);
            encoder.Turned += (detents, timestampMs) => Raise(knob.Control, PanelAction.Turn, detents, timestampMs);
            controls.Add(encoder);
            AddButton(knob.Control, knob.SwitchPin);
        }
        foreach (var key in wiring.Keys)
            AddButton(key.Control, key.Pin);
        foreach (var lamp in wiring.Lamps)
            gpio.OpenPin(lamp.Pin, PinMode.Output, PinValue.Low);
        if (wiring.PowerFailPin >= 0)
            gpio.OpenPin(wiring.PowerFailPin, PinMode.InputPullUp);
    }

    /// <inheritdoc/>
    public event Action<PanelEvent>? Moved;

    /// <summary>Whether the power-fail line is low; false where there is none.</summary>
    public bool IsSupplyGone => wiring.PowerFailPin >= 0 && gpio.Read(wiring.PowerFailPin) == PinValue.Low;

    /// <inheritdoc/>
    public void Show(PanelLights lit)
    {
        foreach (var lamp in wiring.Lamps)
            gpio.Write(lamp.Pin, lit.HasFlag(lamp.Light) ? PinValue.High : PinValue.Low);
    }

    /// <summary>Lets go, without their action, of all controls held down on these lines: their chip is gone.</summary>
    public void LetGo(IReadOnlyList<int> pins)
    {
        foreach (var pin in pins)
            if (buttons.TryGetValue(pin, out var held) && held.Button.LetGo())
                Raise(held.Control, PanelAction.Release, 0, EdgeTime.NowMs(time));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var control in controls)
            control.Dispose();
        foreach (var lamp in wiring.Lamps)
            gpio.ClosePin(lamp.Pin);
        if (wiring.PowerFailPin >= 0)
            gpio.ClosePin(wiring.PowerFailPin);
    }

    private void AddButton(PanelControl control, int pin)
    {
        var button = new PushButton(pin, gpio, shouldDispose: false, time);
        button.Changed += (pressed, timestampMs) => Raise(control, pressed ? PanelAction.Down : PanelAction.Up, 0, timestampMs);
        controls.Add(button);
        buttons.Add(pin, (control, button));
    }

    private void Raise(PanelControl control, PanelAction action, int detents, long timestampMs) =>
        Moved?.Invoke(new PanelEvent(control, action, detents, timestampMs, isSteady));
}
