namespace Recorder.Core.Commands;

/// <summary>An input's own gain on the interface. While recording it turns only when the knob is pressed in.</summary>
/// <param name="Input">From 0.</param>
/// <param name="GainDb">In decibels; the interface takes its nearest position.</param>
/// <param name="IsPressedIn">Whether the hand means it while a take runs.</param>
public sealed record SetInputGain(int Input, float GainDb, bool IsPressedIn = false) : RecorderCommand;

/// <summary>An input's pad on the interface; inputs count from 0. Guarded as the gain is.</summary>
public sealed record SetInputPad(int Input, bool IsOn, bool IsPressedIn = false) : RecorderCommand;

/// <summary>48 V for the microphone of an input; inputs count from 0. Whoever posts it has asked.</summary>
public sealed record SetInputPhantom(int Input, bool IsOn) : RecorderCommand;

/// <summary>Where the interface takes its clock from, by its place among the sources it offers; refused while a take runs.</summary>
public sealed record SetClockSource(int Source) : RecorderCommand;
