namespace Recorder.Panel.Graphics.Fonts;

/// <summary>
/// Reads glyphs drawn in text: a line of characters, each above the left edge of its drawing, then the rows
/// ('#' drawn, '.' empty, a space ends the glyph); blocks are separated by an empty line.
/// </summary>
internal static class GlyphSheet
{
    public static Dictionary<char, Glyph> Parse(string sheet, int height)
    {
        Dictionary<char, Glyph> glyphs = [];
        var lines = sheet.Split('\n');
        for (var top = 0; top < lines.Length; top++)
        {
            if (string.IsNullOrWhiteSpace(lines[top]))
                continue;
            for (var x = 0; x < lines[top].Length; x++)
                if (lines[top][x] != ' ')
                    glyphs.Add(lines[top][x], Cut(lines.AsSpan(top + 1, height), x));
            top += height;
        }
        return glyphs;
    }

    private static Glyph Cut(ReadOnlySpan<string> rows, int left)
    {
        var end = rows[0].IndexOf(' ', left);
        var width = (end < 0 ? rows[0].Length : end) - left;
        var drawing = new string[rows.Length];
        for (var y = 0; y < rows.Length; y++)
            drawing[y] = rows[y].Substring(left, width);
        return Glyph.FromDrawing(drawing);
    }
}
