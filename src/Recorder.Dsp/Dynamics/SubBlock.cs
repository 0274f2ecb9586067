namespace Recorder.Dsp.Dynamics;

/// <summary>
/// Gates and compressors look at the level of eight frames and then move their gain in a straight line over the next eight.
/// </summary>
/// <remarks>
/// Logarithms are taken once in eight frames, and the gain never steps. The grid of eight counts all frames since the start,
/// so the result does not depend on how a signal is cut into blocks. The price is a reaction later by 8 to 16 frames.
/// </remarks>
internal static class SubBlock
{
    public const int Frames = 8;

    /// <summary>The factor by which a one-pole average of this time constant keeps its old value over one sub-block.</summary>
    public static float Keep(float timeMs, int rateHz) => (float)Math.Exp(-Frames / (timeMs * 1e-3 * rateHz));

    /// <summary>How many sub-blocks a time lasts, at least one.</summary>
    public static float Count(float timeMs, int rateHz) => Math.Max(1, timeMs * 1e-3f * rateHz / Frames);
}
