using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Graphics;

/// <summary>Small pictures that stand for words where there is no room for them.</summary>
public static class Icons
{
    /// <summary>A USB stick, 9 x 5.</summary>
    public static Glyph Stick { get; } = Glyph.FromDrawing(
        [
            "######...",
            "#....####",
            "#....####",
            "#....####",
            "######...",
        ]);

    /// <summary>Headphones, 9 x 7.</summary>
    public static Glyph Headphones { get; } = Glyph.FromDrawing(
        [
            "..#####..",
            ".#.....#.",
            "#.......#",
            "##.....##",
            "##.....##",
            "##.....##",
            "##.....##",
        ]);

    /// <summary>A battery, 14 x 7, with its inside filled to a share of 0 to 1.</summary>
    public static void DrawBattery(FrameBuffer frame, int x, int y, double share, byte grey)
    {
        const int Inside = 9;
        frame.Frame(x, y, 13, 7, grey);
        frame.Fill(x + 13, y + 2, 1, 3, grey);
        frame.Fill(x + 2, y + 2, (int)Math.Round(Inside * Math.Clamp(share, 0, 1)), 3, grey);
    }
}
