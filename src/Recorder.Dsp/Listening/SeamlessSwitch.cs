namespace Recorder.Dsp.Listening;

/// <summary>Sends sound through one of several processes, or none, and changes over without a click.</summary>
/// <remarks>
/// What comes next runs unheard until its delay is over and its filters have settled, then one fades into the other. A change of mind
/// in the middle waits for the end of the fade. One thread; allocates only when made.
/// </remarks>
/// <param name="rateHz">Frames per second.</param>
/// <param name="largestBlock">The most frames one call takes.</param>
public sealed class SeamlessSwitch(int rateHz, int largestBlock)
{
    /// <summary>Length of the fade.</summary>
    public const double FadeSeconds = 0.020;

    private const double SettleSeconds = 0.020;

    private readonly int fadeFrames = (int)(FadeSeconds * rateHz);
    private readonly int settleFrames = (int)(SettleSeconds * rateHz);
    private readonly float[] nextLeft = new float[largestBlock];
    private readonly float[] nextRight = new float[largestBlock];
    private IStereoProcess? heard;
    private IStereoProcess? next;
    private bool isChanging;
    private bool isFresh = true;
    private int framesToFade;
    private int fadedFrames;

    /// <summary>Whether something unheard runs, or fades in.</summary>
    public bool IsChanging => isChanging;

    /// <summary>Processes in place.</summary>
    /// <param name="wanted">What is to be heard; null leaves the sound as it is. Not one that is heard already under other settings.</param>
    /// <param name="left">Left.</param>
    /// <param name="right">Right, as long.</param>
    public void Process(IStereoProcess? wanted, Span<float> left, Span<float> right)
    {
        if (isFresh)
        {
            wanted?.Reset();
            (heard, isFresh) = (wanted, false);
        }
        if (!isChanging && wanted != heard)
            Begin(wanted);
        if (!isChanging)
        {
            heard?.Process(left, right);
            return;
        }
        var otherLeft = nextLeft.AsSpan(0, left.Length);
        var otherRight = nextRight.AsSpan(0, right.Length);
        left.CopyTo(otherLeft);
        right.CopyTo(otherRight);
        heard?.Process(left, right);
        next?.Process(otherLeft, otherRight);
        Fade(left, right);
    }

    /// <summary>What comes does not follow what was: it begins with what is wanted then, without a fade.</summary>
    public void Reset() => (heard, next, isChanging, isFresh) = (null, null, false, true);

    private void Begin(IStereoProcess? wanted)
    {
        wanted?.Reset();
        (next, isChanging, fadedFrames) = (wanted, true, 0);
        framesToFade = wanted is null ? 0 : wanted.LatencyFrames + settleFrames;
    }

    private void Fade(Span<float> left, Span<float> right)
    {
        var silent = Math.Min(framesToFade, left.Length);
        framesToFade -= silent;
        for (var i = silent; i < left.Length; i++)
        {
            // Of the same sound: straight lines add up to what was there.
            var share = Math.Min(1, (fadedFrames++ + 0.5f) / fadeFrames);
            left[i] += (nextLeft[i] - left[i]) * share;
            right[i] += (nextRight[i] - right[i]) * share;
        }
        if (fadedFrames >= fadeFrames)
            (heard, next, isChanging) = (next, null, false);
    }
}
