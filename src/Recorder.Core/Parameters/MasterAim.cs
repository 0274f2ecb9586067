using System.Collections.Immutable;
using System.Globalization;

namespace Recorder.Core.Parameters;

/// <summary>What a finished song is to measure.</summary>
/// <param name="Key">The word on the command line and in JSON.</param>
/// <param name="IntegratedLufs">Integrated loudness, ITU-R BS.1770-5.</param>
/// <param name="CeilingDbtp">No true peak above this.</param>
/// <param name="ToleranceLu">How far the loudness may be off and still pass.</param>
public sealed record MasterAim(string Key, double IntegratedLufs, double CeilingDbtp, double ToleranceLu)
{
    /// <summary>"streaming -14".</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Key} {IntegratedLufs:0.#}");
}

/// <summary>The aims that have a name.</summary>
public static class MasterAims
{
    /// <summary>How far a loudness that has no rule of its own may be off.</summary>
    public const double UsualToleranceLu = 0.2;

    /// <summary>Common streaming services.</summary>
    public static MasterAim Streaming { get; } = new("streaming", -14, -1, UsualToleranceLu);

    /// <summary>EBU R 128.</summary>
    public static MasterAim Broadcast { get; } = new("broadcast", -23, -1, 0.5);

    /// <summary>As loud as is fashionable.</summary>
    public static MasterAim Loud { get; } = new("loud", -9, -1, UsualToleranceLu);

    /// <summary>The loudest song of an album after AES TD1008; the others lie beside it as they were mixed.</summary>
    public static MasterAim Album { get; } = new("album", -14, -1, UsualToleranceLu);

    /// <summary>Those one song alone can have.</summary>
    public static ImmutableArray<MasterAim> All { get; } = [Streaming, Broadcast, Loud];

    /// <summary>The aim that a master's values stand at; null when a hand has turned them elsewhere.</summary>
    public static MasterAim? Of(in MasterValues values)
    {
        foreach (var aim in All)
        {
            if (values[MasterParameter.TargetLufs] == (float)aim.IntegratedLufs && values[MasterParameter.CeilingDbtp] == (float)aim.CeilingDbtp)
                return aim;
        }
        return null;
    }

    /// <summary>"streaming -14", or "-12.5 by hand".</summary>
    public static string WordsOf(in MasterValues values) => Of(values)?.Words
        ?? string.Create(CultureInfo.InvariantCulture, $"{values[MasterParameter.TargetLufs]:0.0} by hand");

    /// <summary>The values with loudness and ceiling of an aim.</summary>
    public static MasterValues With(this MasterValues values, MasterAim aim) => values
        .With(MasterParameter.TargetLufs, (float)aim.IntegratedLufs)
        .With(MasterParameter.CeilingDbtp, (float)aim.CeilingDbtp);
}
