using System.Device.Gpio;
using Recorder.Core.Ports;

namespace Recorder.Simulation.Gpio;

/// <summary>Hands on a simulated panel: presses and turns become the edges that real switches and encoders make.</summary>
/// <param name="driver">Where the lines are.</param>
/// <param name="wiring">Which line is which control.</param>
public sealed class SimulatedPanelLines(SimulatedGpioDriver driver, PanelWiring wiring)
{
    private readonly Lock hand = new();

    /// <summary>Pushes a key or the switch of a knob.</summary>
    public void Press(PanelControl control) => Drive(SwitchOf(control), PinValue.Low);

    /// <summary>Lets it go.</summary>
    public void Release(PanelControl control) => Drive(SwitchOf(control), PinValue.High);

    /// <summary>Turns a knob by so many detents, clockwise when positive; a key does not turn.</summary>
    public void Turn(PanelControl control, int detents)
    {
        foreach (var knob in wiring.Knobs)
        {
            if (knob.Control != control)
                continue;
            var (first, second) = detents > 0 ? (knob.PinA, knob.PinB) : (knob.PinB, knob.PinA);
            lock (hand)
            {
                for (var i = Math.Abs(detents); i > 0; i--)
                {
                    driver.Drive(first, PinValue.Low);
                    driver.Drive(second, PinValue.Low);
                    driver.Drive(first, PinValue.High);
                    driver.Drive(second, PinValue.High);
                }
            }
        }
    }

    /// <summary>The lamps whose lines are high.</summary>
    public PanelLights Lit()
    {
        var lit = PanelLights.None;
        foreach (var lamp in wiring.Lamps)
            if (driver.Level(lamp.Pin) == PinValue.High)
                lit |= lamp.Light;
        return lit;
    }

    private void Drive(int? pin, PinValue level)
    {
        if (pin is not { } line)
            return;
        lock (hand)
            driver.Drive(line, level);
    }

    private int? SwitchOf(PanelControl control)
    {
        foreach (var knob in wiring.Knobs)
            if (knob.Control == control)
                return knob.SwitchPin;
        foreach (var key in wiring.Keys)
            if (key.Control == control)
                return key.Pin;
        return null;
    }
}
