namespace Recorder.Simulation.Band.Score;

/// <summary>Who plays: one instrument, or one piece of the drum set.</summary>
internal enum Part
{
    Kick, Snare, CrossStick, HiHat, RackTom, FloorTom, CrashLeft, CrashRight, Ride, Sticks,
    Bass, GuitarOne, GuitarTwo, Keys, LeadVoice, BackingOne,
    BackingTwo, BackingThree, BackingFour, Acoustic, Congas, Shaker, Organ,
    Trumpet, Saxophone, Trombone, Baritone, ViolinOne, ViolinTwo, Viola, Cello, Bongos, Cowbell, Pad, Piano,
    ChoirOne, ChoirTwo, ChoirThree, ChoirFour, ChoirFive, ChoirSix, ChoirSeven, ChoirEight,
    Audience, Click, Talkback,
    Count,
}

/// <summary>One thing a player does.</summary>
/// <param name="Frame">When, counted from the band's first frame.</param>
/// <param name="Part">Who.</param>
/// <param name="Pitch">Note number, A4 = 69; for drums semitones off their own tuning.</param>
/// <param name="Velocity">0 silent to 1 as loud as the player can.</param>
/// <param name="Seconds">How long it is held.</param>
/// <param name="Detail">What else the instrument must know: the string, the stroke, the syllable.</param>
internal readonly record struct Note(long Frame, Part Part, float Pitch, float Velocity, float Seconds, int Detail = 0);
