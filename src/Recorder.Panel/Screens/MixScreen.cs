using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>MIX: eight strips under the knobs, each with fader, meter, pan and value.</summary>
internal static class MixScreen
{
    private const int Top = 23;
    private const int Height = 23;
    private const int MeterOffset = 14;
    private const int MeterWidth = 8;
    private const int PanWidth = MeterOffset + MeterWidth;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var mix = snapshot.Mix;
        var x = StatusLine.Draw(frame, snapshot, "MIX", Faces.Small.Fit(mix.SceneName, 90) + (mix.IsEdited ? " *" : ""));
        if (mix.Strips.IsEmpty)
        {
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, "Nothing to mix yet. REC makes a take.", Grey.Text);
            return;
        }
        var last = Math.Min(mix.Strips.Length, state.FirstOfBank + PanelState.KnobsPerBank);
        frame.Text(Faces.Small, x, Layout.StatusY,
            string.Create(CultureInfo.InvariantCulture, $"{state.FirstOfBank + 1}–{last} of {mix.Strips.Length}"), Grey.Label);
        DrawCompare(frame, snapshot);
        var isAnySolo = mix.Strips.Any(strip => strip.Values[StripParameter.Solo] > 0);
        for (var i = state.FirstOfBank; i < last; i++)
            DrawStrip(frame, mix.Strips[i], i < state.StripHolds.Count ? state.StripHolds[i] : 0, Layout.Column(i - state.FirstOfBank), isAnySolo);
    }

    private static void DrawCompare(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        var right = StatusLine.Moving(snapshot) is null ? Layout.Right : Layout.Right - StatusLine.MovingWidth;
        frame.TextRight(Faces.Small, right, Layout.StatusY, CompareText.Short(snapshot.Compare), snapshot.Compare is null ? Grey.Scale : Grey.Live);
    }

    private static void DrawStrip(FrameBuffer frame, StripState strip, float holdLevel, int x, bool isAnySolo)
    {
        var isMuted = strip.Values[StripParameter.Mute] > 0;
        var isSolo = strip.Values[StripParameter.Solo] > 0;
        var nameGrey = isMuted ? Grey.Peak : isSolo ? Grey.Live : isAnySolo ? Grey.Label : Grey.Text;
        frame.Text(Faces.Small, x, Layout.BodyY, StripName.Short(strip.Name), nameGrey);
        FaderMark.Draw(frame, x, Top, Height, StripParameter.FaderDb.Spec(), strip.Values[StripParameter.FaderDb], isMuted);
        DrawMeter(frame, x + MeterOffset, strip, isMuted);
        if (!isMuted && MeterScale.Pixels(holdLevel, Height) is > 0 and var hold)
            frame.Fill(x + MeterOffset, Top + Height - hold, MeterWidth, 1, Grey.Live);
        DrawPan(frame, x, strip.Values[StripParameter.Pan], isMuted);
        if (isSolo)
            frame.Frame(x - 2, 53, 27, 11, Grey.Text);
        var value = isMuted ? "MUTE" : isSolo ? "SOLO" : ValueText.Column(StripParameter.FaderDb.Spec(), strip.Values[StripParameter.FaderDb]);
        frame.Text(Faces.Small, x, Layout.ValueY, value, isMuted ? Grey.Label : Grey.Live);
    }

    private static void DrawMeter(FrameBuffer frame, int x, StripState strip, bool isMuted)
    {
        var peak = MeterScale.Pixels(strip.Peak, Height);
        var rms = Math.Min(peak, MeterScale.Pixels(strip.Rms, Height));
        frame.Fill(x, Top, MeterWidth, Height, Grey.Well);
        frame.Fill(x, Top + Height - peak, MeterWidth, peak, isMuted ? Grey.Rule : Grey.Peak);
        frame.Fill(x, Top + Height - rms, MeterWidth, rms, isMuted ? Grey.Peak : Grey.Rms);
    }

    private static void DrawPan(FrameBuffer frame, int x, float pan, bool isMuted)
    {
        frame.Fill(x, 49, PanWidth, 1, Grey.Rule);
        frame.Fill(x + (int)Math.Round((pan + 1) / 2 * (PanWidth - 2)), 48, 2, 3, isMuted ? Grey.Peak : Grey.Text);
    }
}
