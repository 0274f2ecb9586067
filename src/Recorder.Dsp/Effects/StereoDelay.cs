namespace Recorder.Dsp.Effects;

/// <summary>Echoes: left and right each with its own line; a new time fades over within 30 ms instead of bending the pitch.</summary>
public sealed class StereoDelay : IStereoEffect
{
    private const double FadeSeconds = 0.03;
    private const double GlideSeconds = 0.01;
    private const float Silent = 1e-15f;
    private const float Broken = 1e6f;

    private readonly int rateHz;
    private readonly int mask;
    private readonly float glide;
    private readonly float fadeStep;
    private Line left;
    private Line right;
    private int position;
    private int delayFrames;
    private int nextDelayFrames;
    private int wantedDelayFrames;
    private float fade;
    private float feedback, wantedFeedback;
    private float damping, wantedDamping;
    private int silentFrames;

    /// <summary>A silent delay.</summary>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="longestMs">The longest time that can be set.</param>
    public StereoDelay(int rateHz, float longestMs)
    {
        this.rateHz = rateHz;
        var capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(longestMs * 1e-3 * rateHz) + 1);
        mask = capacity - 1;
        left = new Line(capacity);
        right = new Line(capacity);
        glide = (float)(1 - Math.Exp(-1 / (GlideSeconds * rateHz)));
        fadeStep = (float)(1 / (FadeSeconds * rateHz));
        silentFrames = capacity;
    }

    /// <inheritdoc/>
    public bool IsIdle => silentFrames > mask;

    /// <summary>Changes the settings.</summary>
    /// <param name="timeMs">From one echo to the next.</param>
    /// <param name="feedbackShare">An echo's share of the one before, 0 to 0.99.</param>
    /// <param name="dampingHz">The low-pass, 6 dB per octave, that each echo goes through.</param>
    public void Set(float timeMs, float feedbackShare, float dampingHz)
    {
        wantedDelayFrames = Math.Clamp((int)Math.Round(timeMs * 1e-3 * rateHz), 1, mask);
        wantedFeedback = Math.Clamp(feedbackShare, 0, 0.99f);
        wantedDamping = (float)(1 - Math.Exp(-2 * Math.PI * dampingHz / rateHz));
        if (!IsIdle && delayFrames > 0)
            return;
        (delayFrames, feedback, damping, fade) = (wantedDelayFrames, wantedFeedback, wantedDamping, 0);
        nextDelayFrames = delayFrames;
    }

    /// <inheritdoc/>
    public void Process(Span<float> left, Span<float> right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            MoveOn();
            var (inputLeft, inputRight) = (left[i], right[i]);
            left[i] = Echo(ref this.left, inputLeft);
            right[i] = Echo(ref this.right, inputRight);
            var isSilent = inputLeft == 0 && inputRight == 0 && this.left.Samples[position] == 0 && this.right.Samples[position] == 0;
            silentFrames = isSilent ? Math.Min(silentFrames, mask) + 1 : 0;
            position = (position + 1) & mask;
        }
    }

    private void MoveOn()
    {
        feedback += (wantedFeedback - feedback) * glide;
        damping += (wantedDamping - damping) * glide;
        if (delayFrames == nextDelayFrames)
        {
            nextDelayFrames = wantedDelayFrames;
        }
        else if ((fade += fadeStep) >= 1)
        {
            delayFrames = nextDelayFrames;
            fade = 0;
        }
    }

    private float Echo(ref Line line, float input)
    {
        var heard = line.Samples[(position - delayFrames) & mask];
        if (fade > 0)
            heard += (line.Samples[(position - nextDelayFrames) & mask] - heard) * fade;
        line.Damped += damping * (heard - line.Damped);
        var kept = input + feedback * line.Damped;
        line.Samples[position] = Math.Abs(kept) is > Silent and < Broken ? kept : 0;
        return line.Damped = Math.Abs(line.Damped) is > Silent and < Broken ? line.Damped : 0;
    }

    private struct Line(int capacity)
    {
        public readonly float[] Samples = new float[capacity];
        public float Damped;
    }
}
