using Recorder.Core.Parameters;

namespace Recorder.Dsp.Listening;

/// <summary>One stage of a master that is to be heard alone.</summary>
/// <param name="Stage">The stage by its parameter: <see cref="MasterParameter.TargetLufs"/> is the limiter.</param>
/// <param name="Values">The whole master's values.</param>
/// <param name="MixLufs">How loud the mix is: compressor, warmth and limiter depend on it.</param>
public readonly record struct StageSettings(MasterParameter Stage, MasterValues Values, double MixLufs);
