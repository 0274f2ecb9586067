using System.Device.Gpio;
using Recorder.Core.Ports;

namespace Recorder.Simulation.Gpio;

/// <summary>
/// A GPIO controller in memory: programs open, read, write and listen to its lines as to real ones; a test or a browser
/// plays the world outside with <see cref="Drive"/> and <see cref="Level"/>.
/// </summary>
/// <param name="pinCount">Lines, numbered from 0.</param>
/// <param name="time">The clock of the edges; null is the machine's.</param>
public sealed class SimulatedGpioDriver(int pinCount, TimeProvider? time = null) : GpioDriver
{
    private readonly Lock gate = new();
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private uint sequence;
    private readonly Line[] lines = [.. Enumerable.Range(0, pinCount).Select(_ => new Line())];

    /// <inheritdoc/>
    protected override int PinCount => lines.Length;

    /// <summary>The level of a line as a voltmeter would show it.</summary>
    public PinValue Level(int pinNumber)
    {
        lock (gate)
            return lines[pinNumber].Level;
    }

    /// <summary>Pulls a line from outside; whoever listens to that edge is called before this returns.</summary>
    public void Drive(int pinNumber, PinValue value)
    {
        PinChangeEventHandler? listeners;
        Edge change;
        var edge = value == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling;
        lock (gate)
        {
            var line = lines[pinNumber];
            if (line.Level == value)
                return;
            line.Level = value;
            listeners = edge == PinEventTypes.Rising ? line.Rising : line.Falling;
            change = new Edge(edge, pinNumber, (long)(time.GetElapsedTime(0).TotalMilliseconds * 1e6), ++sequence);
        }
        listeners?.Invoke(this, change);
    }

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber) => lines[pinNumber].IsOpen = true;

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber) => lines[pinNumber].IsOpen = false;

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        lock (gate)
        {
            lines[pinNumber].Mode = mode;
            if (mode == PinMode.InputPullUp)
                lines[pinNumber].Level = PinValue.High;
        }
    }

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => lines[pinNumber].Mode;

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    /// <inheritdoc/>
    protected override PinValue Read(int pinNumber) => Level(pinNumber);

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value)
    {
        lock (gate)
        {
            if (lines[pinNumber] is not { IsOpen: true, Mode: PinMode.Output } line)
                throw new InvalidOperationException($"Line {pinNumber} is not open for output.");
            line.Level = value;
        }
    }

    /// <inheritdoc/>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        using var happened = new SemaphoreSlim(0);
        var seen = PinEventTypes.None;
        void OnEdge(object sender, PinValueChangedEventArgs edge)
        {
            seen = edge.ChangeType;
            happened.Release();
        }
        AddCallbackForPinValueChangedEvent(pinNumber, eventTypes, OnEdge);
        try
        {
            happened.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new WaitForEventResult { TimedOut = true };
        }
        finally
        {
            RemoveCallbackForPinValueChangedEvent(pinNumber, OnEdge);
        }
        return new WaitForEventResult { EventTypes = seen };
    }

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (gate)
        {
            if (eventTypes.HasFlag(PinEventTypes.Rising))
                lines[pinNumber].Rising += callback;
            if (eventTypes.HasFlag(PinEventTypes.Falling))
                lines[pinNumber].Falling += callback;
        }
    }

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (gate)
        {
            lines[pinNumber].Rising -= callback;
            lines[pinNumber].Falling -= callback;
        }
    }

    private sealed class Edge(PinEventTypes change, int pinNumber, long timestampNs, uint sequence)
        : PinValueChangedEventArgs(change, pinNumber), ITimedLineChange
    {
        public long TimestampNs { get; } = timestampNs;
        public uint Sequence { get; } = sequence;
    }

    private sealed class Line
    {
        public bool IsOpen { get; set; }
        public PinMode Mode { get; set; } = PinMode.Input;
        public PinValue Level { get; set; } = PinValue.Low;
        public PinChangeEventHandler? Rising { get; set; }
        public PinChangeEventHandler? Falling { get; set; }
    }
}
