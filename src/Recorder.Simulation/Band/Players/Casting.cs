using Recorder.Simulation.Band.Score;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Players;

/// <summary>Who plays what, and who sings.</summary>
internal static class Casting
{
    private static readonly SingerSpec Low = new(1.0f, 5.3, 0.28, 0.05f);
    private static readonly SingerSpec High = new(1.16f, 5.8, 0.32, 0.07f);

    /// <summary>Whether the band's lead singer has a high voice.</summary>
    public static bool LeadIsHigh(ulong seed) => new Dice(Dice.Seed(seed, 400)).Chance(0.5);

    /// <summary>The lead singer's lowest comfortable note.</summary>
    public static int LowestSungNote(ulong seed) => LeadIsHigh(seed) ? 57 : 49;

    /// <summary>The instrument of a part, with a seed of its own.</summary>
    public static Instrument Engage(Part part, int rateHz, ulong bandSeed)
    {
        var seed = Dice.Seed(bandSeed, 500, (int)part);
        return part switch
        {
            Part.Kick => new KickDrum(rateHz, seed),
            Part.HiHat => new Metal(MetalSpec.HiHat, rateHz, seed),
            Part.Ride => new Metal(MetalSpec.Ride, rateHz, seed),
            Part.CrashLeft => new Metal(MetalSpec.CrashLeft, rateHz, seed),
            Part.CrashRight => new Metal(MetalSpec.CrashRight, rateHz, seed),
            Part.Bass => new StringInstrument(StringSpec.Bass, rateHz, seed),
            Part.GuitarOne => new StringInstrument(StringSpec.CrunchGuitar, rateHz, seed),
            Part.GuitarTwo => new StringInstrument(StringSpec.CleanGuitar, rateHz, seed),
            Part.Acoustic => new StringInstrument(StringSpec.AcousticGuitar, rateHz, seed),
            Part.Keys => new ElectricPiano(KeyboardSpec.ElectricPiano, rateHz),
            Part.Piano => new ElectricPiano(KeyboardSpec.Piano, rateHz),
            Part.Organ => new ElectricPiano(KeyboardSpec.Organ, rateHz),
            Part.Pad => new ElectricPiano(KeyboardSpec.Pad, rateHz),
            Part.Audience => new Crowd(rateHz, seed),
            _ => Drum(part) is { } body ? new StruckBody(body, rateHz, seed)
                : Melodist(part) is { } sound ? new Sustained(sound, rateHz, seed)
                : new Singer(Voice(part, LeadIsHigh(bandSeed)), rateHz, seed),
        };
    }

    private static BodySpec? Drum(Part part) => part switch
    {
        Part.Snare => BodySpec.Snare,
        Part.CrossStick => BodySpec.CrossStick,
        Part.RackTom => BodySpec.RackTom,
        Part.FloorTom => BodySpec.FloorTom,
        Part.Sticks => BodySpec.Sticks,
        Part.Congas => BodySpec.Conga,
        Part.Bongos => BodySpec.Bongo,
        Part.Cowbell => BodySpec.Cowbell,
        Part.Shaker => BodySpec.Shaker,
        Part.Click => BodySpec.Click,
        _ => null,
    };

    private static SustainedSpec? Melodist(Part part) => part switch
    {
        Part.Trumpet => SustainedSpec.Trumpet,
        Part.Saxophone => SustainedSpec.Saxophone,
        Part.Trombone => SustainedSpec.Trombone,
        Part.Baritone => SustainedSpec.Baritone,
        Part.ViolinOne or Part.ViolinTwo => SustainedSpec.Violin,
        Part.Viola => SustainedSpec.Viola,
        Part.Cello => SustainedSpec.Cello,
        _ => null,
    };

    private static SingerSpec Voice(Part part, bool leadIsHigh) => part switch
    {
        Part.LeadVoice or Part.BackingTwo => leadIsHigh ? High : Low,
        Part.BackingOne or Part.BackingThree => leadIsHigh ? High with { Tract = 1.08f } : Low with { Tract = 1.05f },
        >= Part.ChoirOne and <= Part.ChoirFour => High with { Tract = 1.2f - 0.03f * (part - Part.ChoirOne), VibratoHz = 5.1 + 0.2 * (part - Part.ChoirOne) },
        _ => Low with { Tract = 0.96f + 0.015f * ((int)part % 5), VibratoHz = 4.9 + 0.17 * ((int)part % 5) },
    };
}
