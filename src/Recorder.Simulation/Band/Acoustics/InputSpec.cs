using static Recorder.Simulation.Band.Acoustics.InputKind;

namespace Recorder.Simulation.Band.Acoustics;

/// <summary>How an input hears.</summary>
internal enum InputKind
{
    /// <summary>A microphone close to its instrument, deaf to the side.</summary>
    Close,

    /// <summary>A microphone that is meant to hear several.</summary>
    Open,

    /// <summary>A cable: no air in between.</summary>
    Direct,
}

/// <summary>One input of the interface: a microphone and its place, or a cable.</summary>
/// <param name="Name">What the strip is called.</param>
/// <param name="Source">Whose level the gain was set for.</param>
/// <param name="Kind">How it hears.</param>
/// <param name="At">Where the microphone is.</param>
/// <param name="GainDb">Level of that source at full force, dBFS.</param>
/// <param name="BleedDb">What comes from elsewhere is turned down by this on top of its distance.</param>
/// <param name="LowCutHz">Lower end.</param>
/// <param name="ToneHz">Centre of the microphone's colour.</param>
/// <param name="ToneDb">Height of the colour.</param>
/// <param name="NoiseDb">Its own noise, peak dBFS.</param>
/// <param name="HumDb">Mains hum, peak dBFS; 0 = none.</param>
internal sealed record InputSpec(
    string Name, string Source, InputKind Kind, Spot At, double GainDb, double BleedDb = -6, double LowCutHz = 24,
    double ToneHz = 5000, double ToneDb = 0, double NoiseDb = -84, double HumDb = 0)
{
    /// <summary>The order in which inputs are plugged in when there are fewer than sixteen.</summary>
    private static readonly string[] FirstChoice =
    [
        "Room L", "Room R", "Lead vox", "Kick", "Bass", "Guitar 1", "Snare", "Keys L", "Keys R", "OH L", "OH R",
        "Guitar 2", "Backing vox", "Hi-hat", "Rack tom", "Floor tom",
    ];

    /// <summary>Every input there can be; the first sixteen are the band, what follows is company.</summary>
    public static readonly InputSpec[] All =
    [
        new("Kick", "Kick", Close, new(0, 3.85, 0.28), -8, -4, 24, 4200, 4),
        new("Snare", "Snare", Close, new(-0.40, 4.12, 0.76), -10, -5, 40, 5200, 3),
        new("Hi-hat", "Hi-hat", Close, new(-0.88, 4.22, 1.02), -11, -8, 180, 9000, 2),
        new("Rack tom", "Rack tom", Close, new(-0.10, 3.90, 0.93), -9, -6, 40, 4500, 3),
        new("Floor tom", "Floor tom", Close, new(0.55, 4.20, 0.73), -9, -6, 32, 4200, 3),
        new("OH L", "Crash L", Open, new(-0.70, 4.15, 2.05), -16, 0, 60, 10000, 2),
        new("OH R", "Crash R", Open, new(0.70, 4.15, 2.05), -16, 0, 60, 10000, 2),
        new("Bass", "Bass", Direct, new(1.7, 4.6, 0.40), -13, 0, 20, 800, 0, -96, -72),
        new("Guitar 1", "Guitar 1", Close, new(-2.4, 3.84, 0.42), -17, -8, 50, 3400, 2, -82, -78),
        new("Guitar 2", "Guitar 2", Close, new(2.9, 3.34, 0.42), -15, -8, 50, 3000, 1, -82, -76),
        new("Keys L", "Keys L", Direct, new(-3.4, 2.3, 0.50), -5, 0, 20, 1000, 0, -98),
        new("Keys R", "Keys R", Direct, new(-3.2, 2.0, 0.50), -5, 0, 20, 1000, 0, -98),
        new("Lead vox", "Lead voice", Close, new(0, 0.94, 1.60), -3, -8, 60, 6000, 3),
        new("Backing vox", "Backing voice 1", Close, new(1.6, 1.44, 1.58), -5, -8, 60, 6000, 3),
        new("Room L", "Snare", Open, new(-1.8, -1.5, 2.10), -25, 0, 35, 9000, -2, -80),
        new("Room R", "Snare", Open, new(1.8, -1.5, 2.10), -25, 0, 35, 9000, -2, -80),

        new("Kick out", "Kick", Close, new(0, 3.45, 0.35), -12, -3, 22, 90, 3),
        new("Snare low", "Snare", Close, new(-0.36, 4.20, 0.50), -14, -5, 90, 7000, 4),
        new("Ride", "Ride", Close, new(0.80, 4.18, 0.90), -18, -6, 200, 8000, 2),
        new("Bass amp", "Bass", Close, new(1.7, 4.5, 0.42), -12, -8, 28, 1500, 2, -82, -74),
        new("Acoustic", "Acoustic guitar", Close, new(-1.2, 1.75, 1.05), -14, -8, 60, 8000, 2),
        new("Vox 3", "Backing voice 2", Close, new(-1.5, 1.44, 1.58), -5, -8, 60, 6000, 3),
        new("Congas", "Congas", Close, new(-2.0, 4.78, 1.05), -11, -6, 50, 4000, 2),
        new("Shaker", "Shaker", Close, new(-2.3, 4.62, 1.35), -16, -7, 200, 9000, 2),
        new("Organ L", "Organ L", Close, new(3.5, 2.25, 0.95), -14, -8, 50, 2500, 1),
        new("Organ R", "Organ R", Close, new(3.5, 1.75, 0.95), -14, -8, 50, 2500, 1),
        new("Trumpet", "Trumpet", Close, new(3.1, 5.2, 1.40), -12, -8, 80, 3000, 1),
        new("Sax", "Saxophone", Close, new(2.45, 5.5, 1.05), -12, -8, 60, 3500, 2),
        new("Strings L", "Violin 1", Open, new(-3.9, 4.6, 2.10), -14, -4, 80, 9000, 1),
        new("Strings R", "Viola", Open, new(-2.6, 5.2, 2.10), -14, -4, 80, 9000, 1),
        new("Crowd L", "Audience L", Open, new(-3.0, -3.2, 2.40), -18, -6, 50, 8000, 0),
        new("Crowd R", "Audience R", Open, new(3.0, -3.2, 2.40), -18, -6, 50, 8000, 0),

        new("Gtr 1 rib", "Guitar 1", Close, new(-2.35, 3.70, 0.45), -14, -6, 40, 6500, -6, -80, -80),
        new("Gtr 2 rib", "Guitar 2", Close, new(2.85, 3.20, 0.45), -14, -6, 40, 6500, -6, -80, -80),
        new("Trombone", "Trombone", Close, new(3.8, 5.0, 1.30), -12, -8, 50, 3000, 1),
        new("Bari sax", "Baritone", Close, new(1.75, 5.6, 0.85), -13, -8, 40, 3000, 1),
        new("Vox 4", "Backing voice 3", Close, new(2.4, 1.14, 1.53), -5, -8, 60, 6000, 3),
        new("Vox 5", "Backing voice 4", Close, new(-2.3, 1.14, 1.58), -5, -8, 60, 6000, 3),
        new("Violin 1", "Violin 1", Close, new(-4.3, 4.85, 1.65), -14, -9, 120, 5000, 1),
        new("Violin 2", "Violin 2", Close, new(-3.7, 5.35, 1.65), -14, -9, 120, 5000, 1),
        new("Viola", "Viola", Close, new(-3.0, 5.75, 1.60), -14, -9, 90, 4000, 1),
        new("Cello", "Cello", Close, new(-2.2, 5.85, 0.75), -14, -9, 45, 3000, 1),
        new("Bongos", "Bongos", Close, new(-1.6, 4.88, 1.12), -12, -7, 80, 5000, 2),
        new("Cowbell", "Cowbell", Close, new(-1.4, 4.66, 1.20), -14, -7, 150, 4000, 0),
        new("Pad L", "Pad L", Direct, new(-3.6, 2.7, 0.50), -14, 0, 20, 1000, 0, -98),
        new("Pad R", "Pad R", Direct, new(-3.5, 1.7, 0.50), -14, 0, 20, 1000, 0, -98),
        new("Choir 1", "Choir 1", Close, new(-2.6, 6.8, 1.70), -13, -9, 80, 6000, 2),
        new("Choir 2", "Choir 2", Close, new(-1.9, 6.9, 1.70), -13, -9, 80, 6000, 2),
        new("Choir 3", "Choir 3", Close, new(-1.2, 7.0, 1.70), -13, -9, 80, 6000, 2),
        new("Choir 4", "Choir 4", Close, new(-0.5, 7.0, 1.70), -13, -9, 80, 6000, 2),
        new("Choir 5", "Choir 5", Close, new(0.3, 7.0, 1.70), -13, -9, 80, 6000, 2),
        new("Choir 6", "Choir 6", Close, new(1.0, 7.0, 1.70), -13, -9, 80, 6000, 2),
        new("Choir 7", "Choir 7", Close, new(1.7, 6.9, 1.70), -13, -9, 80, 6000, 2),
        new("Choir 8", "Choir 8", Close, new(2.4, 6.8, 1.70), -13, -9, 80, 6000, 2),
        new("Crash L", "Crash L", Close, new(-0.70, 3.88, 1.50), -14, -7, 150, 9000, 1),
        new("Crash R", "Crash R", Close, new(0.65, 3.83, 1.55), -14, -7, 150, 9000, 1),
        new("Piano L", "Piano L", Close, new(-4.4, 3.1, 1.25), -12, -8, 30, 6000, 1),
        new("Piano R", "Piano R", Close, new(-4.2, 2.6, 1.25), -12, -8, 30, 6000, 1),
        new("Talkback", "Talkback", Direct, new(0, -40, 0), -18, 0, 80, 3000, 3, -90),
        new("Click", "Click", Direct, new(0, 40, 0), -12, 0, 20, 1000, 0, -100),
        new("Far room L", "Snare", Open, new(-3.5, -5.5, 3.2), -30, 0, 35, 8000, -3, -80),
        new("Far room R", "Snare", Open, new(3.5, -5.5, 3.2), -30, 0, 35, 8000, -3, -80),
        new("Balcony L", "Audience L", Open, new(-2.0, -8.0, 4.0), -24, -3, 50, 7000, -2, -80),
        new("Balcony R", "Audience R", Open, new(2.0, -8.0, 4.0), -24, -3, 50, 7000, -2, -80),
    ];

    /// <summary>The inputs of an interface with this many, 1 to 64, in their order on the desk.</summary>
    public static InputSpec[] ForCount(int count) => count >= FirstChoice.Length
        ? All[..count]
        : [.. All.Where(input => FirstChoice.AsSpan(0, count).Contains(input.Name))];
}
