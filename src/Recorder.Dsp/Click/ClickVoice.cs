namespace Recorder.Dsp.Click;

/// <summary>The sound of a metronome: two short struck tones, made once; each stroke is loudest on its very first sample.</summary>
public sealed class ClickVoice
{
    /// <summary>Length of a stroke.</summary>
    public const double StrokeSeconds = 0.03;

    // Apart by a fifth, and where neither kick nor cymbals are.
    private const double AccentHz = 1760;
    private const double BeatHz = 1175;
    private const double DecaySeconds = 0.006;

    private readonly float[] accent;
    private readonly float[] beat;
    private float[] sounding;
    private int next;
    private float gain;

    /// <summary>A voice that is silent until it is struck.</summary>
    /// <param name="rateHz">Frames per second.</param>
    public ClickVoice(int rateHz)
    {
        (accent, beat) = (Make(AccentHz, rateHz), Make(BeatHz, rateHz));
        (sounding, next) = (beat, beat.Length);
    }

    /// <summary>Begins a stroke; one that still sounds ends.</summary>
    /// <param name="isAccent">The first of a bar, a fifth higher.</param>
    /// <param name="strokeGain">Its peak, linear.</param>
    public void Strike(bool isAccent, float strokeGain) => (sounding, next, gain) = (isAccent ? accent : beat, 0, strokeGain);

    /// <summary>Adds what sounds to both sides, which have one length.</summary>
    public void AddTo(Span<float> left, Span<float> right)
    {
        var stroke = sounding.AsSpan(next, Math.Min(left.Length, sounding.Length - next));
        for (var i = 0; i < stroke.Length; i++)
        {
            left[i] += gain * stroke[i];
            right[i] += gain * stroke[i];
        }
        next += stroke.Length;
    }

    // A cosine that decays and has come to nothing at its end.
    private static float[] Make(double hertz, int rateHz)
    {
        var samples = new float[(int)(StrokeSeconds * rateHz)];
        for (var i = 0; i < samples.Length; i++)
        {
            var seconds = (double)i / rateHz;
            samples[i] = (float)(Math.Cos(Math.Tau * hertz * seconds) * Math.Exp(-seconds / DecaySeconds) * (1 - (double)i / samples.Length));
        }
        return samples;
    }
}
