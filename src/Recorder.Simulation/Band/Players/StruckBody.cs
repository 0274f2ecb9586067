using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>What a struck body sounds like: four modes and a burst of noise.</summary>
/// <param name="FrequenciesHz">The modes' pitches.</param>
/// <param name="DecaySeconds">Each mode's fall by 60 dB.</param>
/// <param name="Gains">Each mode's share.</param>
/// <param name="Bend">How much higher a hard blow begins, as a share of the pitch.</param>
/// <param name="NoiseGain">Level of the burst.</param>
/// <param name="NoiseSeconds">Its fall by 60 dB.</param>
/// <param name="NoiseLowHz">The burst's lower edge.</param>
/// <param name="NoiseHighHz">The burst's upper edge.</param>
internal sealed record BodySpec(
    float[] FrequenciesHz, float[] DecaySeconds, float[] Gains, double Bend = 0,
    float NoiseGain = 0, double NoiseSeconds = 0.05, double NoiseLowHz = 200, double NoiseHighHz = 8000)
{
    public static readonly BodySpec Snare = new(
        [184, 331, 402, 575], [0.20f, 0.15f, 0.12f, 0.09f], [0.42f, 0.26f, 0.15f, 0.12f], 0.06, 0.75f, 0.24, 1100, 9000);

    public static readonly BodySpec CrossStick = new(
        [420, 1130, 1720, 2650], [0.05f, 0.06f, 0.05f, 0.03f], [0.25f, 0.4f, 0.4f, 0.2f], 0, 0.15f, 0.02, 1500, 8000);

    public static readonly BodySpec RackTom = new(
        [138, 219, 297, 371], [0.62f, 0.36f, 0.24f, 0.16f], [0.75f, 0.22f, 0.12f, 0.08f], 0.16, 0.22f, 0.05, 300, 6000);

    public static readonly BodySpec FloorTom = new(
        [84, 134, 181, 229], [0.9f, 0.5f, 0.3f, 0.2f], [0.8f, 0.22f, 0.12f, 0.08f], 0.16, 0.2f, 0.05, 250, 5000);

    public static readonly BodySpec Sticks = new(
        [1850, 2640, 3910, 5630], [0.030f, 0.026f, 0.020f, 0.014f], [0.5f, 0.4f, 0.25f, 0.15f], 0, 0.1f, 0.01, 2000, 12000);

    public static readonly BodySpec Conga = new(
        [196, 391, 587, 842], [0.34f, 0.16f, 0.1f, 0.07f], [0.7f, 0.25f, 0.15f, 0.1f], 0.05, 0.2f, 0.025, 500, 7000);

    public static readonly BodySpec Bongo = new(
        [392, 731, 1090, 1490], [0.2f, 0.12f, 0.08f, 0.05f], [0.7f, 0.3f, 0.2f, 0.1f], 0.03, 0.15f, 0.015, 800, 9000);

    public static readonly BodySpec Cowbell = new(
        [562, 845, 1690, 2530], [0.3f, 0.25f, 0.12f, 0.08f], [0.5f, 0.5f, 0.2f, 0.1f], 0, 0.05f, 0.01, 1500, 9000);

    public static readonly BodySpec Shaker = new(
        [5200, 6400, 7900, 9400], [0.02f, 0.02f, 0.02f, 0.02f], [0.02f, 0.02f, 0.02f, 0.02f], 0, 0.8f, 0.06, 4500, 12000);

    public static readonly BodySpec Click = new(
        [1600, 3200, 4800, 6400], [0.03f, 0.02f, 0.015f, 0.01f], [0.7f, 0.2f, 0.1f, 0.05f]);
}

/// <summary>A drum, a block of wood, a shaker: struck, it rings in four modes and rattles.</summary>
internal sealed class StruckBody : Instrument
{
    private readonly BodySpec spec;
    private readonly int rateHz;
    private readonly float noiseDecay;
    private readonly float attack;
    private readonly float[] rattle = new float[Ensemble.BlockFrames];
    private ModalBank modes;
    private Biquad low, high;
    private Noise noise;
    private float noiseAim, noiseLevel, bend;
    private double tuning = 1;

    public StruckBody(BodySpec spec, int rateHz, ulong seed)
    {
        (this.spec, this.rateHz) = (spec, rateHz);
        noiseDecay = PortableMath.DecayPerFrame(spec.NoiseSeconds, rateHz);
        attack = PortableMath.Approach(0.0004, rateHz);
        low = Biquad.HighPass(spec.NoiseLowHz, 0.7, rateHz);
        high = Biquad.LowPass(spec.NoiseHighHz, 0.7, rateHz);
        noise = new Noise(seed);
        modes.Balance(spec.Gains);
        modes.Tune(spec.FrequenciesHz, spec.DecaySeconds, 1, rateHz);
    }

    public override void Play(in Note note)
    {
        modes.Strike(note.Velocity);
        noiseAim = note.Velocity * (0.3f + 0.7f * note.Velocity) * spec.NoiseGain;
        bend = note.Velocity;
        if (note.Pitch != 0 || tuning != 1)
        {
            tuning = PortableMath.Exp2(note.Pitch / 12);
            modes.Tune(spec.FrequenciesHz, spec.DecaySeconds, tuning, rateHz);
        }
    }

    public override void AddTo(Span<float> left, Span<float> right)
    {
        if (modes.Rings && spec.Bend > 0)
        {
            modes.Tune(spec.FrequenciesHz, spec.DecaySeconds, tuning * (1 + spec.Bend * bend), rateHz);
            bend -= bend * PortableMath.Approach(0.05, (double)rateHz / left.Length);
        }
        modes.AddTo(left);
        if (noiseAim < 1e-5f)
            return;
        var burst = rattle.AsSpan(0, left.Length);
        noise.Fill(burst);
        for (var i = 0; i < burst.Length; i++)
        {
            noiseAim *= noiseDecay;
            noiseLevel += (noiseAim - noiseLevel) * attack;
            burst[i] *= noiseLevel;
        }
        low.Process(burst);
        high.Process(burst);
        BlockMath.AddScaled(burst, 1, left);
    }
}
