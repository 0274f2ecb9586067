using System.Device.Gpio;

namespace Recorder.Linux.Gpio;

/// <summary>A knob that turns without end: two lines with pull-ups, a quarter step apart.</summary>
public sealed class RotaryEncoder : IDisposable
{
    private readonly Lock gate = new();
    private readonly QuadratureDecoder decoder;
    private readonly GpioController gpio;
    private readonly TimeProvider time;
    private readonly int pinA;
    private readonly int pinB;
    private readonly bool shouldDispose;

    /// <summary>An encoder on two lines with pull-ups.</summary>
    /// <param name="pinA">The line that falls first when turned clockwise.</param>
    /// <param name="pinB">The other one.</param>
    /// <param name="gpioController">Where the lines are; null makes one of its own.</param>
    /// <param name="shouldDispose">Whether the controller is let go of with the encoder.</param>
    /// <param name="quartersPerDetent">See <see cref="QuadratureDecoder"/>.</param>
    /// <param name="time">The clock of edges that carry no time; null is the machine's.</param>
    public RotaryEncoder(int pinA, int pinB, GpioController? gpioController = null, bool shouldDispose = true,
        int quartersPerDetent = QuadratureDecoder.FullCycle, TimeProvider? time = null)
    {
        gpio = gpioController ?? new GpioController();
        (this.pinA, this.pinB) = (pinA, pinB);
        this.shouldDispose = shouldDispose;
        this.time = time ?? TimeProvider.System;
        decoder = new QuadratureDecoder(quartersPerDetent);
        gpio.OpenPin(pinA, PinMode.InputPullUp);
        gpio.OpenPin(pinB, PinMode.InputPullUp);
        decoder.Begin((gpio.Read(pinA) == PinValue.High ? 0b10 : 0) | (gpio.Read(pinB) == PinValue.High ? 0b01 : 0));
        gpio.RegisterCallbackForPinValueChangedEvent(pinA, PinEventTypes.Falling | PinEventTypes.Rising, OnEdge);
        gpio.RegisterCallbackForPinValueChangedEvent(pinB, PinEventTypes.Falling | PinEventTypes.Rising, OnEdge);
    }

    /// <summary>Raised with detents, positive clockwise, and monotonic milliseconds.</summary>
    public event Action<int, long>? Turned;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pin in (ReadOnlySpan<int>)[pinA, pinB])
        {
            gpio.UnregisterCallbackForPinValueChangedEvent(pin, OnEdge);
            gpio.ClosePin(pin);
        }
        if (shouldDispose)
            gpio.Dispose();
    }

    private void OnEdge(object sender, PinValueChangedEventArgs edge)
    {
        int detents;
        lock (gate)
            detents = decoder.Next(edge.PinNumber == pinA, edge.ChangeType == PinEventTypes.Rising);
        if (detents != 0)
            Turned?.Invoke(detents, EdgeTime.Ms(edge, time));
    }
}
