using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>A bass drum: a sine whose pitch falls as the skin relaxes, and the click of the beater.</summary>
internal sealed class KickDrum(int rateHz, ulong seed) : Instrument
{
    private const float SkinHz = 49;

    private readonly float pitchDecay = PortableMath.DecayPerFrame(0.16, rateHz);
    private readonly float bodyDecay = PortableMath.DecayPerFrame(0.55, rateHz);
    private readonly float clickDecay = PortableMath.DecayPerFrame(0.028, rateHz);
    private readonly float attack = PortableMath.Approach(0.0007, rateHz);
    private readonly float[] turns = new float[Ensemble.BlockFrames];
    private readonly float[] levels = new float[Ensemble.BlockFrames];
    private readonly float[] click = new float[Ensemble.BlockFrames];
    private Biquad beater = Biquad.BandPass(3300, 0.7, rateHz);
    private Noise noise = new(seed);
    private float phase, sweep, body, level, clickLevel;

    public override void Play(in Note note)
    {
        if (level < 1e-3f)
            phase = 0;
        sweep = 0.5f + 0.5f * note.Velocity;
        body = note.Velocity;
        clickLevel = 0.9f * note.Velocity * note.Velocity;
    }

    public override void AddTo(Span<float> left, Span<float> right)
    {
        if (body < 1e-5f)
        {
            level = 0;
            return;
        }
        var frames = left.Length;
        for (var i = 0; i < frames; i++)
        {
            sweep *= pitchDecay;
            body *= bodyDecay;
            level += (body - level) * attack;
            phase += SkinHz * (1 + 3.2f * sweep * sweep + 0.5f * sweep) / rateHz;
            if (phase >= 1)
                phase -= 1;
            turns[i] = phase;
            levels[i] = level;
        }
        noise.Fill(click.AsSpan(0, frames));
        for (var i = 0; i < frames; i++)
        {
            click[i] *= clickLevel;
            clickLevel *= clickDecay;
        }
        beater.Process(click.AsSpan(0, frames));
        var sound = MemoryMarshal.Cast<float, Vector128<float>>(left);
        var angles = MemoryMarshal.Cast<float, Vector128<float>>(turns);
        var gains = MemoryMarshal.Cast<float, Vector128<float>>(levels);
        var clicks = MemoryMarshal.Cast<float, Vector128<float>>(click);
        for (var i = 0; i < sound.Length; i++)
            sound[i] += PortableMath.SinTurns(angles[i]) * gains[i] + clicks[i];
    }
}
