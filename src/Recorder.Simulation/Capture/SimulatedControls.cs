using System.Collections.Immutable;
using Recorder.Core.Ports;
using Recorder.Simulation.Band.Acoustics;

namespace Recorder.Simulation.Capture;

/// <summary>
/// The knobs of the interface that the built-in band plays into: gain and pad on each input, heard in what it delivers, and
/// 48 V on those for microphones, which is shown and kept; the band's microphones sound without it.
/// </summary>
public sealed class SimulatedControls : IInterfaceControls
{
    /// <summary>The lowest gain.</summary>
    public const int LeastGainDb = -20;

    /// <summary>The highest gain.</summary>
    public const int MostGainDb = 40;

    private readonly PreampKnobs knobs;
    private readonly ImmutableArray<bool> areMicrophones;
    private readonly Lock gate = new();
    private ImmutableArray<InputControls> inputs;

    /// <summary>The knobs of a band's interface; they are closed with it.</summary>
    public SimulatedControls(PreampKnobs knobs)
    {
        this.knobs = knobs;
        areMicrophones = [.. InputSpec.ForCount(knobs.Inputs).Select(spec => spec.Kind != InputKind.Direct)];
        inputs = Look();
    }

    /// <inheritdoc/>
    public ImmutableArray<InputControls> Inputs
    {
        get
        {
            lock (gate)
                return inputs;
        }
    }

    /// <inheritdoc/>
    public ClockControls Clock { get; } = new([], -1, null, null);

    /// <inheritdoc/>
    public bool IsPresent => true;

    /// <inheritdoc/>
    public bool SetGain(int input, float gainDb) =>
        float.IsFinite(gainDb) && Set(input, () => knobs.SetGainDb(input, (int)MathF.Round(Math.Clamp(gainDb, LeastGainDb, MostGainDb))));

    /// <inheritdoc/>
    public bool SetPad(int input, bool isOn) => Set(input, () => knobs.SetPad(input, isOn));

    /// <inheritdoc/>
    public bool SetPhantom(int input, bool isOn) =>
        (uint)input < (uint)areMicrophones.Length && areMicrophones[input] && Set(input, () => knobs.SetPhantom(input, isOn));

    /// <inheritdoc/>
    public bool SetClockSource(int source) => false;

    /// <inheritdoc/>
    public void Dispose() => knobs.Dispose();

    private bool Set(int input, Action turn)
    {
        if ((uint)input >= (uint)knobs.Inputs)
            return false;
        lock (gate)
        {
            turn();
            inputs = Look();
        }
        return true;
    }

    private ImmutableArray<InputControls> Look() =>
    [
        .. areMicrophones.Select((isMicrophone, input) => new InputControls(
            new InputGain(knobs.GainDb(input), LeastGainDb, MostGainDb, 1), knobs.HasPad(input), isMicrophone ? knobs.HasPhantom(input) : null)),
    ];
}
