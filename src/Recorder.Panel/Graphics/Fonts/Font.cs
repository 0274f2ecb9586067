using System.Collections.Frozen;

namespace Recorder.Panel.Graphics.Fonts;

/// <summary>A face of the panel: glyphs, and how they stand beside each other.</summary>
/// <param name="glyphs">What is drawn for each character.</param>
/// <param name="capsHeight">Rows of a capital letter, in pixels.</param>
/// <param name="gap">Pixels between two characters.</param>
/// <param name="space">Pixels a space takes, gaps beside it not counted.</param>
public sealed class Font(IReadOnlyDictionary<char, Glyph> glyphs, int capsHeight, int gap, int space)
{
    private const string Accented = "äöüàáâåèéêëìíîïòóôùúûñçÄÖÜÀÁÂÅÈÉÊËÑÇßø’‘“”−";
    private const string Plain = "aouaaaaeeeeiiiiooouuuncAOUAAAAEEEENCso''\"\"-";
    private readonly FrozenDictionary<char, Glyph> glyphs = glyphs.ToFrozenDictionary();

    /// <summary>Rows of a capital letter.</summary>
    public int CapsHeight { get; } = capsHeight;

    /// <summary>Pixels between two characters.</summary>
    public int Gap { get; } = gap;

    /// <summary>The characters drawn, without the space.</summary>
    public IEnumerable<char> Characters => glyphs.Keys;

    /// <summary>Whether a character can be shown as itself.</summary>
    public bool Has(char character) => character == ' ' || glyphs.ContainsKey(character);

    /// <summary>
    /// The glyph of a character; an accented letter falls back to its plain one, what is unknown to a question mark.
    /// Null for a space.
    /// </summary>
    public Glyph? Find(char character)
    {
        if (character == ' ')
            return null;
        if (glyphs.TryGetValue(character, out var glyph))
            return glyph;
        var accent = Accented.IndexOf(character, StringComparison.Ordinal);
        return glyphs.GetValueOrDefault(accent >= 0 ? Plain[accent] : '?');
    }

    /// <summary>How far the pen moves for a character, the gap after it included.</summary>
    public int Advance(char character) => (Find(character)?.Width ?? space) + Gap;

    /// <summary>Width of a text in pixels, from its first to its last one.</summary>
    public int Measure(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var character in text)
            width += Advance(character);
        return text.IsEmpty ? 0 : width - Gap;
    }

    /// <summary>The longest beginning of a text that fits, with "…" when something had to go.</summary>
    public string Fit(string text, int widthPixels)
    {
        if (Measure(text) <= widthPixels)
            return text;
        var mark = Has('…') ? "…" : "";
        for (var length = text.Length - 1; length > 0; length--)
            if (Measure(text.AsSpan(0, length)) + Gap + Measure(mark) <= widthPixels)
                return text[..length].TrimEnd() + mark;
        return mark;
    }

    /// <summary>A text broken at spaces into lines that fit; a word wider than a line is cut.</summary>
    public List<string> Wrap(string text, int widthPixels)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Measure(longer) > widthPixels && line.Length > 0)
            {
                lines.Add(line);
                longer = word;
            }
            line = Fit(longer, widthPixels);
        }
        lines.Add(line);
        return lines;
    }

    /// <summary>The same face with every stroke doubled by one pixel.</summary>
    public Font Bolder() => new(glyphs.ToDictionary(entry => entry.Key, entry => entry.Value.Bolder()), CapsHeight, Gap, space);
}
