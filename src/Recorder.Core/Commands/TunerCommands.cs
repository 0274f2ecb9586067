namespace Recorder.Core.Commands;

/// <summary>Somebody looks at the tuner of an input, counted from 0: it is heard for a second from now on, and longer only when this is said again.</summary>
public sealed record TuneInput(int Input) : RecorderCommand;

/// <summary>What A4 is tuned to.</summary>
public sealed record SetTuningReference(double Hertz) : RecorderCommand;
