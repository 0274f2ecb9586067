using System.Runtime.Intrinsics;
using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>A person at a microphone: singing, talking, humming.</summary>
/// <param name="Tract">Formants over a man's.</param>
/// <param name="VibratoHz">Speed of the vibrato of held notes.</param>
/// <param name="VibratoSemitones">Its depth to either side.</param>
/// <param name="Breath">Share of noise in the voice.</param>
internal sealed record SingerSpec(float Tract, double VibratoHz, double VibratoSemitones, float Breath);

/// <summary>
/// A voice: pulses of the glottis (D. Klatt and L. Klatt, 1990: the KLGLOTT88 flow) through four formants side by side.
/// </summary>
internal sealed class Singer : Instrument
{
    private const float OpenShare = 0.62f;

    private static Vector128<float> BandwidthsHz => Vector128.Create(75f, 95f, 130f, 190f);

    // Neighbouring formants in parallel leave a hole between them unless their signs alternate.
    private static Vector128<float> FormantGains => Vector128.Create(1f, -0.62f, 0.34f, -0.22f);

    private readonly SingerSpec spec;
    private readonly int rateHz;
    private readonly float[] hiss = new float[Ensemble.BlockFrames];
    private readonly float tilt, swell;
    private Biquad teeth;
    private Noise noise;
    private Dice dice;
    private Note note;
    private double elapsedSeconds = double.MaxValue;
    private double vibrato, hertz;
    private Vector128<float> formants = Vector128.Create(500f, 1500f, 2500f, 3500f);
    private Vector128<float> gain, feedFirst, feedSecond, first, second;
    private float phase, flow, amplitude, breath, hissLevel, shimmer = 1;

    public Singer(SingerSpec spec, int rateHz, ulong seed)
    {
        (this.spec, this.rateHz) = (spec, rateHz);
        dice = new Dice(seed);
        noise = new Noise(dice.Next());
        teeth = Biquad.BandPass(6200 * Math.Sqrt(spec.Tract), 1.6, rateHz);
        tilt = PortableMath.Approach(1 / (2 * Math.PI * 3200), rateHz);
        swell = PortableMath.Approach(0.018, rateHz);
        hertz = 150;
    }

    public override void Play(in Note next)
    {
        note = next;
        elapsedSeconds = 0;
    }

    public override void AddTo(Span<float> left, Span<float> right)
    {
        if (elapsedSeconds > note.Seconds + 0.25)
        {
            (first, second, amplitude, hissLevel, breath) = (default, default, 0, 0, 0);
            return;
        }
        var seconds = (double)left.Length / rateHz;
        var (voice, air, friction) = Articulate(seconds);
        MoveFormants(seconds);
        var step = (float)(Pitch(seconds) / rateHz);
        elapsedSeconds += seconds;
        var noiseBlock = hiss.AsSpan(0, left.Length);
        noise.Fill(noiseBlock);
        for (var i = 0; i < left.Length; i++)
        {
            amplitude += (voice - amplitude) * swell;
            breath += (air - breath) * swell;
            hissLevel += (friction - hissLevel) * (swell * 3);
            phase += step;
            if (phase >= 1)
            {
                phase -= 1;
                shimmer = (float)dice.Between(0.95, 1.05);
            }
            var x = phase * (1 / OpenShare);
            var pulse = x < 1 ? x * (2 - 3 * x) * shimmer : 0;
            flow += (pulse - flow) * tilt;
            var white = noiseBlock[i];
            var excitation = Vector128.Create(flow * amplitude + white * breath);
            var sound = gain * excitation + feedFirst * first - feedSecond * second;
            (second, first) = (first, sound);
            left[i] += PortableMath.SumLanes(sound * FormantGains);
            noiseBlock[i] = white * hissLevel;
        }
        teeth.Process(noiseBlock);
        BlockMath.AddScaled(noiseBlock, 1, left);
    }

    // Where in the syllable we are: levels of voice, breath and friction to aim for.
    private (float Voice, float Air, float Friction) Articulate(double seconds)
    {
        var onset = Syllable.OnsetOf(note.Detail);
        var loud = note.Velocity * 1.6f;
        if (elapsedSeconds >= note.Seconds)
            return (0, 0, 0);
        var beginning = elapsedSeconds + seconds / 2;
        return onset switch
        {
            Onset.Stop when beginning < 0.035 => (0, 0, 0),
            Onset.Stop when beginning < 0.05 => (0, 0.05f * note.Velocity, 0.16f * note.Velocity),
            Onset.Hiss when beginning < 0.085 => (0, 0, 0.13f * note.Velocity),
            Onset.Hum when beginning < 0.06 => (loud * 0.5f, 0, 0),
            Onset.Glide when beginning < 0.045 => (loud * 0.6f, 0, 0),
            _ => (loud, spec.Breath * note.Velocity, 0),
        };
    }

    private void MoveFormants(double seconds)
    {
        var onset = Syllable.OnsetOf(note.Detail);
        var closed = onset is Onset.Hum or Onset.Glide && elapsedSeconds < 0.05;
        var aim = Vector128.Create(closed ? Syllable.ClosedMouth(onset) : Syllable.VowelOf(note.Detail)) * Vector128.Create(spec.Tract);
        // A soprano's mouth opens with the pitch: a first formant below the note would leave nothing of it.
        aim = aim.WithElement(0, Math.Max(aim.GetElement(0), (float)hertz * 1.05f));
        formants += (aim - formants) * Vector128.Create(PortableMath.Approach(0.022, 1 / seconds));
        for (var i = 0; i < 4; i++)
        {
            var turns = Math.Min(formants.GetElement(i) / (double)rateHz, 0.45);
            var radius = PortableMath.Exp2(-4.532360141827194 * BandwidthsHz.GetElement(i) / rateHz);
            var cosine = PortableMath.CosTurns(turns);
            var peak = (1 - radius) * Math.Sqrt(1 - 2 * radius * (2 * cosine * cosine - 1) + radius * radius);
            gain = gain.WithElement(i, (float)peak);
            feedFirst = feedFirst.WithElement(i, (float)(2 * radius * cosine));
            feedSecond = feedSecond.WithElement(i, (float)(radius * radius));
        }
    }

    private double Pitch(double seconds)
    {
        var sung = note.Seconds > 0.22;
        hertz += (PortableMath.NoteHz(note.Pitch) - hertz) * PortableMath.Approach(sung ? 0.035 : 0.05, 1 / seconds);
        vibrato += spec.VibratoHz * seconds;
        vibrato -= Math.Floor(vibrato);
        var depth = sung ? spec.VibratoSemitones * Math.Clamp((elapsedSeconds - 0.22) / 0.3, 0, 1) : 0;
        return hertz * PortableMath.Exp2(PortableMath.SinTurns(vibrato) * depth / 12);
    }
}
