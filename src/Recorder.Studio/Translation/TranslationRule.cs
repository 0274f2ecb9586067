using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;

namespace Recorder.Studio.Translation;

/// <summary>A knob, and how far it may be turned, the least first.</summary>
/// <param name="Knob">What is turned.</param>
/// <param name="Amounts">By how much, in its unit.</param>
internal sealed record Remedy(MasterParameter Knob, ImmutableArray<int> Amounts);

/// <summary>One thing that a playback system loses or exaggerates.</summary>
/// <param name="System">On which.</param>
/// <param name="Words">What is heard there.</param>
/// <param name="BeyondDb">By how many decibels it is more than it may be; 0 and below is well.</param>
/// <param name="Remedies">What may help, the best first.</param>
internal sealed record TranslationRule(PlaybackSystem System, string Words, Func<MasteredPart, double> BeyondDb, params Remedy[] Remedies)
{
    // A phone gives back nothing of a bass line itself (LoudspeakerVoicing.Phone: 24 dB an octave below 350 Hz): what is heard of it
    // are its overtones, the second to the fifth.
    private static readonly (double LowHz, double HighHz) BassLine = (60, 250);
    private static readonly (double LowHz, double HighHz) BassOvertones = (250, 700);

    // What stands still on every system, and the ear takes as the level of the song.
    private static readonly (double LowHz, double HighHz) Middle = (300, 3000);

    // Where LoudspeakerVoicing.Car lifts by its shelf and its cabin's first mode, and where the subs of LoudspeakerVoicing.Club are alone.
    private static readonly (double LowHz, double HighHz) Cabin = (80, 160);
    private static readonly (double LowHz, double HighHz) Subs = (30, 80);

    // The ear is keenest here, and LoudspeakerVoicing.Phone lifts it by 5 dB more.
    private static readonly (double LowHz, double HighHz) Harsh = (2000, 5000);
    private static readonly (double LowHz, double HighHz) BelowHarsh = (250, 1200);

    // LoudspeakerVoicing.Car takes 4 dB off all of it.
    private static readonly (double LowHz, double HighHz) Top = (6000, 14000);

    // What LoudspeakerVoicing.Phone lets out.
    private static readonly (double LowHz, double HighHz) PhoneBand = (350, 11000);

    // Sides that have nothing in common lose 3 dB in one loudspeaker; what is more is cancelled.
    private const double UnlikeSidesDb = 3;
    private const double CancelledDb = 1;

    // A third of the mean reduction beyond which a master counts as harmed (MasterBounds): the limiter hardly lets go between the hits, and a
    // club is where hits are felt.
    private const double FlattenedMeanDb = 2;

    // Above full scale a decoder with integer output clips (AES TD1008 asks for room before lossy coding for that).
    private const double DecoderFullScaleDbtp = 0;

    private static readonly ImmutableArray<int> Up = [1, 2, 3, 4];
    private static readonly ImmutableArray<int> Down = [-1, -2, -3, -4];

    /// <summary>All of them.</summary>
    public static ImmutableArray<TranslationRule> All { get; } =
    [
        new(PlaybackSystem.Phone, "bass line too soft", part => part.BeyondTypicalDb(BassLine, BassOvertones) - TypicalTone.SpreadDb,
            new Remedy(MasterParameter.Warmth, [2, 4, 6, 8]), new Remedy(MasterParameter.BodyDb, Up)),
        new(PlaybackSystem.Phone, "harsh", part => part.BeyondTypicalDb(Harsh, BelowHarsh) - TypicalTone.SpreadDb, new Remedy(MasterParameter.BodyDb, Up)),
        new(PlaybackSystem.Phone, "sides cancel", part => part.MonoLossDb(PhoneBand) - UnlikeSidesDb - CancelledDb, new Remedy(MasterParameter.WidthPercent, [-10, -20, -30, -40, -50])),
        new(PlaybackSystem.Car, "bass booms", part => part.BeyondTypicalDb(Cabin, Middle) - TypicalTone.SpreadDb, new Remedy(MasterParameter.LowDb, Down)),
        new(PlaybackSystem.Car, "dull", part => -part.BeyondTypicalDb(Top, Middle) - TypicalTone.SpreadDb, new Remedy(MasterParameter.AirDb, Up)),
        new(PlaybackSystem.Club, "subs too loud", part => part.BeyondTypicalDb(Subs, Middle) - TypicalTone.SpreadDb, new Remedy(MasterParameter.LowDb, Down)),
        new(PlaybackSystem.Club, "hits flattened", part => part.LimiterMeanDb - FlattenedMeanDb, new Remedy(MasterParameter.TargetLufs, Down)),
        new(PlaybackSystem.Mp3, "peaks clip", part => part.CodedPeakDbtp - DecoderFullScaleDbtp, new Remedy(MasterParameter.TargetLufs, Down)),
    ];
}
