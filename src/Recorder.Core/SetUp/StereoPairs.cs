namespace Recorder.Core.SetUp;

/// <summary>
/// Two mono tracks that are left and right of one source: neighbours called "OH L" and "OH R". The names alone say so, which
/// is why a pair is still one in every file, project and program it comes to.
/// </summary>
public static class StereoPairs
{
    private const string LeftEnding = " L";
    private const string RightEnding = " R";

    /// <summary>The name of a pair's source: "OH" of "OH L" and of "OH R".</summary>
    public static string BaseOf(string name) =>
        name.EndsWith(LeftEnding, StringComparison.Ordinal) || name.EndsWith(RightEnding, StringComparison.Ordinal) ? name[..^LeftEnding.Length] : name;

    /// <summary>Both names of a pair, none longer than so many letters.</summary>
    public static (string Left, string Right) NamesOf(string source, int mostLetters)
    {
        var kept = BaseOf(source);
        kept = kept[..Math.Min(kept.Length, mostLetters - LeftEnding.Length)].TrimEnd();
        return (kept + LeftEnding, kept + RightEnding);
    }

    /// <summary>Both names when they are no pair any more: "OH 1" and "OH 2".</summary>
    public static (string First, string Second) Parted(string left, string right) => (BaseOf(left) + " 1", BaseOf(right) + " 2");

    /// <summary>The other half of a track's pair; null when it stands alone.</summary>
    public static int? PartnerOf<T>(IReadOnlyList<T> tracks, int track, Func<T, string> nameOf)
    {
        if (IsPair(track))
            return track + 1;
        return IsPair(track - 1) ? track - 1 : null;

        bool IsPair(int left) => left >= 0 && left + 1 < tracks.Count
            && nameOf(tracks[left]) is var leftName && leftName.EndsWith(LeftEnding, StringComparison.Ordinal) && leftName.Length > LeftEnding.Length
            && nameOf(tracks[left + 1]) is var rightName && rightName.EndsWith(RightEnding, StringComparison.Ordinal)
            && BaseOf(leftName) == BaseOf(rightName);
    }
}
