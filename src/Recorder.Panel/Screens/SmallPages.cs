using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>The small build's pages with values, three at a time under K1 to K3: CHANNEL, MASTER and CLICK.</summary>
internal static class SmallPages
{
    /// <summary>Values under the knobs at once.</summary>
    public const int ValuesAtOnce = 3;

    /// <summary>Steps of MAIN through one page.</summary>
    public const int Groups = 3;

    private const int Right = 126;
    private const int ColumnPitch = 43;
    private const int ValueWidth = ColumnPitch - 5;
    private const int CurveTop = 13;
    private const int CurveHeight = 28;

    public static void DrawChannel(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var page = state.Page == ChannelPage.Tune ? "TUNE"
            : string.Create(CultureInfo.InvariantCulture, $"{state.Page.ToString().ToUpperInvariant()} {state.Group + 1}/{Groups}");
        var room = SmallScreens.TitleWidth(snapshot) - Faces.Small.Measure($"  {page}");
        SmallScreens.DrawTitle(frame, snapshot, $"{Faces.Small.Fit(ChannelScreen.Title(snapshot, state.Channel), room)}  {page}");
        if (state.Page == ChannelPage.Tune)
        {
            TunerPage.DrawSmall(frame, snapshot, state.Channel);
            return;
        }
        var values = state.Channel < snapshot.Mix.Strips.Length ? snapshot.Mix.Strips[state.Channel].Values : StripParameters.Defaults();
        if (state.Page is ChannelPage.Input or ChannelPage.Eq)
            DrawCurve(frame, values);
        else
            DrawMeters(frame, snapshot, state.Channel);
        DrawValues(frame, snapshot, KnobPages.Channel(state.Page), state);
    }

    public static void DrawMaster(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var heard = snapshot.Listening.Alone is not null ? "ALONE" : snapshot.Listening.As == PlaybackSystem.Studio ? "" : ListeningText.NameOf(snapshot.Listening.As);
        SmallScreens.DrawTitle(frame, snapshot, string.Create(CultureInfo.InvariantCulture, $"MASTER {state.Group + 1}/{Groups} {heard}"));
        var whole = MasterScreen.Whole(snapshot.Master);
        if (whole is { IntegratedLufs: { } lufs, TruePeakDbtp: { } peak })
            frame.Text(Faces.Small, 1, 13, snapshot.Master.NowLufs is { } now
                ? $"{ValueText.Round(lufs, 1)} LUFS  now {ValueText.Round(now, 1)}"
                : $"{ValueText.Round(lufs, 1)} LUFS  {ValueText.Round(peak, 2)} dBTP", Grey.Live);
        var lines = Faces.Small.Wrap(MasterScreen.Sentence(snapshot), Right);
        for (var i = 0; i < Math.Min(2, lines.Count); i++)
            frame.Text(Faces.Small, 1, (whole.IntegratedLufs is null ? 13 : 23) + 9 * i, lines[i], Grey.Live);
        DrawValues(frame, snapshot, KnobPages.Master, state);
        for (var knob = 0; knob < ValuesAtOnce; knob++)
        {
            if (KnobPages.IsHearAs(state, knob))
                DrawValue(frame, knob, "Hear as", ListeningText.NameOf(snapshot.Listening.As));
        }
    }

    /// <summary>The three of a page's values that are under the knobs.</summary>
    public static void DrawValues(FrameBuffer frame, RecorderSnapshot snapshot, KnobSlot[] slots, PanelState state)
    {
        for (var i = 0; i < ValuesAtOnce && state.Group * ValuesAtOnce + i < slots.Length; i++)
        {
            var slot = slots[state.Group * ValuesAtOnce + i];
            DrawValue(frame, i, slot.Label, Columns.Value(slot, snapshot, state.Channel));
        }
    }

    /// <summary>One of the three values: its word, and under it how it stands, small where it is long.</summary>
    public static void DrawValue(FrameBuffer frame, int column, string label, string value)
    {
        var x = 1 + ColumnPitch * column;
        frame.Text(Faces.Small, x, 43, Faces.Small.Fit(label, ColumnPitch - 3), Grey.Live);
        if (Faces.Medium.Measure(value) > ValueWidth)
            value = value[..Math.Max(1, value.LastIndexOf(' ') is > 0 and var space ? space : value.Length)];
        if (Faces.Medium.Measure(value) > ValueWidth)
            frame.Text(Faces.Small, x, 53, Faces.Small.Fit(value, ColumnPitch - 3), Grey.Live);
        else
            frame.Text(Faces.Medium, x, 53, value, Grey.Live);
    }

    private static void DrawCurve(FrameBuffer frame, in StripValues values)
    {
        const int Middle = CurveTop + CurveHeight / 2;
        frame.DotsAcross(1, Middle, Right, 4, Grey.Live);
        for (var x = 1; x <= Right; x++)
        {
            var hertz = 20 * Math.Pow(1000, (double)(x - 1) / (Right - 1));
            frame[x, Math.Clamp(Middle - (int)Math.Round(StripCurve.GainDb(values, hertz)), CurveTop, CurveTop + CurveHeight - 1)] = Grey.Live;
        }
    }

    // In, and how far the compressor turns down, as two bars across.
    private static void DrawMeters(FrameBuffer frame, RecorderSnapshot snapshot, int channel)
    {
        var level = channel < snapshot.Inputs.Length ? snapshot.Inputs[channel].Peak : 0;
        var reductionDb = channel < snapshot.Mix.Strips.Length ? snapshot.Mix.Strips[channel].GainReductionDb : 0;
        frame.Text(Faces.Small, 1, 15, "in", Grey.Live);
        frame.Frame(18, 14, 108, 9, Grey.Live);
        frame.Fill(19, 15, MeterScale.Pixels(level, 106), 7, Grey.Live);
        frame.Text(Faces.Small, 1, 28, $"down {ValueText.Round(-reductionDb, 1)} dB", Grey.Live);
    }
}
