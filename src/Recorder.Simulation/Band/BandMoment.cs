namespace Recorder.Simulation.Band;

/// <summary>What the band is doing.</summary>
public enum BandMomentKind
{
    /// <summary>Nothing but the room.</summary>
    Pause,

    /// <summary>The singers talk.</summary>
    Talk,

    /// <summary>Strings are tuned.</summary>
    Tuning,

    /// <summary>Everybody tries something out.</summary>
    Noodling,

    /// <summary>The drummer counts in with the sticks.</summary>
    CountIn,

    /// <summary>A song, from its first beat until its last chord has died away.</summary>
    Song,
}

/// <summary>What is known of a song of the band.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Title">Its name.</param>
/// <param name="Style">How it is played.</param>
/// <param name="TempoBpm">Beats in a minute.</param>
/// <param name="Key">The key, with m for minor: "F#m".</param>
public sealed record BandSong(int Number, string Title, string Style, double TempoBpm, string Key);

/// <summary>What the band does from when to when: the truth to compare an analysis with.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="StartSeconds">From the band's first frame.</param>
/// <param name="EndSeconds">From the band's first frame.</param>
/// <param name="Song">The song, when it is one.</param>
public sealed record BandMoment(BandMomentKind Kind, double StartSeconds, double EndSeconds, BandSong? Song = null);
