using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;

namespace Recorder.Studio.Mastering;

/// <summary>What a finished file is to measure.</summary>
/// <param name="Name">The word on the command line, or the pair of numbers as they were given.</param>
/// <param name="IntegratedLufs">Integrated loudness, BS.1770-5.</param>
/// <param name="CeilingDbtp">No true peak above this.</param>
/// <param name="ToleranceLu">How far the loudness may be off and still pass.</param>
public sealed record MasterTarget(string Name, double IntegratedLufs, double CeilingDbtp, double ToleranceLu)
{
    /// <inheritdoc cref="MasterAims.Streaming"/>
    public static MasterTarget Streaming { get; } = Of(MasterAims.Streaming);

    /// <inheritdoc cref="MasterAims.Album"/>
    public static MasterTarget Album { get; } = Of(MasterAims.Album);

    /// <inheritdoc cref="MasterAims.Broadcast"/>
    public static MasterTarget Broadcast { get; } = Of(MasterAims.Broadcast);

    /// <inheritdoc cref="MasterAims.Loud"/>
    public static MasterTarget Loud { get; } = Of(MasterAims.Loud);

    /// <summary>The target that a master's values stand at, by name where they are those of one.</summary>
    public static MasterTarget Of(in MasterValues values) => MasterAims.Of(values) is { } aim
        ? Of(aim)
        : new("", Math.Round(values[MasterParameter.TargetLufs], 2), Math.Round(values[MasterParameter.CeilingDbtp], 2), MasterAims.UsualToleranceLu);

    /// <summary>Reads one of the names, or a pair such as <c>I=-14,TP=-1</c>.</summary>
    /// <exception cref="RecorderException">Neither, or out of range.</exception>
    public static MasterTarget Parse(string words) => words switch
    {
        "streaming" => Streaming,
        "album" => Album,
        "broadcast" => Broadcast,
        "loud" => Loud,
        _ => ParsePair(words),
    };

    private static MasterTarget Of(MasterAim aim) => new(aim.Key, aim.IntegratedLufs, aim.CeilingDbtp, aim.ToleranceLu);

    private static MasterTarget ParsePair(string words)
    {
        double? lufs = null, dbtp = null;
        foreach (var part in words.Split(',', StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=', 2);
            if (sides.Length != 2 || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw Wrong(words);
            switch (sides[0])
            {
                case "I" when lufs is null:
                    lufs = Within(value, MasterParameter.TargetLufs, words);
                    break;
                case "TP" when dbtp is null:
                    dbtp = Within(value, MasterParameter.CeilingDbtp, words);
                    break;
                default:
                    throw Wrong(words);
            }
        }
        return new MasterTarget(words, lufs ?? throw Wrong(words), dbtp ?? MasterParameter.CeilingDbtp.Spec().Default, MasterAims.UsualToleranceLu);
    }

    private static double Within(double value, MasterParameter parameter, string words)
    {
        var spec = parameter.Spec();
        return value >= spec.Minimum && value <= spec.Maximum
            ? value
            : throw new RecorderException(FaultKind.WrongWords, string.Create(CultureInfo.InvariantCulture,
                $"The target {words} is out of range: {spec.Name} goes from {spec.Minimum} to {spec.Maximum} {spec.Unit}; nothing was done, choose a value in between."));
    }

    private static RecorderException Wrong(string words) => new(FaultKind.WrongWords,
        $"'{words}' is no target: nothing was done; say streaming, album, broadcast, loud, or numbers such as I=-14,TP=-1.");
}
