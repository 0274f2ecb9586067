using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>Listeners: hands that clap, each at its own pace, left and right.</summary>
internal sealed class Crowd : Instrument
{
    private readonly int rateHz;
    private readonly float[] claps = new float[Ensemble.BlockFrames];
    private readonly Hand[] hands = new Hand[40];
    private readonly float decay;
    private Noise noise;
    private Dice dice;
    private double leftSeconds, wholeSeconds;
    private float force, levelLeft, levelRight;
    private Biquad toneLeft, toneRight;

    public Crowd(int rateHz, ulong seed)
    {
        this.rateHz = rateHz;
        dice = new Dice(seed);
        noise = new Noise(dice.Next());
        decay = PortableMath.DecayPerFrame(0.035, rateHz);
        toneLeft = Biquad.BandPass(1250, 0.8, rateHz);
        toneRight = Biquad.BandPass(1450, 0.8, rateHz);
        foreach (ref var hand in hands.AsSpan())
            hand = new Hand { PaceSeconds = dice.Between(0.17, 0.32), WaitSeconds = dice.Between(0, 0.3), Weight = (float)dice.Between(0.3, 1) };
    }

    public override void Play(in Note note) =>
        (leftSeconds, wholeSeconds, force) = (note.Seconds, note.Seconds, note.Velocity);

    public override void AddTo(Span<float> left, Span<float> right)
    {
        if (leftSeconds < -1)
            return;
        var seconds = (double)left.Length / rateHz;
        leftSeconds -= seconds;
        var swell = (float)Math.Clamp(Math.Min(leftSeconds / 2, (wholeSeconds - leftSeconds) / 0.7), 0, 1) * force;
        var block = claps.AsSpan(0, left.Length);
        AddSide(block, 0, swell, seconds);
        toneLeft.Process(block);
        BlockMath.AddScaled(block, 1, left);
        AddSide(block, hands.Length / 2, swell, seconds);
        toneRight.Process(block);
        BlockMath.AddScaled(block, 1, right);
    }

    private void AddSide(Span<float> block, int firstHand, float swell, double seconds)
    {
        noise.Fill(block);
        var energy = 0f;
        for (var i = firstHand; i < firstHand + hands.Length / 2; i++)
        {
            ref var hand = ref hands[i];
            hand.WaitSeconds -= seconds;
            if (hand.WaitSeconds > 0)
                continue;
            hand.WaitSeconds += hand.PaceSeconds * dice.Between(0.9, 1.1);
            energy += hand.Weight * swell;
        }
        ref var level = ref firstHand == 0 ? ref levelLeft : ref levelRight;
        level += energy * 0.5f;
        for (var i = 0; i < block.Length; i++)
        {
            block[i] *= level;
            level *= decay;
        }
        if (level < 1e-6f)
            level = 0;
    }

    private struct Hand
    {
        public double PaceSeconds, WaitSeconds;
        public float Weight;
    }
}
