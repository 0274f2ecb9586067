using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>A knob was turned: its value 22 pixels high, what it was, and where it lies on its way.</summary>
internal static class OverlayScreen
{
    private const int ValueTop = 15;
    private const int UnitTop = 27;
    private const int AsideX = 130;
    private const int BarTop = 45;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, ValueOverlay overlay)
    {
        var spec = overlay.Spec;
        StatusLine.Draw(frame, snapshot, overlay.Owner, $" {spec.Name.ToLowerInvariant()}");
        var (number, unit) = ValueText.Split(spec, overlay.Value);
        var x = frame.Text(Faces.Value, Layout.Left, ValueTop, number.ToUpperInvariant(), Grey.Live);
        frame.Text(Faces.Medium, x + 6, UnitTop, unit, Grey.Text);
        frame.Text(Faces.Small, AsideX, 17, $"was {ValueText.Column(spec, overlay.Was)}", Grey.Text);
        frame.Text(Faces.Small, AsideX, 30, overlay.Aside, Grey.Label);
        DrawScale(frame, overlay);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, ValueText.End(spec, spec.Minimum), Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, ValueText.End(spec, spec.Maximum), Grey.Label);
    }

    private static void DrawScale(FrameBuffer frame, ValueOverlay overlay)
    {
        var spec = overlay.Spec;
        var hasZero = spec.Minimum < 0 && spec.Maximum > 0;
        var (zero, now) = (ColumnOf(spec, hasZero ? 0 : spec.Minimum), ColumnOf(spec, overlay.Value));

        // A fader fills from the left; what swings around zero fills from there.
        var from = hasZero && spec.Warp != ParameterWarp.Fader ? zero : Layout.Left;
        frame.Fill(Layout.Left, BarTop + 1, Layout.Width, 2, Grey.Rule);
        frame.Fill(Math.Min(from, now), BarTop, Math.Abs(now - from) + 1, 4, Grey.Text);
        if (hasZero)
        {
            frame.Fill(zero, BarTop - 3, 1, 10, Grey.Label);
            frame.TextCentred(Faces.Small, zero, Layout.ValueY, ValueText.End(spec, 0), Grey.Label);
        }
        frame.Fill(ColumnOf(spec, overlay.Was), BarTop - 3, 1, 3, Grey.Text);
        var cap = Math.Clamp(now - 2, Layout.Left, Layout.Right - 4);
        frame.Fill(cap, BarTop - 3, 5, 10, Grey.Live);
    }

    private static int ColumnOf(ParameterSpec spec, float value) => Layout.Left + (int)Math.Round(spec.ToPosition(value) * (Layout.Width - 1));
}
