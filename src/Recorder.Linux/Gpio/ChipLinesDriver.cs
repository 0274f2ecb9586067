using System.Device.Gpio;
using Recorder.Linux.Gpio.Chips;

namespace Recorder.Linux.Gpio;

/// <summary>
/// A GPIO driver on the kernel's gpiochips, any number of them, for use through <see cref="GpioController"/>. Each chip has
/// one request with all its lines, so edges come in order and with the kernel's time: callbacks get a
/// <see cref="LineChangedEventArgs"/>. A chip that vanishes is told, and the others work on.
/// </summary>
/// <remarks>Line o of chip c is pin 64 c + o.</remarks>
public sealed class ChipLinesDriver : GpioDriver
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, Pin> pins = [];
    private readonly WatchedChip[] chips;
    private readonly Action<string>? onTrouble;

    /// <summary>Requests all lines of all chips from the kernel.</summary>
    /// <param name="plans">The chips; their order numbers the pins.</param>
    /// <param name="onTrouble">Told in a sentence, from any thread, when a chip does not answer and when it is back.</param>
    /// <param name="time">The clock of changes that were found by asking; null is the machine's.</param>
    public ChipLinesDriver(IReadOnlyList<ChipPlan> plans, Action<string>? onTrouble = null, TimeProvider? time = null)
        : this(plans, new KernelChips(), onTrouble, time ?? TimeProvider.System)
    {
    }

    internal ChipLinesDriver(IReadOnlyList<ChipPlan> plans, IGpioChips kernel, Action<string>? onTrouble, TimeProvider time)
    {
        this.onTrouble = onTrouble;
        chips = [.. plans.Select((plan, number) => MakeChip(plan, number, kernel, time))];
        for (var i = 0; i < chips.Length; i++)
            if (!chips[i].Start(out var why))
                onTrouble?.Invoke($"Lines of {plans[i].Name}: the chip {why}. The other controls work. Check its cable and its line in config.txt.");
    }

    /// <summary>Raised on a chip's thread when it stops answering, with its pins: what is held down there is let go.</summary>
    public event Action<IReadOnlyList<int>>? Lost;

    /// <summary>Whether any chip answers.</summary>
    public bool IsAnyThere => chips.Any(chip => chip.IsThere);

    /// <inheritdoc/>
    protected override int PinCount => chips.Length * ChipPlan.MostLines;

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber) => PinAt(pinNumber);

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber)
    {
        lock (gate)
            (PinAt(pinNumber).Rising, PinAt(pinNumber).Falling) = (null, null);
    }

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode) => PinAt(pinNumber).Chip.SetMode(PinAt(pinNumber).Index, mode);

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => PinAt(pinNumber).Chip.ModeOf(PinAt(pinNumber).Index);

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        mode is PinMode.Input or PinMode.InputPullUp or PinMode.InputPullDown or PinMode.Output;

    /// <inheritdoc/>
    protected override PinValue Read(int pinNumber) => PinAt(pinNumber).Chip.Read(PinAt(pinNumber).Index);

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value) => PinAt(pinNumber).Chip.Write(PinAt(pinNumber).Index, value == PinValue.High);

    /// <inheritdoc/>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        using var happened = new ManualResetEventSlim();
        var seen = PinEventTypes.None;
        void OnEdge(object sender, PinValueChangedEventArgs edge)
        {
            seen = edge.ChangeType;
            happened.Set();
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
        var pin = PinAt(pinNumber);
        lock (gate)
        {
            if (eventTypes.HasFlag(PinEventTypes.Rising))
                pin.Rising += callback;
            if (eventTypes.HasFlag(PinEventTypes.Falling))
                pin.Falling += callback;
        }
    }

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        var pin = PinAt(pinNumber);
        lock (gate)
        {
            pin.Rising -= callback;
            pin.Falling -= callback;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var chip in chips)
            chip.Dispose();
        base.Dispose(disposing);
    }

    private WatchedChip MakeChip(ChipPlan plan, int number, IGpioChips kernel, TimeProvider time)
    {
        if (plan.Lines.Length is 0 or > ChipPlan.MostLines || plan.Lines.Any(line => line.Offset is < 0 or >= ChipPlan.MostLines))
            throw new ArgumentException($"{plan.Name} has lines 0 to {ChipPlan.MostLines - 1}, at least one of them used.", nameof(plan));
        var ownPins = plan.Lines.Select(line => number * ChipPlan.MostLines + line.Offset).ToArray();
        var chip = new WatchedChip(
            kernel, plan,
            (index, isHigh, timestampNs, sequence) => Raise(pins[ownPins[index]], ownPins[index], isHigh, timestampNs, sequence),
            isThere => OnPresence(plan, ownPins, isThere), time);
        for (var i = 0; i < ownPins.Length; i++)
            pins.Add(ownPins[i], new Pin(chip, i));
        return chip;
    }

    private void OnPresence(ChipPlan plan, int[] ownPins, bool isThere)
    {
        if (!isThere)
            Lost?.Invoke(ownPins);
        onTrouble?.Invoke(isThere
            ? $"Lines of {plan.Name}: the chip answers again."
            : $"Lines of {plan.Name}: the chip does not answer. Recording and the other controls go on. Check its cable.");
    }

    private void Raise(Pin pin, int number, bool isHigh, long timestampNs, uint sequence)
    {
        PinChangeEventHandler? callbacks;
        lock (gate)
            callbacks = isHigh ? pin.Rising : pin.Falling;
        callbacks?.Invoke(this, new LineChangedEventArgs(isHigh ? PinEventTypes.Rising : PinEventTypes.Falling, number, timestampNs, sequence));
    }

    private Pin PinAt(int number) => pins.TryGetValue(number, out var pin)
        ? pin
        : throw new InvalidOperationException($"Line {number % ChipPlan.MostLines} of chip {number / ChipPlan.MostLines} is not in the panel's description.");

    private sealed class Pin(WatchedChip chip, int index)
    {
        public WatchedChip Chip { get; } = chip;
        public int Index { get; } = index;
        public PinChangeEventHandler? Rising { get; set; }
        public PinChangeEventHandler? Falling { get; set; }
    }
}
