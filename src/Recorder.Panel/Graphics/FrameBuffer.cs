using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Graphics;

/// <summary>
/// The picture of a panel's display: one byte a pixel, 0 (dark) to 15, row by row from the top left. Drawing outside is cut off.
/// </summary>
/// <param name="width">Pixels in a row: 256, or 128 on the small build.</param>
/// <param name="height">Rows: 64.</param>
public sealed class FrameBuffer(int width, int height)
{
    private readonly byte[] pixels = new byte[width * height];

    /// <summary>Pixels in a row.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>All pixels, row by row.</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>One pixel; reading outside gives 0.</summary>
    public byte this[int x, int y]
    {
        get => IsInside(x, y) ? pixels[y * Width + x] : Grey.Black;
        set
        {
            if (IsInside(x, y))
                pixels[y * Width + x] = value;
        }
    }

    /// <summary>Moves the picture to the right; what leaves on that side is lost.</summary>
    public void ShiftRight(int columns)
    {
        for (var y = 0; y < Height && columns > 0; y++)
        {
            var row = pixels.AsSpan(y * Width, Width);
            row[..^columns].CopyTo(row[columns..]);
            row[..columns].Clear();
        }
    }

    /// <summary>Brings all greys below a brightest one.</summary>
    public void Dim(byte brightest)
    {
        foreach (ref var pixel in pixels.AsSpan())
            pixel = (byte)((pixel * brightest + Grey.Live - 1) / Grey.Live);
    }

    /// <summary>Makes everything dark.</summary>
    public void Clear() => Array.Clear(pixels);

    /// <summary>Fills a rectangle.</summary>
    public void Fill(int x, int y, int width, int height, byte grey)
    {
        var (left, right) = (Math.Max(x, 0), Math.Min(x + width, Width));
        for (var row = Math.Max(y, 0); row < Math.Min(y + height, Height) && left < right; row++)
            pixels.AsSpan(row * Width + left, right - left).Fill(grey);
    }

    /// <summary>The outline of a rectangle.</summary>
    public void Frame(int x, int y, int width, int height, byte grey)
    {
        Fill(x, y, width, 1, grey);
        Fill(x, y + height - 1, width, 1, grey);
        Fill(x, y, 1, height, grey);
        Fill(x + width - 1, y, 1, height, grey);
    }

    /// <summary>A row of single pixels, <paramref name="step"/> apart, to the right.</summary>
    public void DotsAcross(int x, int y, int width, int step, byte grey)
    {
        for (var offset = 0; offset < width; offset += step)
            this[x + offset, y] = grey;
    }

    /// <summary>A column of single pixels, <paramref name="step"/> apart, downwards.</summary>
    public void DotsDown(int x, int y, int height, int step, byte grey)
    {
        for (var offset = 0; offset < height; offset += step)
            this[x, y + offset] = grey;
    }

    /// <summary>A line of one pixel's width (Bresenham), both ends drawn.</summary>
    public void Line(int fromX, int fromY, int toX, int toY, byte grey)
    {
        var (across, down) = (Math.Abs(toX - fromX), -Math.Abs(toY - fromY));
        var (stepX, stepY) = (Math.Sign(toX - fromX), Math.Sign(toY - fromY));
        var error = across + down;
        while (true)
        {
            this[fromX, fromY] = grey;
            if (fromX == toX && fromY == toY)
                return;
            var twice = 2 * error;
            if (twice >= down)
                (error, fromX) = (error + down, fromX + stepX);
            if (twice <= across)
                (error, fromY) = (error + across, fromY + stepY);
        }
    }

    /// <summary>Stamps a glyph with its top left corner at a place.</summary>
    public void Draw(Glyph glyph, int x, int y, byte grey)
    {
        for (var row = 0; row < glyph.Height; row++)
            for (var column = 0; column < glyph.Width; column++)
                if (glyph[column, row])
                    this[x + column, y + row] = grey;
    }

    /// <summary>Writes a text whose capitals stand at <paramref name="y"/>; returns the x after its last pixel.</summary>
    public int Text(Font font, int x, int y, ReadOnlySpan<char> text, byte grey)
    {
        foreach (var character in text)
        {
            if (font.Find(character) is { } glyph)
                Draw(glyph, x, y, grey);
            x += font.Advance(character);
        }
        return text.IsEmpty ? x : x - font.Gap;
    }

    /// <summary>Writes a text that ends at (and draws) the pixel column <paramref name="right"/>; returns its left edge.</summary>
    public int TextRight(Font font, int right, int y, ReadOnlySpan<char> text, byte grey)
    {
        var x = right + 1 - font.Measure(text);
        Text(font, x, y, text, grey);
        return x;
    }

    /// <summary>Writes a text centred on a pixel column.</summary>
    public void TextCentred(Font font, int centre, int y, ReadOnlySpan<char> text, byte grey) =>
        Text(font, centre - font.Measure(text) / 2, y, text, grey);

    private bool IsInside(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height;
}
