using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>The tuner of CHANNEL: note and needle are read from two metres.</summary>
/// <remarks>The needle's scale goes by the square root, so that the last cents, which matter, are the widest: one cent is nine pixels.</remarks>
internal static class TunerPage
{
    private const double InTuneCents = 2;
    private const double MostCents = 50;

    private const int Centre = 132;
    private const int HalfWidth = 64;
    private const int NeedleTop = 14;
    private const int NeedleHeight = 30;
    private const int NeedleWidth = 9;
    private const int TickTop = 46;
    private const int SmallFootY = 55;
    private const int SmallCentre = 92;
    private const int SmallHalfWidth = 30;

    private static readonly double[] Ticks = [-50, -20, -10, -5, 0, 5, 10, 20, 50];

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, int channel)
    {
        var tuner = snapshot.Tuner;
        foreach (var cents in Ticks)
            frame.Fill(Centre + Offset(cents, HalfWidth), TickTop, 1, cents == 0 ? 6 : 4, cents == 0 ? Grey.Text : Grey.Scale);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "A " + ValueText.Round(tuner.ReferenceHz, 1), Grey.Label);
        frame.Text(Faces.Small, Centre - HalfWidth, Layout.ValueY, "flat", Grey.Scale);
        frame.TextRight(Faces.Small, Centre + HalfWidth, Layout.ValueY, "sharp", Grey.Scale);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "K1: A4", Grey.Label);
        if (!IsHeard(snapshot, channel))
        {
            DrawNothing(frame, 4, 30, Grey.Label);
            frame.TextCentred(Faces.Small, Centre, 26, Wish(snapshot, channel), Grey.Text);
            return;
        }
        var end = DrawNote(frame, tuner, Layout.Left, NeedleTop);
        frame.Text(Faces.Medium, end + 1, 40, tuner.Octave.ToString(CultureInfo.InvariantCulture), Grey.Text);
        DrawNeedle(frame, tuner.Cents);
        frame.TextRight(Faces.Value, Layout.Right, NeedleTop, Cents(tuner.Cents), Grey.Live);
        frame.TextRight(Faces.Small, Layout.Right, 40, "cents", Grey.Label);
        frame.TextCentred(Faces.Small, Centre, Layout.ValueY, Advice(tuner.Cents), Grey.Live);
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot, int channel)
    {
        var tuner = snapshot.Tuner;
        frame.Text(Faces.Small, 1, SmallFootY, "A " + ValueText.Round(tuner.ReferenceHz, 1), Grey.Live);
        if (!IsHeard(snapshot, channel))
        {
            DrawNothing(frame, 4, 28, Grey.Live);
            frame.TextRight(Faces.Small, 126, SmallFootY, Wish(snapshot, channel), Grey.Live);
            return;
        }
        var end = DrawNote(frame, tuner, 1, 14);
        frame.Text(Faces.Small, Math.Min(end + 2, SmallCentre - SmallHalfWidth - 10), 43, tuner.Octave.ToString(CultureInfo.InvariantCulture), Grey.Live);
        DrawSmallNeedle(frame, tuner.Cents);
        frame.TextRight(Faces.Medium, 126, 39, Cents(tuner.Cents), Grey.Live);
        frame.TextRight(Faces.Small, 126, SmallFootY, Advice(tuner.Cents), Grey.Live);
    }

    private static bool IsHeard(RecorderSnapshot snapshot, int channel) => snapshot.Tuner.Input == channel && snapshot.Tuner.Note.Length > 0;

    private static string Wish(RecorderSnapshot snapshot, int channel) => channel < snapshot.Inputs.Length ? "Play one note." : "No such input.";

    private static void DrawNothing(FrameBuffer frame, int x, int y, byte grey)
    {
        frame.Fill(x, y, 18, 4, grey);
        frame.Fill(x + 24, y, 18, 4, grey);
    }

    private static int DrawNote(FrameBuffer frame, TunerState tuner, int x, int y) => frame.Text(Faces.Note, x, y, tuner.Note.Replace('#', '♯'), Grey.Live);

    // In tune the middle fills white, and the needle is what is black in it.
    private static void DrawNeedle(FrameBuffer frame, double cents)
    {
        var x = Centre + Offset(cents, HalfWidth);
        var half = Offset(InTuneCents, HalfWidth);
        if (Math.Abs(cents) <= InTuneCents)
        {
            frame.Fill(Centre - half, NeedleTop, 2 * half + 1, NeedleHeight, Grey.Live);
            frame.Fill(x - 1, NeedleTop, 3, NeedleHeight, Grey.Black);
            return;
        }
        frame.Fill(Math.Min(x, Centre), NeedleTop + NeedleHeight / 2 - 3, Math.Abs(x - Centre), 6, Grey.Rule);
        frame.Frame(Centre - half, NeedleTop, 2 * half + 1, NeedleHeight, Grey.Scale);
        frame.Fill(x - NeedleWidth / 2, NeedleTop, NeedleWidth, NeedleHeight, Grey.Live);
    }

    private static void DrawSmallNeedle(FrameBuffer frame, double cents)
    {
        const int Top = 13;
        const int Height = 18;
        var x = SmallCentre + Offset(cents, SmallHalfWidth);
        var half = Offset(InTuneCents, SmallHalfWidth);
        frame.DotsAcross(SmallCentre - SmallHalfWidth, Top + Height + 3, 2 * SmallHalfWidth + 1, 3, Grey.Live);
        frame.Fill(SmallCentre, Top + Height + 2, 1, 4, Grey.Live);
        if (Math.Abs(cents) <= InTuneCents)
        {
            frame.Fill(SmallCentre - half, Top, 2 * half + 1, Height, Grey.Live);
            frame.Fill(x, Top, 1, Height, Grey.Black);
            return;
        }
        frame.Frame(SmallCentre - half, Top, 2 * half + 1, Height, Grey.Live);
        frame.Fill(x - 2, Top, 5, Height, Grey.Live);
    }

    private static int Offset(double cents, int halfWidth) =>
        Math.Sign(cents) * (int)Math.Round(halfWidth * Math.Sqrt(Math.Min(1, Math.Abs(cents) / MostCents)));

    private static string Cents(double cents) => Math.Round(cents, MidpointRounding.AwayFromZero) is var whole && whole > 0
        ? string.Create(CultureInfo.InvariantCulture, $"+{whole:0}")
        : string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : whole):0}");

    private static string Advice(double cents) => Math.Abs(cents) <= InTuneCents ? "in tune" : cents < 0 ? "tune up" : "tune down";
}
