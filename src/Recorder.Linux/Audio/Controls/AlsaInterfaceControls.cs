using System.Collections.Immutable;
using Recorder.Core.Ports;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio.Controls;

/// <summary>Gains, pads, 48 V and clock of a card, through its mixer elements; a thread of its own looks for what others change.</summary>
public sealed class AlsaInterfaceControls : IInterfaceControls
{
    private const int WaitMs = 100;

    private readonly AlsaControl control;
    private readonly AlsaControlEvent occurrence;
    private readonly List<CardElement> elements;
    private readonly (CardElement Element, int Channel)?[] gains;
    private readonly (CardElement Element, int Channel)?[] pads;
    private readonly (CardElement Element, int Channel)?[] phantoms;
    private readonly Lock gate = new();
    private readonly Thread thread;
    private State state = new([], new ClockControls([], -1, null, null));
    private volatile bool isPresent = true;
    private volatile bool isClosing;

    private AlsaInterfaceControls(AlsaControl control, AlsaControlEvent occurrence, int inputs)
    {
        (this.control, this.occurrence) = (control, occurrence);
        elements = CardElement.ReadAll(control);
        gains = Assign(ControlPurpose.Gain, inputs);
        pads = Assign(ControlPurpose.Pad, inputs);
        phantoms = Assign(ControlPurpose.Phantom, inputs);
        Look();
        thread = new Thread(Watch) { Name = "interface controls", IsBackground = true };
        thread.Start();
    }

    /// <inheritdoc/>
    public ImmutableArray<InputControls> Inputs => Volatile.Read(ref state).Inputs;

    /// <inheritdoc/>
    public ClockControls Clock => Volatile.Read(ref state).Clock;

    /// <inheritdoc/>
    public bool IsPresent => isPresent;

    /// <summary>Opens a card's elements; null where it is not there, has none, or the library is missing.</summary>
    /// <param name="name">ALSA's name for it: hw:0, or a control plugin.</param>
    /// <param name="inputs">Inputs of the interface.</param>
    public static AlsaInterfaceControls? TryOpen(string name, int inputs)
    {
        try
        {
            AlsaLibrary.Silence();
            if (AlsaLibrary.OpenControl(out var control, name, AlsaLibrary.NonBlocking) < 0)
                return null;
            if (AlsaLibrary.NewEvent(out var occurrence) >= 0 && AlsaLibrary.SubscribeEvents(control, 1) >= 0)
                return new AlsaInterfaceControls(control, occurrence, inputs);
            control.Dispose();
            return null;
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public bool SetGain(int input, float gainDb) => Set(gains, input, element => element.PositionOf(gainDb));

    /// <inheritdoc/>
    public bool SetPad(int input, bool isOn) => Set(pads, input, _ => isOn ? 1 : 0);

    /// <inheritdoc/>
    public bool SetPhantom(int input, bool isOn) => Set(phantoms, input, _ => isOn ? 1 : 0);

    /// <inheritdoc/>
    public bool SetClockSource(int source)
    {
        lock (gate)
        {
            if (Find(ControlPurpose.ClockSource) is not { } element || (uint)source >= (uint)element.Items.Length || !element.Write(0, source))
                return false;
            Look();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isClosing = true;
        thread.Join();
        foreach (var element in elements)
            element.Dispose();
        occurrence.Dispose();
        control.Dispose();
    }

    private bool Set((CardElement Element, int Channel)?[] owners, int input, Func<CardElement, long> position)
    {
        if ((uint)input >= (uint)owners.Length || owners[input] is not var (element, channel))
            return false;
        lock (gate)
        {
            if (!element.Write(channel, position(element)))
                return false;
            Look();
            return true;
        }
    }

    // Which element, and which channel of it, belongs to each input. Of two for the same input the card's first counts.
    private (CardElement Element, int Channel)?[] Assign(ControlPurpose purpose, int inputs)
    {
        var owners = new (CardElement, int)?[inputs];
        var candidates = elements.Where(element => element.Name.Purpose == purpose && element.IsWritable).ToList();
        foreach (var element in candidates)
        {
            // Elements of one name differ by their index; one without any number is of the first inputs, or of all.
            var hasSiblings = candidates.Any(other => other != element && other.RawName == element.RawName);
            var first = element.Name.FirstInput ?? (hasSiblings ? element.Index * element.Channels : 0);
            var last = element.Name.LastInput ?? (element.Channels > 1 || hasSiblings ? first + element.Channels - 1 : candidates.Count == 1 ? inputs - 1 : first);
            for (var input = first; input <= Math.Min(last, inputs - 1); input++)
                owners[input] ??= (element, Math.Min(input - first, element.Channels - 1));
        }
        return owners;
    }

    private CardElement? Find(ControlPurpose purpose) => elements.Find(element => element.Name.Purpose == purpose);

    private void Watch()
    {
        while (!isClosing && isPresent)
        {
            var ready = AlsaLibrary.WaitForEvent(control, WaitMs);
            if (ready < 0 && ready != AlsaLibrary.TryAgain)
                isPresent = false;
            if (ready <= 0)
                continue;
            lock (gate)
            {
                var hasChanged = false;
                int error;
                while ((error = AlsaLibrary.ReadEvent(control, occurrence)) > 0)
                    hasChanged = true;
                if (error < 0 && error != AlsaLibrary.TryAgain)
                    isPresent = false;
                if (hasChanged)
                    Look();
            }
        }
    }

    private void Look()
    {
        var inputs = ImmutableArray.CreateBuilder<InputControls>(gains.Length);
        var positions = new Dictionary<CardElement, long[]?>();
        for (var i = 0; i < gains.Length; i++)
        {
            InputGain? gain = gains[i] is var (element, _) && Position(gains[i]) is { } position ? element.Gain(position) : null;
            inputs.Add(new InputControls(gain, IsOn(pads[i]), IsOn(phantoms[i]), Shared(i)));
        }
        var source = Find(ControlPurpose.ClockSource);
        var rateHz = At(Find(ControlPurpose.ClockRate), 0);
        Volatile.Write(ref state, new State(inputs.DrainToImmutable(), new ClockControls(
            source?.Items ?? [], (int)(At(source, 0) ?? -1), At(Find(ControlPurpose.ClockValidity), 0) is { } valid ? valid != 0 : null,
            rateHz is > 0 ? (int)rateHz : null)));

        InputSpan? Shared(int input)
        {
            if (phantoms[input] is not { } owner)
                return null;
            var (first, last) = (Array.IndexOf(phantoms, owner), Array.LastIndexOf(phantoms, owner));
            return last > first ? new InputSpan(first, last - first + 1) : null;
        }

        bool? IsOn((CardElement Element, int Channel)? owner) => Position(owner) is { } position ? position != 0 : null;

        long? Position((CardElement Element, int Channel)? owner) => owner is var (element, channel) ? At(element, channel) : null;

        long? At(CardElement? element, int channel)
        {
            if (element is null)
                return null;
            if (!positions.TryGetValue(element, out var known))
                positions[element] = known = element.Read();
            return known?[channel];
        }
    }

    private sealed record State(ImmutableArray<InputControls> Inputs, ClockControls Clock);
}
