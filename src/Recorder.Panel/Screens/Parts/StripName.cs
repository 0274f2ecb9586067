using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Screens.Parts;

/// <summary>
/// A name over its knob. A blank is 3 pixels wide, so neighbours are told apart only by more: a name that would come nearer is
/// shortened as people shorten, by its vowels, and what tells twins apart (L, R, a number) is kept.
/// </summary>
internal static class StripName
{
    /// <summary>The least room between two names, in pixels.</summary>
    public const int LeastGap = 7;

    /// <summary>The widest name.</summary>
    public const int Width = Layout.ColumnPitch - LeastGap;

    private const string Vowels = "aeiouyäöü";
    private const int LongestEnding = 2;

    /// <summary>The name, or what of it fits.</summary>
    public static string Short(string name)
    {
        name = name.Trim();
        if (Fits(name))
            return name;
        var space = name.LastIndexOf(' ');
        var ending = space > 0 && name.Length - space - 1 <= LongestEnding ? name[space..] : "";
        var stem = name[..^ending.Length];
        for (var i = stem.Length - 1; i > 0 && !Fits(stem + ending); i--)
        {
            // The first letter of a word is what it is known by.
            if (Vowels.Contains(stem[i], StringComparison.OrdinalIgnoreCase) && stem[i - 1] != ' ')
                stem = stem.Remove(i, 1);
        }
        while (stem.Length > 1 && !Fits(stem + ending))
            stem = stem[..^1].TrimEnd();
        return stem + ending;
    }

    private static bool Fits(string text) => Faces.Small.Measure(text) <= Width;
}
