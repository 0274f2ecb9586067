using System.Device.Gpio;

namespace Recorder.Linux.Gpio;

/// <summary>
/// A switch to ground. Its first edge counts at once; then it is not listened to until the contacts have been quiet for 5 ms,
/// and what they say then counts, with the time of the last edge.
/// </summary>
public sealed class PushButton : IDisposable
{
    /// <summary>How long contacts must be quiet, in milliseconds.</summary>
    public const int DebounceMs = 5;

    private readonly Lock gate = new();
    private readonly GpioController gpio;
    private readonly TimeProvider time;
    private readonly int pin;
    private readonly bool shouldDispose;
    private readonly ITimer settled;
    private bool isSettling;
    private bool isPressed;
    private bool isLow;
    private long lastEdgeMs;

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
        this.time = time ?? TimeProvider.System;
        settled = this.time.CreateTimer(_ => OnSettled(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        gpio.OpenPin(pin, PinMode.InputPullUp);
        gpio.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Falling | PinEventTypes.Rising, OnEdge);
    }

    /// <summary>Raised with true when pressed and false when let go, and monotonic milliseconds.</summary>
    public event Action<bool, long>? Changed;

    /// <summary>Forgets that it is pressed, as when its line is gone; true when it was.</summary>
    public bool LetGo()
    {
        lock (gate)
        {
            var was = isPressed;
            (isPressed, isLow) = (false, false);
            return was;
        }
    }

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
        {
            isLow = edge.ChangeType == PinEventTypes.Falling;
            lastEdgeMs = EdgeTime.Ms(edge, time);
            if (isSettling)
                settled.Change(TimeSpan.FromMilliseconds(DebounceMs), Timeout.InfiniteTimeSpan);
            else
                Report(isLow, lastEdgeMs);
        }
    }

    // What happened while nobody listened: a tap shorter than the bouncing ends here.
    private void OnSettled()
    {
        lock (gate)
        {
            isSettling = false;
            Report(isLow, lastEdgeMs);
        }
    }

    private void Report(bool pressed, long timestampMs)
    {
        if (pressed == isPressed)
            return;
        isPressed = pressed;
        isSettling = true;
        settled.Change(TimeSpan.FromMilliseconds(DebounceMs), Timeout.InfiniteTimeSpan);
        Changed?.Invoke(pressed, timestampMs);
    }
}
