using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>One string, as a delay line that feeds itself (K. Karplus and A. Strong, 1983; D. Jaffe and J. Smith, 1983).</summary>
/// <remarks>
/// Interpolation and damping together are three taps on the past, so that four frames can be computed at once. Their spread is
/// held at 1/4 frame² for every pitch: otherwise notes that fall between whole delays would sound duller than others.
/// </remarks>
internal sealed class PluckedString(int rateHz)
{
    private const double LowestHz = 27;

    private readonly DelayTape line = new((int)(rateHz / LowestHz) + 8, Ensemble.BlockFrames);
    private readonly float[] burst = new float[(int)(rateHz / LowestHz) + 8];
    private int delayFrames;
    private float tapNear, tapMiddle, tapFar;
    private double periodFrames;
    private long heldFrames;
    private double releaseSeconds;
    private int quietFrames;

    /// <summary>True while the string can be heard.</summary>
    public bool Sounds { get; private set; }

    /// <summary>Plucks the string.</summary>
    /// <param name="frequencyHz">Pitch, 27 Hz and up.</param>
    /// <param name="velocity">0 to 1; a hard pluck is brighter too.</param>
    /// <param name="ringSeconds">Fall by 60 dB while held.</param>
    /// <param name="holdSeconds">When the finger is lifted.</param>
    /// <param name="brightness">0 flesh to 1 plectrum.</param>
    /// <param name="dice">The pluck's chance.</param>
    public void Pluck(double frequencyHz, float velocity, double ringSeconds, double holdSeconds, float brightness, ref Dice dice)
    {
        periodFrames = rateHz / Math.Max(frequencyHz, LowestHz);
        heldFrames = (long)(holdSeconds * rateHz);
        releaseSeconds = Math.Min(0.12, ringSeconds);
        SetTaps(ringSeconds);
        var period = (int)periodFrames;
        var soft = 0.15f + 0.85f * brightness * (0.4f + 0.6f * velocity);
        var smoothed = 0f;
        var mean = 0f;
        for (var i = 0; i < period; i++)
        {
            smoothed += ((float)dice.Between(-1, 1) - smoothed) * soft;
            burst[i] = smoothed;
            mean += smoothed / period;
        }
        // A pluck at a fifth of the string lacks every fifth overtone.
        var comb = period / 5;
        var level = velocity / (0.35f + 0.65f * soft);
        var past = line.Latest(delayFrames + 3);
        past.Clear();
        var target = past[^Math.Min(period, past.Length)..];
        for (var i = 0; i < target.Length; i++)
            target[i] = (burst[i] - mean - (burst[(i + comb) % period] - mean)) * level;
        Sounds = true;
    }

    /// <summary>Adds the string's sound to a block.</summary>
    public void AddTo(Span<float> block)
    {
        if (!Sounds)
            return;
        if (heldFrames > 0 && heldFrames <= block.Length)
            SetTaps(releaseSeconds);
        heldFrames -= block.Length;
        var next = line.Advance(block.Length);
        var past = line.Delayed(delayFrames + 2, block.Length);
        ref var write = ref MemoryMarshal.GetReference(next);
        ref var read = ref MemoryMarshal.GetReference(past);
        ref var sound = ref MemoryMarshal.GetReference(block);
        var (near, middle, far) = (Vector128.Create(tapNear), Vector128.Create(tapMiddle), Vector128.Create(tapFar));
        var loudest = Vector128<float>.Zero;
        for (nuint i = 0; i < (nuint)block.Length; i += 4)
        {
            var value = Vector128.LoadUnsafe(ref read, i) * far + Vector128.LoadUnsafe(ref read, i + 1) * middle
                + Vector128.LoadUnsafe(ref read, i + 2) * near;
            value.StoreUnsafe(ref write, i);
            (Vector128.LoadUnsafe(ref sound, i) + value).StoreUnsafe(ref sound, i);
            loudest = Vector128.MaxNative(loudest, Vector128.Abs(value));
        }
        // A whole period may be longer than the block, so a quiet block alone does not end the string.
        quietFrames = PortableMath.SumLanes(loudest) < 2e-5f ? quietFrames + block.Length : 0;
        if (quietFrames > periodFrames + Ensemble.BlockFrames)
            Sounds = false;
    }

    private void SetTaps(double ringSeconds)
    {
        // Delay N + e + 1/2 with taps of variance 1/4: [1-f, f] * [1-b, b], b = 1/2 - sqrt(f(1-f)), f + b = e + 1/2.
        var wanted = periodFrames - 0.5;
        delayFrames = Math.Max((int)wanted, 5);
        var e = wanted - delayFrames;
        var f = (2 * e + 1 + Math.Sqrt((2 * e + 1) * (2 * e + 1) - 8 * e * e)) / 4;
        var b = 0.5 - Math.Sqrt(Math.Max(f * (1 - f), 0));
        var loss = PortableMath.Exp2(-9.965784284662087 * periodFrames / (ringSeconds * rateHz));
        tapNear = (float)((1 - f) * (1 - b) * loss);
        tapMiddle = (float)((f * (1 - b) + (1 - f) * b) * loss);
        tapFar = (float)(f * b * loss);
    }
}
