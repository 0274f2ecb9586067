using System.Collections.Immutable;

namespace Recorder.Core.Ports;

/// <summary>An input's own gain, as its card states it.</summary>
/// <param name="ValueDb">Where it stands.</param>
/// <param name="LeastDb">The lowest it can be.</param>
/// <param name="MostDb">The highest.</param>
/// <param name="StepDb">From one position to the next, about.</param>
public readonly record struct InputGain(float ValueDb, float LeastDb, float MostDb, float StepDb);

/// <summary>What a card lets set of one input; null where it has no such thing.</summary>
/// <param name="Gain">Its gain before the converter.</param>
/// <param name="Pad">Whether its level is brought down before that.</param>
/// <param name="Phantom">Whether it feeds 48 V to the microphone.</param>
/// <param name="SharedPhantom">The inputs that one switch of 48 V is for; null where it is this one's alone.</param>
public readonly record struct InputControls(InputGain? Gain, bool? Pad, bool? Phantom, InputSpan? SharedPhantom = null);

/// <summary>Inputs beside each other.</summary>
/// <param name="First">From 0.</param>
/// <param name="Count">How many.</param>
public readonly record struct InputSpan(int First, int Count);

/// <summary>Where a card takes its clock from.</summary>
/// <param name="Sources">The sources it offers, by the card's own words; empty where it does not let choose.</param>
/// <param name="Source">Which one it runs by; -1 while unknown.</param>
/// <param name="IsValid">Whether that clock is there; null where the card does not say.</param>
/// <param name="RateHz">The rate the card itself says that it runs at; null where it does not.</param>
public readonly record struct ClockControls(ImmutableArray<string> Sources, int Source, bool? IsValid, int? RateHz);

/// <summary>The mixer elements of an audio interface that concern recording: gains, pads, 48 V, the clock.</summary>
/// <remarks>Not for the threads that capture: it allocates, and a card on a slow bus takes its time.</remarks>
public interface IInterfaceControls : IDisposable
{
    /// <summary>One per input of the interface; read anew with every change, whoever made it.</summary>
    ImmutableArray<InputControls> Inputs { get; }

    /// <summary>The clock, read anew as well.</summary>
    ClockControls Clock { get; }

    /// <summary>False when the card is gone.</summary>
    bool IsPresent { get; }

    /// <summary>Sets an input's gain to the nearest position; false when it has none, or the card refuses.</summary>
    bool SetGain(int input, float gainDb);

    /// <summary>Switches an input's pad; false as above.</summary>
    bool SetPad(int input, bool isOn);

    /// <summary>Switches an input's 48 V; false as above. Where several inputs share one switch, it is all of theirs.</summary>
    bool SetPhantom(int input, bool isOn);

    /// <summary>Chooses the source of the clock; false as above.</summary>
    bool SetClockSource(int source);
}
