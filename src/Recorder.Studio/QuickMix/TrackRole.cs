namespace Recorder.Studio.QuickMix;

/// <summary>What part a track plays in a band.</summary>
public enum TrackRole
{
    Other, Kick, Snare, HiHat, Toms, Overheads, Percussion, Room,
    Bass, Guitar, AcousticGuitar, Keys, Synth, Strings, Horn, Voice, BackingVoice,
}

/// <summary>How a part usually sits in a mix; the analysis moves from here.</summary>
/// <param name="LevelDb">Loudness beside a lead voice while it plays.</param>
/// <param name="LowCutHz">The highest low cut that harms nothing it plays.</param>
/// <param name="ReverbDb">Reverb send; silence for dry.</param>
/// <param name="Ratio">Compression ratio when it needs any; 1 for never.</param>
/// <param name="AttackMs">Slow enough to let its hits through.</param>
/// <param name="ReleaseMs">Fast enough for its notes.</param>
/// <param name="PairWidth">How far a stereo pair is panned apart.</param>
/// <param name="SideWidth">How far a single one stands from the middle.</param>
/// <param name="CountsAsLow">Its bass is what it is for.</param>
internal sealed record RoleHabit(
    float LevelDb, float LowCutHz, float ReverbDb, float Ratio, float AttackMs, float ReleaseMs,
    float PairWidth, float SideWidth, bool CountsAsLow = false)
{
    private const float Dry = Core.Parameters.StripParameters.SilenceDb;

    public static RoleHabit Of(TrackRole role) => role switch
    {
        TrackRole.Kick => new(-4, 30, Dry, 3, 20, 120, 0, 0, CountsAsLow: true),
        TrackRole.Snare => new(-5, 100, -16, 3, 12, 120, 0.2f, 0),
        TrackRole.HiHat => new(-13, 300, Dry, 1, 10, 100, 0.4f, 0.3f),
        TrackRole.Toms => new(-7, 60, -16, 2.5f, 15, 150, 0.5f, 0),
        TrackRole.Overheads => new(-8, 150, Dry, 1, 20, 200, 0.8f, 0),
        TrackRole.Percussion => new(-10, 150, -16, 2, 10, 120, 0.7f, 0.5f),
        TrackRole.Room => new(-15, 80, Dry, 1, 20, 200, 1, 0),
        TrackRole.Bass => new(-4, 35, Dry, 4, 25, 180, 0.2f, 0, CountsAsLow: true),
        TrackRole.Guitar => new(-7, 90, -19, 2, 15, 150, 0.8f, 0.55f),
        TrackRole.AcousticGuitar => new(-8, 85, -17, 2.5f, 15, 150, 0.8f, 0.4f),
        TrackRole.Keys => new(-8, 45, -18, 2, 20, 200, 0.75f, 0.35f),
        TrackRole.Synth => new(-8, 45, -18, 2, 20, 200, 0.8f, 0.3f),
        TrackRole.Strings => new(-10, 100, -13, 1.5f, 25, 250, 0.8f, 0.45f),
        TrackRole.Horn => new(-5, 110, -15, 2.5f, 15, 180, 0.6f, 0.4f),
        TrackRole.Voice => new(0, 90, -14, 3, 8, 120, 0.3f, 0),
        TrackRole.BackingVoice => new(-7, 130, -11, 3, 8, 140, 0.6f, 0.45f),
        _ => new(-8, 60, -19, 2, 15, 150, 0.7f, 0.35f),
    };
}
