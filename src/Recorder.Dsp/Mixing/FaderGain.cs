using Recorder.Core.Parameters;

namespace Recorder.Dsp.Mixing;

/// <summary>The gain of a fader, send or return.</summary>
public static class FaderGain
{
    /// <summary>The linear gain; at <see cref="StripParameters.SilenceDb"/> and below it is 0.</summary>
    public static float FromDb(float faderDb) => faderDb > StripParameters.SilenceDb ? MathF.Pow(10, faderDb / 20) : 0;
}
