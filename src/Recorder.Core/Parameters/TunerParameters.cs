namespace Recorder.Core.Parameters;

/// <summary>Values of the tuner.</summary>
public static class TunerParameters
{
    /// <summary>What A4 is tuned to, from below baroque to Chorton; the range is such that a detent is half a hertz.</summary>
    public static ParameterSpec ReferenceHz { get; } = new(
        "referenceHz", "Reference", "A4", "Hz", 406, 466, 440, ParameterWarp.Linear, 1, "What the A above middle C is tuned to.");
}
