using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>CHANNEL: the inside of one strip, a page at a time; input level and gain reduction stay in sight.</summary>
internal static class ChannelScreen
{
    private const int BarHeight = Layout.BodyBottom - Layout.BodyY + 1;
    private const int CurveLeft = 38;
    private const int CurveRight = 152;
    private const int CurveMiddle = 27;
    private const double PixelsPerDb = 1;
    private const double LowestHz = 20;
    private const double HighestHz = 20000;
    private const int AsideX = 162;
    private const double ReductionBottomDb = -20;

    private static readonly string[] Pages = ["INPUT", "EQ", "DYN", "SEND", "TUNE"];

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var channel = state.Channel;
        var strip = channel < snapshot.Mix.Strips.Length ? snapshot.Mix.Strips[channel] : new StripState();
        StatusLine.Draw(frame, snapshot, Faces.Small.Fit(Title(snapshot, channel), 66));
        StatusLine.Tabs(frame, 72, 7, Pages, (int)state.Page);
        if (state.Page == ChannelPage.Tune)
        {
            TunerPage.Draw(frame, snapshot, channel);
            return;
        }
        DrawLevels(frame, snapshot, strip, channel);
        if (state.Page is ChannelPage.Input or ChannelPage.Eq)
            DrawCurve(frame, strip.Values);
        else if (state.Page == ChannelPage.Dyn)
            DrawCompressor(frame, strip.Values);
        DrawAside(frame, snapshot, state, strip);
        var slots = KnobPages.Channel(state.Page);
        for (var knob = 0; knob < slots.Length; knob++)
            Columns.Draw(frame, knob, slots[knob], snapshot, channel);
    }

    /// <summary>"7 Guitar": a channel as the panel names it.</summary>
    public static string Title(RecorderSnapshot snapshot, int channel)
    {
        var name = channel < snapshot.Mix.Strips.Length ? snapshot.Mix.Strips[channel].Name
            : channel < snapshot.Inputs.Length ? snapshot.Inputs[channel].Name : "";
        return string.Create(CultureInfo.InvariantCulture, $"{channel + 1} {name}").TrimEnd();
    }

    /// <summary>"7 Guitar": an input, by its own name also while another take's mix is under the knobs.</summary>
    public static string InputTitle(RecorderSnapshot snapshot, int input) =>
        string.Create(CultureInfo.InvariantCulture, $"{input + 1} {snapshot.Inputs[input].Name}").TrimEnd();

    private static bool IsRecording(RecorderSnapshot snapshot) =>
        snapshot.Transport is TransportState.Starting or TransportState.Recording or TransportState.Ending or TransportState.Overdubbing;

    private static void DrawLevels(FrameBuffer frame, RecorderSnapshot snapshot, StripState strip, int channel)
    {
        var (peakLevel, rmsLevel, holdLevel) = channel < snapshot.Inputs.Length
            ? (snapshot.Inputs[channel].Peak, snapshot.Inputs[channel].Rms, snapshot.Inputs[channel].Hold)
            : (strip.Peak, strip.Rms, 0f);
        var peak = MeterScale.Pixels(peakLevel, BarHeight);
        var rms = Math.Min(peak, MeterScale.Pixels(rmsLevel, BarHeight));
        var hold = MeterScale.Pixels(holdLevel, BarHeight);
        frame.Fill(2, Layout.BodyY, 8, BarHeight, Grey.Well);
        frame.Fill(2, Layout.BodyBottom + 1 - peak, 8, peak, Grey.Peak);
        frame.Fill(2, Layout.BodyBottom + 1 - rms, 8, rms, Grey.Rms);
        if (hold > 0)
            frame.Fill(2, Layout.BodyBottom + 1 - hold, 8, 1, Grey.Live);
        frame.Fill(12, Layout.BodyY, 3, BarHeight, Grey.Track);
        frame.Fill(12, Layout.BodyY, 3, (int)Math.Round(Math.Clamp(strip.GainReductionDb / ReductionBottomDb, 0, 1) * BarHeight), Grey.Text);
        frame.TextRight(Faces.Small, 31, Layout.BodyY, "0", Grey.Scale);
        frame.TextRight(Faces.Small, 31, 26, "-20", Grey.Scale);
        frame.TextRight(Faces.Small, 31, 35, "-60", Grey.Scale);
    }

    private static void DrawCurve(FrameBuffer frame, in StripValues values)
    {
        foreach (var hertz in (ReadOnlySpan<double>)[100, 1000, 10000])
            frame.DotsDown(ColumnOf(hertz), Layout.BodyY, BarHeight, 2, Grey.Scale);
        frame.DotsAcross(CurveLeft, CurveMiddle, CurveRight - CurveLeft + 1, 2, Grey.Scale);
        int? before = null;
        for (var x = CurveLeft; x <= CurveRight; x++)
        {
            var hertz = LowestHz * Math.Pow(HighestHz / LowestHz, (double)(x - CurveLeft) / (CurveRight - CurveLeft));
            var y = CurveMiddle - (int)Math.Round(StripCurve.GainDb(values, hertz) * PixelsPerDb);
            var seen = Math.Clamp(y, Layout.BodyY, Layout.BodyBottom);
            var (from, to) = (Math.Min(seen, CurveMiddle), Math.Max(seen, CurveMiddle));
            frame.Fill(x, from, 1, to - from, Grey.Track);
            if (seen == y)
                frame.Line(x, Math.Clamp(before ?? y, y - 3, y + 3), x, y, Grey.Live);
            before = y;
        }
    }

    private static int ColumnOf(double hertz) =>
        CurveLeft + (int)Math.Round((CurveRight - CurveLeft) * Math.Log(hertz / LowestHz) / Math.Log(HighestHz / LowestHz));

    // How loud goes out over how loud goes in, both from -60 to 0 dBFS; the line of "nothing changed" is dotted.
    private static void DrawCompressor(FrameBuffer frame, in StripValues values)
    {
        const double BottomDb = -60;
        var thresholdDb = values[StripParameter.CompressorThresholdDb];
        var ratio = values[StripParameter.CompressorOn] > 0 ? values[StripParameter.CompressorRatio] : 1;
        var width = CurveRight - CurveLeft;
        for (var x = 0; x <= width; x++)
        {
            var inDb = BottomDb * (1 - (double)x / width);
            var outDb = inDb <= thresholdDb ? inDb : thresholdDb + (inDb - thresholdDb) / ratio;
            var flat = Layout.BodyBottom - (int)Math.Round((1 - inDb / BottomDb) * (BarHeight - 1));
            var y = Layout.BodyBottom - (int)Math.Round((1 - outDb / BottomDb) * (BarHeight - 1));
            frame.Fill(CurveLeft + x, flat, 1, y - flat, Grey.Track);
            if (x % 2 == 0)
                frame[CurveLeft + x, flat] = Grey.Scale;
            frame[CurveLeft + x, y] = Grey.Live;
        }
        frame.DotsDown(CurveLeft + (int)Math.Round(width * (1 - thresholdDb / BottomDb)), Layout.BodyY, BarHeight, 2, Grey.Label);
    }

    private static void DrawAside(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state, StripState strip)
    {
        var page = state.Page;
        ReadOnlySpan<string> lines = page switch
        {
            ChannelPage.Input =>
            [
                Microphone(snapshot, state.Channel),
                IsRecording(snapshot) ? "Gain: press in, turn" : "BACK K8: which",
                $"Trim {ParameterText.Signed(strip.Values[StripParameter.TrimDb], 1)} Dely {ValueText.Round(strip.Values[StripParameter.DelayMs], 1)}",
            ],
            ChannelPage.Eq =>
            [
                "BACK + turn: width",
                $"Low {Q(strip, StripParameter.LowQ)}  Mid {Q(strip, StripParameter.LowMidQ)}",
                $"HiM {Q(strip, StripParameter.HighMidQ)}  Hi {Q(strip, StripParameter.HighQ)}",
            ],
            ChannelPage.Dyn =>
            [
                $"Turned down {ValueText.Round(-strip.GainReductionDb, 1)} dB",
                $"Knee {ValueText.Round(strip.Values[StripParameter.CompressorKneeDb], 0)} dB (BACK K2)",
                $"Gate to {ValueText.Round(strip.Values[StripParameter.GateRangeDb], 0)} dB (K7)",
            ],
            _ => ["All channels share", "one reverb", "and one delay."],
        };
        for (var i = 0; i < lines.Length; i++)
            frame.Text(Faces.Small, AsideX, Layout.BodyY + 10 * i, lines[i], i == 0 ? Grey.Text : Grey.Label);
        if (page == ChannelPage.Send)
            DrawEchoes(frame, snapshot.Mix.Bus);
    }

    private static string Microphone(RecorderSnapshot snapshot, int channel) =>
        channel >= snapshot.Inputs.Length || snapshot.Inputs[channel].Microphone == MicrophoneType.Unknown ? "Microphone not said"
        : snapshot.Inputs[channel].Microphone == MicrophoneType.Ribbon ? "Ribbon: no 48 V"
        : $"Microphone: {snapshot.Inputs[channel].Microphone.Word()}";

    /// <summary>Four seconds from the note on: the reverb's fall by 60 dB behind, each echo of the delay as a stick.</summary>
    public static void DrawEchoes(FrameBuffer frame, in BusValues bus)
    {
        const double SpanSeconds = 4;
        const double AudibleShare = 0.03;
        var width = CurveRight - CurveLeft;
        frame.Fill(CurveLeft, Layout.BodyBottom, width + 1, 1, Grey.Rule);
        var decay = bus[BusParameter.ReverbDecaySeconds];
        var preDelay = bus[BusParameter.ReverbPreDelayMs] / 1000;
        for (var x = 0; x <= width; x++)
        {
            var seconds = SpanSeconds * x / width - preDelay;
            var height = seconds < 0 ? 0 : (int)Math.Round((BarHeight - 8) * Math.Max(0, 1 - seconds / decay));
            frame.Fill(CurveLeft + x, Layout.BodyBottom - height, 1, height, Grey.Track);
        }
        var feedback = bus[BusParameter.DelayFeedbackPercent] / 100;
        var share = 1.0;
        for (var seconds = bus[BusParameter.DelayTimeMs] / 1000.0; seconds < SpanSeconds && share > AudibleShare; seconds += bus[BusParameter.DelayTimeMs] / 1000)
        {
            var height = (int)Math.Round((BarHeight - 2) * share);
            frame.Fill(CurveLeft + (int)Math.Round(width * seconds / SpanSeconds), Layout.BodyBottom - height, 1, height, Grey.Text);
            share *= feedback;
        }
        frame.Fill(CurveLeft, Layout.BodyY, 2, BarHeight, Grey.Live);
    }

    private static string Q(StripState strip, StripParameter parameter) => ValueText.Round(strip.Values[parameter], 2);
}
