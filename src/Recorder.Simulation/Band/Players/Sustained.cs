using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>What a bow or a breath does to a note.</summary>
/// <param name="AttackSeconds">Time constant of the beginning.</param>
/// <param name="ReleaseSeconds">Time constant of the end.</param>
/// <param name="Brightness">Upper edge of a loud note over its pitch.</param>
/// <param name="Hollow">0 all overtones, 1 the odd ones only.</param>
/// <param name="VibratoHz">Speed of the vibrato.</param>
/// <param name="VibratoCents">Its depth to either side.</param>
/// <param name="Noise">Share of bow or breath noise.</param>
/// <param name="BodyHz">A resonance of the body.</param>
internal sealed record SustainedSpec(
    double AttackSeconds, double ReleaseSeconds, double Brightness, float Hollow, double VibratoHz, double VibratoCents,
    float Noise, double BodyHz)
{
    public static readonly SustainedSpec Trumpet = new(0.025, 0.05, 9, 0.1f, 5.2, 12, 0.02f, 1400);
    public static readonly SustainedSpec Saxophone = new(0.03, 0.06, 7, 0.35f, 4.8, 16, 0.05f, 900);
    public static readonly SustainedSpec Trombone = new(0.04, 0.06, 7, 0.1f, 5, 9, 0.02f, 600);
    public static readonly SustainedSpec Baritone = new(0.035, 0.06, 8, 0.35f, 4.6, 12, 0.05f, 450);
    public static readonly SustainedSpec Violin = new(0.11, 0.14, 8, 0, 5.8, 18, 0.04f, 1050);
    public static readonly SustainedSpec Viola = new(0.12, 0.15, 8, 0, 5.5, 16, 0.04f, 700);
    public static readonly SustainedSpec Cello = new(0.13, 0.16, 9, 0, 5.2, 14, 0.04f, 420);
}

/// <summary>One wind or bowed instrument: a sawtooth whose brightness follows its force.</summary>
internal sealed class Sustained : Instrument
{
    private readonly SustainedSpec spec;
    private readonly int rateHz;
    private readonly float[] air = new float[Ensemble.BlockFrames];
    private Biquad body;
    private Noise noise;
    private double elapsedSeconds, vibrato, hertz = 200;
    private Note note;
    private float phase, level, lowFirst, lowSecond, offset;

    public Sustained(SustainedSpec spec, int rateHz, ulong seed)
    {
        (this.spec, this.rateHz) = (spec, rateHz);
        body = Biquad.Bell(spec.BodyHz, 1.2, 5, rateHz);
        noise = new Noise(seed);
    }

    public override void Play(in Note next)
    {
        note = next;
        elapsedSeconds = 0;
    }

    public override void AddTo(Span<float> left, Span<float> right)
    {
        var held = elapsedSeconds < note.Seconds;
        if (!held && level < 1e-5f)
        {
            (level, lowFirst, lowSecond, offset) = (0, 0, 0, 0);
            return;
        }
        var seconds = (double)left.Length / rateHz;
        elapsedSeconds += seconds;
        hertz += (PortableMath.NoteHz(note.Pitch) - hertz) * PortableMath.Approach(0.012, 1 / seconds);
        vibrato += spec.VibratoHz * seconds;
        vibrato -= Math.Floor(vibrato);
        var depth = spec.VibratoCents * Math.Clamp((elapsedSeconds - 0.15) / 0.3, 0, 1);
        var step = (float)(hertz * PortableMath.Exp2(PortableMath.SinTurns(vibrato) * depth / 1200) / rateHz);
        var aim = held ? note.Velocity : 0;
        var swell = PortableMath.Approach(held ? spec.AttackSeconds : spec.ReleaseSeconds, rateHz);
        var edge = PortableMath.Approach(1 / (2 * Math.PI * hertz * spec.Brightness * (0.25 + 0.75 * level)), rateHz);
        var block = air.AsSpan(0, left.Length);
        noise.Fill(block);
        for (var i = 0; i < block.Length; i++)
        {
            level += (aim - level) * swell;
            phase += step;
            if (phase >= 1)
                phase -= 1;
            var tone = Saw(phase, step);
            if (spec.Hollow > 0)
            {
                var opposite = phase >= 0.5f ? phase - 0.5f : phase + 0.5f;
                tone -= spec.Hollow * Saw(opposite, step);
            }
            lowFirst += ((tone + block[i] * spec.Noise * 4) * level - lowFirst) * edge;
            lowSecond += (lowFirst - lowSecond) * edge;
            // The slow part of a swelling sawtooth is no sound.
            offset += (lowSecond - offset) * 0.002f;
            block[i] = (lowSecond - offset) * 0.8f;
        }
        body.Process(block);
        BlockMath.AddScaled(block, 1, left);
    }

    // A sawtooth whose step is rounded over two frames (polynomial band-limited step), so that it folds back little.
    private static float Saw(float phase, float step)
    {
        var value = 2 * phase - 1;
        if (phase < step)
        {
            var x = phase / step;
            value -= x + x - x * x - 1;
        }
        else if (phase > 1 - step)
        {
            var x = (phase - 1) / step;
            value -= x * x + x + x + 1;
        }
        return value;
    }
}
