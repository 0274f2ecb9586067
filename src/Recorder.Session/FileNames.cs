using System.Text;

namespace Recorder.Session;

/// <summary>Names that people gave, made fit for files on any system a stick may be put into.</summary>
public static class FileNames
{
    // Short enough that "001 ", an ending and a version still fit into FAT's and ext4's 255 units.
    private const int MaxBytes = 120;

    private static readonly string[] ReservedOnWindows =
    [
        "CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" }),
    ];

    /// <summary>
    /// The name without what FAT, exFAT, NTFS or a path would choke on: control characters and " * / : &lt; &gt; ? \ | become
    /// '-', blanks are one, none at the ends, no dot at either end, at most 120 bytes of UTF-8. Empty stays empty.
    /// </summary>
    public static string Sanitise(string name)
    {
        var text = new StringBuilder(name.Length);
        var bytes = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            var fit = Rune.IsWhiteSpace(rune) ? new Rune(' ') : IsForbidden(rune) ? new Rune('-') : rune;
            if (fit.Value == ' ' && (text.Length == 0 || text[^1] == ' '))
                continue;
            if (bytes + fit.Utf8SequenceLength > MaxBytes)
                break;
            bytes += fit.Utf8SequenceLength;
            text.Append(fit);
        }
        var result = text.ToString().Trim(' ', '.');
        return ReservedOnWindows.Contains(result.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase) ? "_" + result : result;
    }

    private static bool IsForbidden(Rune rune) =>
        Rune.IsControl(rune) || rune == Rune.ReplacementChar || (rune.IsAscii && "\"*/:<>?\\|".Contains((char)rune.Value));
}
