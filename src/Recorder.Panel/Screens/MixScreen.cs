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
    /// <summary>The first row of faders and meters, and how many they have.</summary>
    public const int Top = 23, Height = 23;

    /// <summary>From a column's left to its meter, and how wide that is.</summary>
    public const int MeterOffset = 14, MeterWidth = 8;

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
        DrawCompare(frame, snapshot);
        if (BusBank.IsShown(snapshot, state))
        {
            frame.Text(Faces.Small, x, Layout.StatusY, BusBankScreen.BankName, Grey.Label);
            BusBankScreen.Draw(frame, snapshot);
            return;
        }
        var last = Math.Min(mix.Strips.Length, state.FirstOfBank + PanelState.KnobsPerBank);
        frame.Text(Faces.Small, x, Layout.StatusY,
            string.Create(CultureInfo.InvariantCulture, $"{state.FirstOfBank + 1}–{last} of {mix.Strips.Length}"), Grey.Label);
        var isAnySolo = mix.Strips.Any(strip => strip.Values[StripParameter.Solo] > 0) || mix.Groups.Any(group => group.Values.IsOn(GroupParameter.Solo));
        for (var i = state.FirstOfBank; i < last; i++)
            DrawStrip(frame, mix.Strips[i], GroupOf(mix, mix.Strips[i]), i < state.StripHolds.Count ? state.StripHolds[i] : 0, Layout.Column(i - state.FirstOfBank), isAnySolo);
    }

    private static void DrawCompare(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        var right = StatusLine.Moving(snapshot) is null ? Layout.Right : Layout.Right - StatusLine.MovingWidth;
        frame.TextRight(Faces.Small, right, Layout.StatusY, CompareText.Short(snapshot.Compare), snapshot.Compare is null ? Grey.Scale : Grey.Live);
    }

    private static GroupState? GroupOf(MixState mix, StripState strip) => strip.Group is { } index && index < mix.Groups.Length ? mix.Groups[index] : null;

    private static void DrawStrip(FrameBuffer frame, StripState strip, GroupState? group, float holdLevel, int x, bool isAnySolo)
    {
        var isMutedItself = strip.Values[StripParameter.Mute] > 0;
        var isMuted = isMutedItself || group?.Values.IsOn(GroupParameter.Mute) == true;
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
        var value = isMutedItself ? "MUTE" : isMuted ? "group" : isSolo ? "SOLO" : ValueText.Column(StripParameter.FaderDb.Spec(), strip.Values[StripParameter.FaderDb]);
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
