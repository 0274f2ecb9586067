using System.Device.Gpio;

namespace Recorder.Linux.Gpio;

/// <summary>
/// A knob that turns without end: two lines a quarter step apart, both high at rest. A detent counts when the lines are at
/// rest again, so that bouncing and turning half way and back count nothing.
/// </summary>
public sealed class RotaryEncoder : IDisposable
{
    private const int Rest = 0b11;

    // A whole detent is four quarter steps; two still tell the direction when edges were lost in a fast turn.
    private const int QuartersThatCount = 2;

    private readonly Lock gate = new();
    private readonly GpioController gpio;
    private readonly int pinA;
    private readonly int pinB;
    private readonly bool shouldDispose;
    private int lines = Rest;
    private int quarters;

    /// <summary>An encoder on two lines with pull-ups.</summary>
    /// <param name="pinA">The line that falls first when turned clockwise.</param>
    /// <param name="pinB">The other one.</param>
    /// <param name="gpioController">Where the lines are; null makes one of its own.</param>
    /// <param name="shouldDispose">Whether the controller is let go of with the encoder.</param>
    public RotaryEncoder(int pinA, int pinB, GpioController? gpioController = null, bool shouldDispose = true)
    {
        gpio = gpioController ?? new GpioController();
        (this.pinA, this.pinB) = (pinA, pinB);
        this.shouldDispose = shouldDispose;
        foreach (var pin in (ReadOnlySpan<int>)[pinA, pinB])
        {
            gpio.OpenPin(pin, PinMode.InputPullUp);
            gpio.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Falling | PinEventTypes.Rising, OnEdge);
        }
    }

    /// <summary>Raised for each detent: 1 clockwise, -1 back.</summary>
    public event Action<int>? Turned;

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
        lock (gate)
        {
            var bit = edge.PinNumber == pinA ? 0b10 : 0b01;
            var now = edge.ChangeType == PinEventTypes.Falling ? lines & ~bit : lines | bit;
            quarters += QuarterStep(lines, now);
            lines = now;
            if (now != Rest)
                return;
            var detent = Math.Abs(quarters) >= QuartersThatCount ? Math.Sign(quarters) : 0;
            quarters = 0;
            if (detent != 0)
                Turned?.Invoke(detent);
        }
    }

    // Clockwise the lines (A, B) go 11, 01, 00, 10, 11.
    private static int QuarterStep(int before, int now) => (before, now) switch
    {
        (0b11, 0b01) or (0b01, 0b00) or (0b00, 0b10) or (0b10, 0b11) => 1,
        (0b11, 0b10) or (0b10, 0b00) or (0b00, 0b01) or (0b01, 0b11) => -1,
        _ => 0,
    };
}
