using System.Collections.Immutable;
using static Recorder.Core.Parameters.ParameterWarp;

namespace Recorder.Core.Parameters;

/// <summary>What a musician's own mix has once; the level of each channel is <see cref="CueParameters.ChannelDb"/>.</summary>
public enum CueParameter
{
    LevelDb, ClickDb,
}

/// <summary>The declarations of all that can be set of a musician's own mix.</summary>
public static class CueParameters
{
    /// <summary>Most mixes beside the one on outputs 1 and 2.</summary>
    public const int MostCues = 4;

    /// <summary>How many parameters a mix has once.</summary>
    public const int Count = (int)CueParameter.ClickDb + 1;

    /// <summary>One declaration per <see cref="CueParameter"/>.</summary>
    public static ImmutableArray<ParameterSpec> Specs { get; } =
    [
        new("levelDb", "Level", "Level", "dB", StripParameters.SilenceDb, 12, StripParameters.SilenceDb, Fader, 1, "Level of the whole mix at its headphones; off until a hand turns it up."),
        new("clickDb", "Click level", "Click", "dB", StripParameters.SilenceDb, 0, -12, Fader, 1, "Peak of the click's accent in this mix alone."),
    ];

    /// <summary>The level of one channel in a mix.</summary>
    public static ParameterSpec ChannelDb { get; } = new(
        "channelDb", "Cue level", "Level", "dB", StripParameters.SilenceDb, 12, 0, Fader, 1, "Level of this channel in this musician's mix; the faders do not change it.");

    /// <summary>The declaration of one parameter.</summary>
    public static ParameterSpec Spec(this CueParameter parameter) => Specs[(int)parameter];
}
