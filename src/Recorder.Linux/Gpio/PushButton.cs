using System.Device.Gpio;

namespace Recorder.Linux.Gpio;

/// <summary>A switch to ground. Its first edge counts at once; the bouncing of the next 5 ms is not listened to.</summary>
public sealed class PushButton : IDisposable
{
    /// <summary>How long contacts may bounce, in milliseconds.</summary>
    public const int DebounceMs = 5;

    private readonly Lock gate = new();
    private readonly GpioController gpio;
    private readonly int pin;
    private readonly bool shouldDispose;
    private readonly ITimer settled;
    private bool isSettling;
    private bool isPressed;

    /// <summary>A button on a line with pull-up.</summary>
    /// <param name="buttonPin">The line.</param>
    /// <param name="gpioController">Where the line is; null makes one of its own.</param>
    /// <param name="shouldDispose">Whether the controller is let go of with the button.</param>
    /// <param name="time">The clock that times the bouncing; null is the machine's.</param>
    public PushButton(int buttonPin, GpioController? gpioController = null, bool shouldDispose = true, TimeProvider? time = null)
    {
        pin = buttonPin;
        gpio = gpioController ?? new GpioController();
        this.shouldDispose = shouldDispose;
        settled = (time ?? TimeProvider.System).CreateTimer(_ => OnSettled(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        gpio.OpenPin(pin, PinMode.InputPullUp);
        gpio.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Falling | PinEventTypes.Rising, OnEdge);
    }

    /// <summary>Raised with true when pressed and false when let go.</summary>
    public event Action<bool>? Changed;

    /// <inheritdoc/>
    public void Dispose()
    {
        gpio.UnregisterCallbackForPinValueChangedEvent(pin, OnEdge);
        settled.Dispose();
        gpio.ClosePin(pin);
        if (shouldDispose)
            gpio.Dispose();
    }

    private void OnEdge(object sender, PinValueChangedEventArgs edge)
    {
        lock (gate)
            if (!isSettling)
                Report(edge.ChangeType == PinEventTypes.Falling);
    }

    // What happened while nobody listened: a tap shorter than the bouncing ends here.
    private void OnSettled()
    {
        lock (gate)
        {
            isSettling = false;
            Report(gpio.Read(pin) == PinValue.Low);
        }
    }

    private void Report(bool pressed)
    {
        if (pressed == isPressed)
            return;
        isPressed = pressed;
        isSettling = true;
        settled.Change(TimeSpan.FromMilliseconds(DebounceMs), Timeout.InfiniteTimeSpan);
        Changed?.Invoke(pressed);
    }
}
