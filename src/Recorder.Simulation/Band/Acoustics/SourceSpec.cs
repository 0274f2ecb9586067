using Recorder.Simulation.Band.Score;
using static Recorder.Simulation.Band.Score.Part;

namespace Recorder.Simulation.Band.Acoustics;

/// <summary>A place on the stage that radiates sound.</summary>
/// <param name="Name">What stands there.</param>
/// <param name="Part">Who feeds it.</param>
/// <param name="Side">0 = the part's left or only sound, 1 = its right one.</param>
/// <param name="At">Where.</param>
/// <param name="Loudness">Sound pressure one metre away, relative to the other sources.</param>
internal sealed record SourceSpec(string Name, Part Part, int Side, Spot At, double Loudness)
{
    /// <summary>The sources of a band that always plays and of the company for whom there is an input.</summary>
    public static SourceSpec[] For(InputSpec[] inputs, Part lastOfTheBand) =>
        [.. All.Where(source => source.Part <= lastOfTheBand || inputs.Any(input => Feeds(source, input)))];

    /// <summary>Every source there can be.</summary>
    private static readonly SourceSpec[] All =
    [
        new("Kick", Kick, 0, new(0, 4.0, 0.30), 1.2),
        new("Snare", Snare, 0, new(-0.35, 4.25, 0.70), 1.4),
        new("Snare", CrossStick, 0, new(-0.35, 4.25, 0.70), 1.4),
        new("Hi-hat", HiHat, 0, new(-0.75, 4.20, 0.90), 0.45),
        new("Rack tom", RackTom, 0, new(-0.10, 4.00, 0.85), 1.1),
        new("Floor tom", FloorTom, 0, new(0.50, 4.30, 0.65), 1.1),
        new("Crash L", CrashLeft, 0, new(-0.65, 3.90, 1.25), 0.8),
        new("Crash R", CrashRight, 0, new(0.60, 3.85, 1.30), 0.8),
        new("Ride", Ride, 0, new(0.75, 4.20, 1.05), 0.5),
        new("Sticks", Sticks, 0, new(-0.15, 4.40, 1.20), 0.6),
        new("Bass", Bass, 0, new(1.7, 4.6, 0.40), 0.45),
        new("Guitar 1", GuitarOne, 0, new(-2.4, 3.9, 0.40), 0.5),
        new("Guitar 2", GuitarTwo, 0, new(2.9, 3.4, 0.40), 0.5),
        new("Keys L", Keys, 0, new(-3.4, 2.3, 0.50), 0.2),
        new("Keys R", Keys, 1, new(-3.2, 2.0, 0.50), 0.2),
        new("Lead voice", LeadVoice, 0, new(0, 1.0, 1.62), 0.5),
        new("Backing voice 1", BackingOne, 0, new(1.6, 1.5, 1.60), 0.4),
        new("Backing voice 2", BackingTwo, 0, new(-1.5, 1.5, 1.60), 0.4),
        new("Backing voice 3", BackingThree, 0, new(2.4, 1.2, 1.55), 0.4),
        new("Backing voice 4", BackingFour, 0, new(-2.3, 1.2, 1.60), 0.4),
        new("Acoustic guitar", Acoustic, 0, new(-1.2, 2.0, 1.00), 0.25),
        new("Congas", Congas, 0, new(-2.0, 4.9, 0.85), 0.7),
        new("Shaker", Shaker, 0, new(-2.3, 4.8, 1.30), 0.2),
        new("Organ L", Organ, 0, new(3.7, 2.2, 0.90), 0.35),
        new("Organ R", Organ, 1, new(3.7, 1.8, 0.90), 0.35),
        new("Trumpet", Trumpet, 0, new(3.2, 5.6, 1.40), 0.7),
        new("Saxophone", Saxophone, 0, new(2.5, 5.8, 1.15), 0.6),
        new("Trombone", Trombone, 0, new(3.9, 5.4, 1.30), 0.7),
        new("Baritone", Baritone, 0, new(1.8, 5.9, 0.95), 0.5),
        new("Violin 1", ViolinOne, 0, new(-4.3, 5.0, 1.35), 0.3),
        new("Violin 2", ViolinTwo, 0, new(-3.7, 5.5, 1.35), 0.3),
        new("Viola", Viola, 0, new(-3.0, 5.9, 1.30), 0.3),
        new("Cello", Cello, 0, new(-2.2, 6.1, 0.80), 0.35),
        new("Bongos", Bongos, 0, new(-1.6, 5.0, 0.95), 0.6),
        new("Cowbell", Cowbell, 0, new(-1.4, 4.8, 1.15), 0.5),
        new("Pad L", Pad, 0, new(-3.6, 2.7, 0.50), 0.15),
        new("Pad R", Pad, 1, new(-3.5, 1.7, 0.50), 0.15),
        new("Piano L", Piano, 0, new(-4.5, 3.2, 1.00), 0.5),
        new("Piano R", Piano, 1, new(-4.3, 2.5, 1.00), 0.5),
        new("Choir 1", ChoirOne, 0, new(-2.6, 7.0, 1.70), 0.3),
        new("Choir 2", ChoirTwo, 0, new(-1.9, 7.1, 1.70), 0.3),
        new("Choir 3", ChoirThree, 0, new(-1.2, 7.2, 1.70), 0.3),
        new("Choir 4", ChoirFour, 0, new(-0.5, 7.2, 1.70), 0.3),
        new("Choir 5", ChoirFive, 0, new(0.3, 7.2, 1.70), 0.3),
        new("Choir 6", ChoirSix, 0, new(1.0, 7.2, 1.70), 0.3),
        new("Choir 7", ChoirSeven, 0, new(1.7, 7.1, 1.70), 0.3),
        new("Choir 8", ChoirEight, 0, new(2.4, 7.0, 1.70), 0.3),
        new("Audience L", Audience, 0, new(-3.0, -4.5, 1.20), 0.5),
        new("Audience R", Audience, 1, new(3.0, -4.5, 1.20), 0.5),
        new("Click", Click, 0, new(0, 40, 0), 0),
        new("Talkback", Talkback, 0, new(0, -40, 0), 0),
    ];

    // The second side of a stereo instrument comes along with its first; a pair over the strings brings the whole section.
    private static bool Feeds(SourceSpec source, InputSpec input) =>
        All.First(one => one.Name == input.Source).Part == source.Part
        || (input.Name == "Strings L" && source.Part is ViolinTwo or Cello);
}
