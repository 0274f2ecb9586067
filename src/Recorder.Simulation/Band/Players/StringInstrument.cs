using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>How a plucked instrument is built and amplified.</summary>
/// <param name="OpenStrings">Note numbers of the open strings, lowest first.</param>
/// <param name="RingSeconds">Ring of a held note at A2; higher notes ring shorter.</param>
/// <param name="Brightness">0 flesh to 1 plectrum.</param>
/// <param name="Drive">Gain into the amplifier's saturation; 0 = none.</param>
/// <param name="BodyHz">Centre of a resonance of the body or cabinet.</param>
/// <param name="BodyDb">Its height.</param>
/// <param name="HighHz">Where the loudspeaker or the pick-up ends.</param>
/// <param name="Level">Output at full force.</param>
internal sealed record StringSpec(
    float[] OpenStrings, double RingSeconds, float Brightness, float Drive, double BodyHz, double BodyDb, double HighHz, float Level)
{
    public static readonly StringSpec Bass = new([28, 33, 38, 43], 5.5, 0.35f, 0.9f, 700, 2.5, 2600, 1.0f);
    public static readonly StringSpec CrunchGuitar = new([40, 45, 50, 55, 59, 64], 4.5, 0.85f, 3.0f, 2500, 5, 4800, 0.85f);
    public static readonly StringSpec CleanGuitar = new([40, 45, 50, 55, 59, 64], 4.0, 0.75f, 0.9f, 2100, 3, 5600, 1.0f);
    public static readonly StringSpec AcousticGuitar = new([40, 45, 50, 55, 59, 64], 3.2, 1.0f, 0, 210, 4, 12000, 0.8f);
}

/// <summary>How a string is struck.</summary>
internal enum Pluck
{
    Open = 0,

    /// <summary>With the palm on the strings.</summary>
    Palm = 1,

    /// <summary>With the strings held off the frets: a scratch.</summary>
    Dead = 2,
}

/// <summary>A bass or a guitar: strings, amplifier and cabinet.</summary>
internal sealed class StringInstrument : Instrument
{
    /// <summary>A <see cref="Note.Detail"/> that turns the amplifier's drive instead of playing: velocity 0.5 is the usual.</summary>
    public const int DriveKnob = -1;

    private readonly StringSpec spec;
    private readonly int rateHz;
    private readonly PluckedString[] strings;
    private readonly float[] sum = new float[Ensemble.BlockFrames];
    private Biquad rumble, body, top;
    private OnePole edge;
    private Dice dice;
    private float drive;
    private int tailFrames;

    public StringInstrument(StringSpec spec, int rateHz, ulong seed)
    {
        (this.spec, this.rateHz) = (spec, rateHz);
        strings = [.. spec.OpenStrings.Select(_ => new PluckedString(rateHz))];
        rumble = Biquad.HighPass(spec.OpenStrings[0] > 36 ? 75 : 32, 0.7, rateHz);
        body = Biquad.Bell(spec.BodyHz, 0.9, spec.BodyDb, rateHz);
        top = Biquad.LowPass(spec.HighHz, 0.9, rateHz);
        edge = new OnePole(spec.HighHz * 1.5, rateHz);
        dice = new Dice(seed);
        drive = spec.Drive;
    }

    /// <summary>The detail of a pluck on a string.</summary>
    public static int Detail(int stringIndex, Pluck pluck = Players.Pluck.Open) => stringIndex | ((int)pluck << 4);

    public override void Play(in Note note)
    {
        tailFrames = rateHz / 4;
        if (note.Detail == DriveKnob)
        {
            drive = spec.Drive * 2 * note.Velocity;
            return;
        }
        var ring = spec.RingSeconds * PortableMath.Exp2((45 - note.Pitch) / 24);
        var bright = spec.Brightness;
        var pluck = (Pluck)(note.Detail >> 4);
        if (pluck == Players.Pluck.Palm)
            (ring, bright) = (0.32, bright * 0.6f);
        else if (pluck == Players.Pluck.Dead)
            ring = 0.05;
        strings[note.Detail & 15].Pluck(PortableMath.NoteHz(note.Pitch), note.Velocity, ring, note.Seconds, bright, ref dice);
    }

    public override void AddTo(Span<float> left, Span<float> right)
    {
        var sounds = false;
        foreach (var one in strings)
            sounds |= one.Sounds;
        tailFrames = sounds ? rateHz / 4 : Math.Max(tailFrames - left.Length, 0);
        if (tailFrames == 0)
            return;
        var block = sum.AsSpan(0, left.Length);
        block.Clear();
        foreach (var one in strings)
            one.AddTo(block);
        edge.Process(block, block);
        rumble.Process(block);
        var level = spec.Level;
        if (drive > 0)
            BlockMath.Overdrive(block, drive, 0.9f / Saturation(drive * 0.9f));
        body.Process(block);
        top.Process(block);
        BlockMath.AddScaled(block, level, left);
    }

    // What the amplifier makes of a loud string, so that more drive means more dirt and not more level.
    private static float Saturation(float x) => x >= 3 ? 1 : x * (27 + x * x) / (27 + 9 * x * x);
}
