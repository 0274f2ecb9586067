using System.Runtime.Intrinsics;
using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>What a cymbal sounds like.</summary>
/// <param name="Pitch">Scale of its inharmonic partials.</param>
/// <param name="LowHz">Lower edge of its wash.</param>
/// <param name="ClosedSeconds">Fall by 60 dB of stroke 0.</param>
/// <param name="OpenSeconds">Fall by 60 dB of stroke 1.</param>
/// <param name="Ping">Share of the stick's ping.</param>
/// <param name="Bloom">Seconds until the wash has built up.</param>
internal sealed record MetalSpec(double Pitch, double LowHz, double ClosedSeconds, double OpenSeconds, float Ping, double Bloom)
{
    public static readonly MetalSpec HiHat = new(2.3, 6800, 0.09, 0.75, 0.25f, 0.0005);
    public static readonly MetalSpec Ride = new(1.9, 4200, 1.5, 2.2, 0.9f, 0.004);
    public static readonly MetalSpec CrashLeft = new(1.55, 2600, 2.2, 2.8, 0.1f, 0.006);
    public static readonly MetalSpec CrashRight = new(1.35, 2300, 2.6, 3.2, 0.1f, 0.007);
}

/// <summary>A cymbal: eight inharmonic square waves and noise through a high-pass, and the ping of the stick.</summary>
internal sealed class Metal : Instrument
{
    private static readonly double[] PartialsHz = [205.3, 304.4, 369.6, 522.7, 540.0, 800.0, 927.1, 1218.3];

    private readonly float closedDecay, openDecay, bloom, ping;
    private readonly Vector128<uint> stepLow, stepHigh;
    private readonly float[] wash = new float[Ensemble.BlockFrames];
    private Vector128<uint> phaseLow, phaseHigh;
    private ModalBank stick;
    private Biquad first, second, air;
    private Noise noise;
    private float aim, level, decay;

    public Metal(MetalSpec spec, int rateHz, ulong seed)
    {
        closedDecay = PortableMath.DecayPerFrame(spec.ClosedSeconds, rateHz);
        openDecay = PortableMath.DecayPerFrame(spec.OpenSeconds, rateHz);
        bloom = PortableMath.Approach(spec.Bloom, rateHz);
        ping = spec.Ping;
        first = Biquad.HighPass(spec.LowHz, 0.8, rateHz);
        second = Biquad.HighPass(spec.LowHz * 0.8, 0.6, rateHz);
        air = Biquad.LowPass(12500, 0.6, rateHz);
        noise = new Noise(seed);
        var dice = new Dice(seed);
        for (var i = 0; i < 4; i++)
        {
            stepLow = stepLow.WithElement(i, Step(PartialsHz[i] * spec.Pitch, rateHz));
            stepHigh = stepHigh.WithElement(i, Step(PartialsHz[i + 4] * spec.Pitch, rateHz));
            phaseLow = phaseLow.WithElement(i, (uint)dice.Next());
            phaseHigh = phaseHigh.WithElement(i, (uint)dice.Next());
        }
        Span<float> pings = [(float)(1780 * spec.Pitch), (float)(2310 * spec.Pitch), (float)(3060 * spec.Pitch), (float)(3950 * spec.Pitch)];
        stick.Balance([0.10f, 0.12f, 0.08f, 0.06f]);
        stick.Tune(pings, [0.35f, 0.3f, 0.22f, 0.16f], 1, rateHz);
    }

    public override void Play(in Note note)
    {
        // A foot on the pedal, and a closed stroke, end the ring of an open one.
        aim = note.Detail == 1 ? Math.Max(aim, note.Velocity) : note.Velocity;
        decay = note.Detail == 1 ? openDecay : closedDecay;
        stick.Strike(note.Velocity * ping);
    }

    public override void AddTo(Span<float> left, Span<float> right)
    {
        stick.AddTo(left);
        if (aim < 2e-5f)
        {
            level = 0;
            return;
        }
        var block = wash.AsSpan(0, left.Length);
        noise.Fill(block);
        for (var i = 0; i < block.Length; i++)
        {
            phaseLow += stepLow;
            phaseHigh += stepHigh;
            aim *= decay;
            level += (aim - level) * bloom;
            block[i] = (block[i] * 0.8f + PortableMath.SumLanes(Square(phaseLow) + Square(phaseHigh)) * 0.17f) * level;
        }
        first.Process(block);
        second.Process(block);
        air.Process(block);
        BlockMath.AddScaled(block, 1, left);
    }

    private static uint Step(double frequencyHz, int rateHz) => (uint)(frequencyHz / rateHz * 4294967296.0);

    // The sign bit of the phase on the bits of 1.0.
    private static Vector128<float> Square(Vector128<uint> phase) =>
        ((phase & Vector128.Create(0x80000000u)) | Vector128.Create(0x3F800000u)).AsSingle();
}
