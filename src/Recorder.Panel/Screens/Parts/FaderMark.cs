using Recorder.Core.Parameters;
using Recorder.Panel.Graphics;

namespace Recorder.Panel.Screens.Parts;

/// <summary>A fader as the large display draws it: its way, the place of 0 dB, and the cap.</summary>
internal static class FaderMark
{
    /// <summary>Width of the cap.</summary>
    public const int Width = 11;

    /// <summary>Draws one.</summary>
    /// <param name="frame">Where.</param>
    /// <param name="x">Left of the cap.</param>
    /// <param name="top">The way's first row.</param>
    /// <param name="height">Rows of the way.</param>
    /// <param name="spec">What it sets.</param>
    /// <param name="value">In the declaration's unit.</param>
    /// <param name="isMuted">Drawn dim.</param>
    public static void Draw(FrameBuffer frame, int x, int top, int height, ParameterSpec spec, float value, bool isMuted)
    {
        frame.Fill(x + Width / 2, top, 1, height, Grey.Rule);
        frame.Fill(x + 2, Row(0), Width - 4, 1, Grey.Scale);
        frame.Fill(x, Row(value) - 1, Width, 3, isMuted ? Grey.Peak : Grey.Live);

        int Row(float db) => top + height - 2 - (int)Math.Round(spec.ToPosition(db) * (height - 3));
    }
}
