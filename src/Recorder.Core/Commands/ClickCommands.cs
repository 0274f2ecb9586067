using Recorder.Core.Parameters;

namespace Recorder.Core.Commands;

/// <summary>One value of the click; tempo, beats and count-in stay while a take is recorded.</summary>
public sealed record SetClick(ClickParameter Parameter, float Value) : RecorderCommand;
