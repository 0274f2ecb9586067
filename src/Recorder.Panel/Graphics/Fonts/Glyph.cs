namespace Recorder.Panel.Graphics.Fonts;

/// <summary>One drawn character: rows from the top of the capitals downwards, the leftmost pixel in the highest used bit.</summary>
/// <param name="Width">Pixels drawn, without the gap to the next character; at most 32.</param>
/// <param name="Rows">One bit pattern per row; bit (Width - 1 - x) is pixel x.</param>
public sealed record Glyph(int Width, uint[] Rows)
{
    /// <summary>Rows from top to bottom.</summary>
    public int Height => Rows.Length;

    /// <summary>Whether a pixel is drawn.</summary>
    public bool this[int x, int y] => (Rows[y] >> (Width - 1 - x) & 1) != 0;

    /// <summary>A glyph from a drawing: '#' is a pixel, anything else is not; all rows have the same length.</summary>
    public static Glyph FromDrawing(IReadOnlyList<string> rows)
    {
        var bits = new uint[rows.Count];
        for (var y = 0; y < rows.Count; y++)
            foreach (var pixel in rows[y])
                bits[y] = bits[y] << 1 | (pixel == '#' ? 1u : 0u);
        return new Glyph(rows[0].Length, bits);
    }

    /// <summary>The same character with every stroke one pixel wider.</summary>
    public Glyph Bolder() => new(Width + 1, [.. Rows.Select(row => row << 1 | row)]);
}
