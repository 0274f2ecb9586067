using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>What a keyboard's notes are made of: a sine bent by a second one, and a short bell above.</summary>
/// <param name="Ratio">Pitch of the bending sine over the note's.</param>
/// <param name="Index">How far it bends at full force, in turns.</param>
/// <param name="IndexSeconds">Fall of the bend by 60 dB.</param>
/// <param name="BellRatio">Pitch of the bell over the note's.</param>
/// <param name="Bell">Its share.</param>
/// <param name="RingSeconds">Fall of a held middle C by 60 dB; 0 = as long as held.</param>
/// <param name="AttackSeconds">Time constant of the beginning.</param>
/// <param name="TremoloHz">Speed of the wandering between left and right.</param>
/// <param name="TremoloDepth">0 none to 1 from side to side.</param>
internal sealed record KeyboardSpec(
    float Ratio, float Index, double IndexSeconds, float BellRatio, float Bell, double RingSeconds, double AttackSeconds,
    double TremoloHz, float TremoloDepth)
{
    public static readonly KeyboardSpec ElectricPiano = new(1, 0.26f, 1.6, 14, 0.10f, 7, 0.0015, 4.6, 0.35f);
    public static readonly KeyboardSpec Piano = new(2, 0.30f, 0.9, 7, 0.05f, 5, 0.001, 0.3, 0.15f);
    public static readonly KeyboardSpec Organ = new(2, 0.22f, 0, 4, 0.22f, 0, 0.008, 6.4, 0.5f);
    public static readonly KeyboardSpec Pad = new(3, 0.09f, 0, 2, 0.12f, 0, 0.35, 0.23, 0.6f);
}

/// <summary>A stereo keyboard of frequency-modulated notes (J. Chowning, 1973).</summary>
internal sealed class ElectricPiano : Instrument
{
    private const int Voices = 12;

    private readonly KeyboardSpec spec;
    private readonly int rateHz;
    private readonly Key[] keys = new Key[Voices];
    private readonly float[] sum = new float[Ensemble.BlockFrames];
    private readonly float attack;
    private double tremolo;
    private int nextKey;

    public ElectricPiano(KeyboardSpec spec, int rateHz)
    {
        (this.spec, this.rateHz) = (spec, rateHz);
        attack = PortableMath.Approach(spec.AttackSeconds, rateHz / 4.0);
    }

    public override void Play(in Note note)
    {
        var index = QuietestKey();
        var ring = spec.RingSeconds == 0 ? 1000 : spec.RingSeconds * PortableMath.Exp2((60 - note.Pitch) / 18);
        keys[index] = new Key
        {
            Step = PortableMath.NoteHz(note.Pitch) / rateHz,
            Aim = note.Velocity * 0.34f,
            Index = spec.Index * (0.25f + 0.75f * note.Velocity),
            Bell = spec.Bell * note.Velocity,
            Decay = Fourth(PortableMath.DecayPerFrame(ring, rateHz)),
            IndexDecay = spec.IndexSeconds == 0 ? 1 : Fourth(PortableMath.DecayPerFrame(spec.IndexSeconds, rateHz)),
            BellDecay = spec.IndexSeconds == 0 ? 1 : Fourth(PortableMath.DecayPerFrame(0.35, rateHz)),
            HeldFrames = (long)(note.Seconds * rateHz),
        };
    }

    public override void AddTo(Span<float> left, Span<float> right)
    {
        var block = sum.AsSpan(0, left.Length);
        block.Clear();
        var sounds = false;
        foreach (ref var key in keys.AsSpan())
        {
            if (key.Aim <= 0)
                continue;
            sounds = true;
            AddKey(ref key, block);
        }
        var before = (float)PortableMath.SinTurns(tremolo) * spec.TremoloDepth * 0.5f;
        tremolo += spec.TremoloHz * block.Length / rateHz;
        tremolo -= Math.Floor(tremolo);
        if (!sounds)
            return;
        var after = (float)PortableMath.SinTurns(tremolo) * spec.TremoloDepth * 0.5f;
        var slope = (after - before) / block.Length;
        for (var i = 0; i < block.Length; i++)
        {
            var side = before + slope * i;
            left[i] += block[i] * (0.5f + side);
            right[i] += block[i] * (0.5f - side);
        }
    }

    private void AddKey(ref Key key, Span<float> block)
    {
        if (key.HeldFrames > 0 && key.HeldFrames <= block.Length)
            key.Decay = Fourth(PortableMath.DecayPerFrame(0.18, rateHz));
        key.HeldFrames -= block.Length;
        var lanes = Vector128.Create(0f, 1f, 2f, 3f) * Vector128.Create((float)key.Step);
        var (ratio, bellRatio) = (Vector128.Create(spec.Ratio), Vector128.Create(spec.BellRatio));
        // A bell beyond half the rate would fold back.
        var bell = key.Step * spec.BellRatio < 0.4 ? key.Bell : 0;
        foreach (ref var four in MemoryMarshal.Cast<float, Vector128<float>>(block))
        {
            var turns = Vector128.Create((float)key.Phase) + lanes;
            var bend = PortableMath.SinTurns(turns * ratio) * Vector128.Create(key.Index);
            var sound = PortableMath.SinTurns(turns + bend) + PortableMath.SinTurns(turns * bellRatio) * Vector128.Create(bell);
            four += sound * Vector128.Create(key.Level);
            key.Phase += key.Step * 4;
            key.Phase -= Math.Floor(key.Phase);
            key.Aim *= key.Decay;
            key.Index *= key.IndexDecay;
            bell *= key.BellDecay;
            key.Level += (key.Aim - key.Level) * attack;
        }
        key.Bell = Math.Max(bell, 1e-9f);
        if (key.Aim < 1e-5f && key.Level < 1e-5f)
            key = default;
    }

    // The quietest key is the one whose end is missed least.
    private int QuietestKey()
    {
        nextKey = (nextKey + 1) % Voices;
        var best = nextKey;
        for (var i = 0; i < Voices; i++)
        {
            var candidate = (nextKey + i) % Voices;
            if (keys[candidate].Aim < keys[best].Aim)
                best = candidate;
        }
        return best;
    }

    private static float Fourth(float decay) => decay * decay * (decay * decay);

    private struct Key
    {
        public double Phase, Step;
        public float Aim, Level, Decay, Index, IndexDecay, Bell, BellDecay;
        public long HeldFrames;
    }
}
