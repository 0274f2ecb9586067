using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Acoustics;

/// <summary>
/// The air between players and microphones: every microphone hears every source, later and softer with the distance.
/// </summary>
internal sealed class Stage
{
    private const double LongestSeconds = 0.06;
    private const double InaudibleGain = 0.0004;
    private const double RoomGain = 0.10;
    private const double OffAxisHz = 3600;

    // No wall answers before the sound itself has come.
    private static readonly Spot Middle = new(0, 3.5, 1);

    private readonly SourceSpec[] sources;
    private readonly Tape[] tapes;
    private readonly Input[] inputs;
    private readonly Room room;
    private readonly DelayTape roomLeft, roomRight;
    private readonly float[] hum = new float[Ensemble.BlockFrames];
    private readonly double humStep;
    private double humPhase;

    public Stage(SourceSpec[] sources, InputSpec[] specs, int rateHz, ulong seed)
    {
        this.sources = sources;
        tapes = [.. sources.Select(_ => new Tape(rateHz))];
        inputs = [.. specs.Select((spec, i) => new Input(spec, sources, rateHz, Dice.Seed(seed, 2, i)))];
        room = new Room(rateHz, Dice.Seed(seed, 1));
        roomLeft = new DelayTape((int)(LongestSeconds * rateHz), Ensemble.BlockFrames);
        roomRight = new DelayTape((int)(LongestSeconds * rateHz), Ensemble.BlockFrames);
        humStep = 50.0 / rateHz;
    }

    /// <summary>The block a source's player fills, cleared.</summary>
    public Span<float> NextBlock(int source)
    {
        var block = tapes[source].Near.Advance(Ensemble.BlockFrames);
        block.Clear();
        return block;
    }

    /// <summary>What a source has played in its latest block.</summary>
    public ReadOnlySpan<float> Played(int source) => tapes[source].Near.Latest(Ensemble.BlockFrames);

    /// <summary>What an input heard during the last <see cref="Mix"/>; ±1.0 = full scale.</summary>
    public ReadOnlySpan<float> Heard(int input) => inputs[input].Block;

    /// <summary>Lets the inputs hear the blocks the players have filled.</summary>
    public void Mix()
    {
        var radiated = room.NextInput();
        for (var s = 0; s < tapes.Length; s++)
        {
            tapes[s].Muffle();
            if (!tapes[s].IsSilent && sources[s].Loudness > 0)
                BlockMath.AddScaled(Played(s), (float)sources[s].Loudness, radiated);
        }
        room.Sound(roomLeft.Advance(Ensemble.BlockFrames), roomRight.Advance(Ensemble.BlockFrames));
        Hum();
        foreach (var input in inputs)
            input.Hear(tapes, roomLeft, roomRight, hum);
    }

    // Mains hum as rectifiers make it: 50 Hz and its first overtones.
    private void Hum()
    {
        var step = Vector128.Create(0f, 1f, 2f, 3f) * Vector128.Create((float)humStep);
        foreach (ref var four in MemoryMarshal.Cast<float, Vector128<float>>(hum.AsSpan()))
        {
            var turns = Vector128.Create((float)humPhase) + step;
            four = PortableMath.SinTurns(turns) * Vector128.Create(0.6f)
                + PortableMath.SinTurns(turns * Vector128.Create(2f)) * Vector128.Create(0.25f)
                + PortableMath.SinTurns(turns * Vector128.Create(3f)) * Vector128.Create(0.15f);
            humPhase += humStep * 4;
            humPhase -= Math.Floor(humPhase);
        }
    }

    /// <summary>A source's sound on axis and, muffled, off it.</summary>
    private sealed class Tape(int rateHz)
    {
        private readonly int historyFrames = (int)(LongestSeconds * rateHz) + Ensemble.BlockFrames;
        private OnePole muffler = new(OffAxisHz, rateHz);
        private int silentFrames;

        public DelayTape Near { get; } = new((int)(LongestSeconds * rateHz), Ensemble.BlockFrames);

        public DelayTape Far { get; } = new((int)(LongestSeconds * rateHz), Ensemble.BlockFrames);

        /// <summary>True when nothing on the tape is other than zero.</summary>
        public bool IsSilent => silentFrames > historyFrames;

        public void Muffle()
        {
            var near = Near.Delayed(0, Ensemble.BlockFrames);
            var far = Far.Advance(Ensemble.BlockFrames);
            if (BlockMath.IsSilent(near) && muffler.Settle())
            {
                far.Clear();
                silentFrames = Math.Min(silentFrames + Ensemble.BlockFrames, historyFrames + 1);
                return;
            }
            silentFrames = 0;
            muffler.Process(near, far);
        }
    }

    /// <summary>How one source reaches one input.</summary>
    private readonly record struct Tap(int Source, int DelayFrames, float Gain, bool Muffled);

    /// <summary>One microphone or cable with its preamplifier.</summary>
    private sealed class Input
    {
        private readonly Tap[] taps;
        private readonly int roomDelayFrames;
        private readonly float roomNear, roomFar, noiseGain, humGain;
        private readonly bool coloured;
        private readonly float[] block = new float[Ensemble.BlockFrames];
        private Biquad lowCut, tone;
        private Noise noise;

        public Input(InputSpec spec, SourceSpec[] sources, int rateHz, ulong seed)
        {
            var own = sources.First(source => source.Name == spec.Source);
            var ownMetres = Math.Max(own.At.DistanceTo(spec.At), 0.02);
            var gain = PortableMath.GainFromDb(spec.GainDb);
            var bleed = PortableMath.GainFromDb(spec.BleedDb);
            var list = new List<Tap>();
            for (var s = 0; s < sources.Length; s++)
            {
                var isOwn = sources[s].Name == own.Name;
                if (spec.Kind == InputKind.Direct)
                {
                    if (isOwn)
                        list.Add(new Tap(s, 0, (float)gain, false));
                    continue;
                }
                var metres = Math.Max(sources[s].At.DistanceTo(spec.At), 0.02);
                var share = isOwn ? 1 : sources[s].Loudness / own.Loudness * ownMetres / metres * bleed;
                if (share > InaudibleGain)
                {
                    var muffled = !isOwn && spec.Kind == InputKind.Close;
                    list.Add(new Tap(s, sources[s].At.DelayFramesTo(spec.At, rateHz), (float)(gain * share), muffled));
                }
            }
            taps = [.. list];
            var answer = spec.Kind == InputKind.Direct ? 0 : gain / own.Loudness * ownMetres * bleed * RoomGain;
            roomDelayFrames = Middle.DelayFramesTo(spec.At, rateHz);
            // A microphone left of the middle hears more of the left wall.
            var side = Math.Clamp(spec.At.X / 2, -0.7, 0.7);
            (roomNear, roomFar) = ((float)(answer * (1 - side)), (float)(answer * (1 + side)));
            noiseGain = (float)PortableMath.GainFromDb(spec.NoiseDb);
            humGain = spec.HumDb == 0 ? 0 : (float)PortableMath.GainFromDb(spec.HumDb);
            lowCut = Biquad.HighPass(spec.LowCutHz, 0.7, rateHz);
            coloured = spec.ToneDb != 0;
            tone = Biquad.Bell(spec.ToneHz, 0.8, spec.ToneDb, rateHz);
            noise = new Noise(seed);
        }

        public ReadOnlySpan<float> Block => block;

        public void Hear(Tape[] tapes, DelayTape roomLeft, DelayTape roomRight, ReadOnlySpan<float> hum)
        {
            Array.Clear(block);
            foreach (ref readonly var tap in taps.AsSpan())
            {
                var tape = tapes[tap.Source];
                if (!tape.IsSilent)
                    BlockMath.AddScaled((tap.Muffled ? tape.Far : tape.Near).Delayed(tap.DelayFrames, Ensemble.BlockFrames), tap.Gain, block);
            }
            if (roomNear > 0)
            {
                BlockMath.AddScaled(roomLeft.Delayed(roomDelayFrames, Ensemble.BlockFrames), roomNear, block);
                BlockMath.AddScaled(roomRight.Delayed(roomDelayFrames, Ensemble.BlockFrames), roomFar, block);
            }
            if (humGain > 0)
                BlockMath.AddScaled(hum, humGain, block);
            foreach (ref var four in MemoryMarshal.Cast<float, Vector128<float>>(block.AsSpan()))
                four += noise.Next() * Vector128.Create(noiseGain);
            lowCut.Process(block);
            if (coloured)
                tone.Process(block);
        }
    }
}
