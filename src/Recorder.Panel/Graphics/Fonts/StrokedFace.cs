using System.Globalization;
using System.Numerics;

namespace Recorder.Panel.Graphics.Fonts;

/// <summary>
/// Large characters drawn by a pen instead of pixel by pixel: one set of paths serves the 22-pixel numerals, the tuner's
/// note letters and the banner, each with its own box and stroke.
/// </summary>
/// <remarks>
/// A path is a list of points in the unit box (0,0 top left, 1,1 bottom right) along the middle of the stroke. Corners are
/// rounded unless marked '!'; a path beginning with '@' is closed; several paths are separated by '|'.
/// </remarks>
internal static class StrokedFace
{
    // Bends of numerals: with half the box's width a closed box of four points becomes a round-ended zero.
    private const float BendOfWidth = 0.5f;

    private static readonly Dictionary<char, string> Paths = new()
    {
        ['0'] = "@ 0,0 1,0 1,1 0,1",
        ['1'] = "0.12,0.2 !0.58,0 0.58,1",
        ['2'] = "0,0.24 0,0 1,0 1,0.42 !0,1 1,1",
        ['3'] = "0,0.2 0,0 1,0 1,0.47 0.4,0.47 | 0.4,0.47 1,0.47 1,1 0,1 0,0.8",
        ['4'] = "0.86,1 !0.86,0 !0,0.72 1,0.72",
        ['5'] = "1,0 !0,0 !0,0.42 1,0.42 1,1 0,1 0,0.8",
        ['6'] = "1,0.2 1,0 0,0 0,0.5 | @ 0,0.42 1,0.42 1,1 0,1 | 0,0.4 0,0.75",
        ['7'] = "0,0 !1,0 0.42,1",
        ['8'] = "@ 0,0 1,0 1,0.47 0,0.47 | @ 0,0.47 1,0.47 1,1 0,1",
        ['9'] = "0,0.8 0,1 1,1 1,0.5 | @ 0,0 1,0 1,0.58 0,0.58 | 1,0.25 1,0.6",
        ['A'] = "0,1 0,0 1,0 1,1 | 0,0.56 1,0.56",
        ['B'] = "!0,0.47 !0,0 1,0 1,0.47 0,0.47 | 0,0.47 1,0.47 1,1 !0,1 0,0.47",
        ['C'] = "1,0.26 1,0 0,0 0,1 1,1 1,0.74",
        ['D'] = "@ !0,0 1,0 1,1 !0,1",
        ['E'] = "1,0 !0,0 !0,1 1,1 | 0,0.49 0.84,0.49",
        ['F'] = "1,0 !0,0 0,1 | 0,0.49 0.84,0.49",
        ['G'] = "1,0.26 1,0 0,0 0,1 1,1 !1,0.55 0.56,0.55",
        ['I'] = "0.5,0 0.5,1",
        ['L'] = "0,0 !0,1 1,1",
        ['M'] = "0,1 !0,0 !0.5,0.42 !1,0 1,1",
        ['N'] = "0,1 !0,0 !1,1 1,0",
        ['O'] = "@ 0,0 1,0 1,1 0,1",
        ['R'] = "0,1 !0,0 1,0 1,0.52 0,0.52 | 0.5,0.52 1,1",
        ['S'] = "1,0.22 1,0 0,0 0,0.48 1,0.48 1,1 0,1 0,0.78",
        ['T'] = "0,0 1,0 | 0.5,0 0.5,1",
        ['V'] = "0,0 !0.5,1 1,0",
    };

    /// <summary>A face of the characters asked for.</summary>
    public static Font Create(string characters, int widthPixels, int heightPixels, int strokePixels, int gapPixels, float bend = BendOfWidth)
    {
        Dictionary<char, Glyph> glyphs = [];
        foreach (var character in characters)
            glyphs[character] = character switch
            {
                '.' => Blocks(strokePixels, heightPixels, heightPixels - strokePixels),
                ':' => Blocks(strokePixels, heightPixels, heightPixels * 6 / 22, heightPixels * 14 / 22),
                '-' => Sign(strokePixels * 2 + 1, heightPixels, strokePixels, vertical: false),
                '+' => Sign(strokePixels * 4 - 1, heightPixels, strokePixels, vertical: true),
                '♯' => Sharp(widthPixels - 4, heightPixels, strokePixels - 1),
                _ => Stroke(Paths[character], widthPixels, heightPixels, strokePixels, bend),
            };
        return new Font(glyphs, heightPixels, gapPixels, widthPixels - gapPixels);
    }

    private static Glyph Stroke(string paths, int width, int height, int stroke, float bend)
    {
        var pen = new StrokePen(width, height, stroke);
        foreach (var path in paths.Split('|', StringSplitOptions.TrimEntries))
        {
            List<StrokePen.Corner> corners = [];
            foreach (var word in path.TrimStart('@', ' ').Split(' '))
            {
                var numbers = word.TrimStart('!').Split(',');
                var x = float.Parse(numbers[0], CultureInfo.InvariantCulture);
                var y = float.Parse(numbers[1], CultureInfo.InvariantCulture);
                corners.Add(new(new Vector2(x, y), IsSharp: word[0] == '!'));
            }
            pen.Draw(corners, closed: path[0] == '@', bend);
        }
        return pen.Lift();
    }

    private static Glyph Blocks(int side, int height, params ReadOnlySpan<int> tops)
    {
        var rows = new uint[height];
        foreach (var top in tops)
            Fill(rows, side, 0, top, side, side);
        return new Glyph(side, rows);
    }

    // A sign stands beside numerals, a little above the middle of their height, and never thicker than 3 pixels.
    private static Glyph Sign(int width, int height, int stroke, bool vertical)
    {
        var thick = stroke - 1;
        var middle = height / 2 - 1;
        var rows = new uint[height];
        Fill(rows, width, 0, middle, width, thick);
        if (vertical)
            Fill(rows, width, (width - thick) / 2, middle - (width - thick) / 2, thick, width);
        return new Glyph(width, rows);
    }

    private static Glyph Sharp(int width, int height, int stroke)
    {
        var rows = new uint[height];
        var inset = (width - 2 * stroke) / 3;
        Fill(rows, width, inset, 3, stroke, height - 6);
        Fill(rows, width, width - inset - stroke, 1, stroke, height - 6);
        Fill(rows, width, 0, height / 3 - 1, width, stroke);
        Fill(rows, width, 0, height * 2 / 3 - 3, width, stroke);
        return new Glyph(width, rows);
    }

    private static void Fill(uint[] rows, int glyphWidth, int left, int top, int width, int height)
    {
        var bits = ((1u << width) - 1) << (glyphWidth - left - width);
        for (var y = top; y < top + height; y++)
            rows[y] |= bits;
    }
}
