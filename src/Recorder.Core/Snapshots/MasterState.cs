using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;

namespace Recorder.Core.Snapshots;

/// <summary>The master of the open take.</summary>
public sealed record MasterState
{
    public MasterValues Values { get; init; } = MasterParameters.Defaults();

    /// <summary>Whether it is known of the open take what there is of it; false for the moment after another was opened.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Measured on the last version written; null before there is one, and while that is not known.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>The mix, measured from start to end; null while that is not known, and where there is a certificate.</summary>
    public MixReading? Mix { get; init; }

    /// <summary>Short-term loudness of what plays, BS.1770 over 3 s, in LUFS; null while nothing plays, it is silent, and in the first 3 s.</summary>
    public double? NowLufs { get; init; }

    /// <summary>What other playback systems lose or exaggerate of it as the knobs stand, the strongest first; empty while that is not known.</summary>
    public ImmutableArray<PlaybackAdvice> Advice { get; init; } = [];

    /// <summary>The chosen reference's key among <see cref="References"/>; "" for none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>What the next masters' tone can be brought nearer to, none left out. A chosen one that is gone stands nowhere here.</summary>
    public ImmutableArray<ReferenceOffer> References { get; init; } = [];

    /// <summary>Whether the chosen reference is there now.</summary>
    public bool IsReferenceThere => References.Any(offer => offer.Key == Reference);

    /// <summary>Its name, as far as its key tells where it is gone.</summary>
    public string ReferenceName => References.FirstOrDefault(offer => offer.Key == Reference)?.Name ?? ReferenceOffer.NameOf(Reference);

    /// <summary>Whether the session's masters keep the distances of their mixes.</summary>
    public bool IsAlbum { get; init; }

    /// <summary>How many takes of the session have a master: they are the album.</summary>
    public int AlbumTakes { get; init; }

    /// <summary>Approved versions, which are the exported ones, that do not have the loudness their album asks of them any more.</summary>
    public ImmutableArray<AlbumMisfit> AlbumMisfits { get; init; } = [];

    /// <summary>What the session's masters are made as.</summary>
    public ImmutableArray<FormatOffer> Formats { get; init; } = [];
}

/// <summary>What was measured on a mix; null where it is silent or too short.</summary>
public sealed record MixReading(double? IntegratedLufs, double? LoudnessRangeLu, double? TruePeakDbtp);

/// <summary>What a playback system does to the song, and the knob to turn.</summary>
/// <param name="System">Which one; the studio where nothing is wrong on any.</param>
/// <param name="Sentence">At most 42 letters: "Phone: bass line too soft, try Warm +2".</param>
public sealed record PlaybackAdvice(PlaybackSystem System, string Sentence);

/// <summary>A finished song that a master's tone can be brought nearer to.</summary>
/// <param name="Key">What <see cref="SetReference"/> names it by.</param>
/// <param name="Name">As people know it.</param>
/// <param name="Place">Where it is: this session, the recorder, the stick.</param>
public sealed record ReferenceOffer(string Key, string Name, string Place)
{
    /// <summary>What a key that stands nowhere any more was the key of, as far as it tells.</summary>
    public static string NameOf(string key) => Path.GetFileNameWithoutExtension(key);
}

/// <summary>An approved master that does not fit its album.</summary>
/// <param name="Take">Of which take.</param>
/// <param name="Approved">The approved version.</param>
/// <param name="Fitting">The newer version that does fit; null where one is still to be made.</param>
public sealed record AlbumMisfit(int Take, int Approved, int? Fitting);

/// <summary>A format that masters can be made as.</summary>
/// <param name="Word">What <see cref="SetMasterFormat"/> names it by.</param>
/// <param name="Name">As people know it: "WAV, 24 bit".</param>
/// <param name="IsOn">Whether they are.</param>
public sealed record FormatOffer(string Word, string Name, bool IsOn);

/// <summary>What was measured on a finished file, how it was made, and what people said about it.</summary>
public sealed record Certificate
{
    public string FileName { get; init; } = "";
    public int Version { get; init; }

    /// <summary>Frame of the take with which the master begins.</summary>
    public long StartFrame { get; init; }

    public double? IntegratedLufs { get; init; }
    public double? LoudnessRangeLu { get; init; }
    public double? TruePeakDbtp { get; init; }
    public double LimiterMaxDb { get; init; }
    public double Correlation { get; init; }
    public bool Passed { get; init; }

    /// <summary>One sentence for the MASTER screen.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The loudness it was to have; null on certificates that do not say.</summary>
    public double? TargetLufs { get; init; }

    /// <summary>The ceiling it was to keep; null on certificates that do not say.</summary>
    public double? CeilingDbtp { get; init; }

    /// <summary>Loudness of the mix it was made from; null where that has none, and on certificates that do not say.</summary>
    public double? MixLufs { get; init; }

    /// <summary>Whether its loudness is its mix's distance from the album's loudest.</summary>
    public bool IsOfAlbum { get; init; }

    /// <summary>What reference and album did to it, in sentences; "" without either.</summary>
    public string Made { get; init; } = "";

    /// <summary>What a person said about this version; "" for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>A person said that this is the one.</summary>
    public bool IsApproved { get; init; }
}
