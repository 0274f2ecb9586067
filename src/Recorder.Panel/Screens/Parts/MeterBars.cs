using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Screens.Parts;

/// <summary>The bars of METERS and of the screens that squeeze them: up to 16 inputs wide, up to 32 narrow.</summary>
internal static class MeterBars
{
    private const int WideInputs = 16;
    private const int NarrowInputs = 32;
    private const int BarBottom = 51;
    private const int FootY = 52;
    private const int BankLineY = 53;
    private const int NumberY = 55;
    private const int StrikeY = 58;
    private const double DotsDb = -20;

    /// <summary>
    /// Bars, feet, the line over the bank and the numbers. Bars begin at the row <paramref name="top"/>, lower where a
    /// message stands above; clip cells need the rows over 4.
    /// </summary>
    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state, int top, bool hasClips)
    {
        var inputs = snapshot.Inputs;
        var isWide = inputs.Length <= WideInputs;
        var first = isWide ? 0 : state.FirstOfBank / NarrowInputs * NarrowInputs;
        var last = Math.Min(inputs.Length, first + (isWide ? WideInputs : NarrowInputs));
        for (var i = first; i < last; i++)
        {
            var (x, width) = Place(i - first, isWide);
            if (hasClips && snapshot.Interface.IsPresent)
                Dots(frame, x, width, MeterScale.RowOf(DotsDb, top, BarBottom + 1 - top));
            Bar(frame, inputs[i], x, width, top, hasClips);
            if (isWide)
                Number(frame, inputs[i], i, x, width, IsInBank(i, state), snapshot.Interface.IsPresent, hasClips);
        }
        Banks(frame, inputs.Length, first, last, isWide, state, snapshot.Interface.IsPresent);
    }

    // A gap of 3 or 5 pixels after each eight, so that the knob bank is seen without counting.
    private static (int X, int Width) Place(int index, bool isWide) => isWide
        ? (1 + 11 * index + 3 * (index / PanelState.KnobsPerBank), 8)
        : (1 + 45 * (index / PanelState.KnobsPerBank) + 5 * (index % PanelState.KnobsPerBank), 4);

    private static bool IsInBank(int input, PanelState state) => input / PanelState.KnobsPerBank == state.Bank;

    private static void Dots(FrameBuffer frame, int x, int width, int y) => frame.DotsAcross(x - 1, y, width + 4, 3, Grey.Scale);

    private static void Bar(FrameBuffer frame, InputState input, int x, int width, int top, bool hasClips)
    {
        var height = BarBottom + 1 - top;
        var peak = MeterScale.Pixels(input.Peak, height);
        var rms = Math.Min(peak, MeterScale.Pixels(input.Rms, height));
        var hold = MeterScale.Pixels(input.Hold, height);
        frame.Fill(x, top, width, height, Grey.Black);
        frame.Fill(x, BarBottom + 1 - peak, width, peak, input.IsArmed ? Grey.Peak : Grey.Rule);
        frame.Fill(x, BarBottom + 1 - rms, width, rms, input.IsArmed ? Grey.Rms : Grey.Peak);
        if (!input.IsArmed)
            return;
        frame.Fill(x, FootY, width, 1, Grey.Rule);
        if (hold > 0)
            frame.Fill(x, BarBottom + 1 - hold, width, 1, Grey.Live);
        if (input.HasClipped && hasClips)
            frame.Fill(x, 0, width, 3, Grey.Live);
    }

    private static void Number(FrameBuffer frame, InputState input, int index, int x, int width, bool isChosen, bool isPresent, bool hasClips)
    {
        var text = (index + 1).ToString(CultureInfo.InvariantCulture);
        if (text.Length > 1)
            text = text.Replace('1', SmallFace.NarrowOne);
        var left = x + (width - Faces.Small.Measure(text) + 1) / 2;
        if (input.HasClipped && hasClips && input.IsArmed)
        {
            frame.Fill(x, 54, width, 10, Grey.Live);
            frame.Text(Faces.Small, left, NumberY, text, Grey.Black);
            return;
        }
        var grey = !isPresent ? Grey.Scale : !input.IsArmed ? Grey.Peak : isChosen ? Grey.Live : Grey.Label;
        frame.Text(Faces.Small, left, NumberY, text, grey);
        if (!input.IsArmed && isPresent)
            frame.Fill(x - 1, StrikeY, width + 2, 1, grey);
    }

    private static void Banks(FrameBuffer frame, int inputs, int first, int last, bool isWide, PanelState state, bool isPresent)
    {
        for (var start = first; start < last; start += PanelState.KnobsPerBank)
        {
            var end = Math.Min(start + PanelState.KnobsPerBank, inputs) - 1;
            var (left, _) = Place(start - first, isWide);
            var (x, width) = Place(end - first, isWide);
            var isChosen = IsInBank(start, state);
            if (isChosen)
                frame.Fill(left, BankLineY, x + width - left, 1, isPresent ? Grey.Live : Grey.Scale);
            if (!isWide)
                frame.TextCentred(Faces.Small, left + 19, NumberY, string.Create(CultureInfo.InvariantCulture, $"{start + 1}–{end + 1}"),
                    isChosen ? Grey.Live : Grey.Label);
        }
    }
}
