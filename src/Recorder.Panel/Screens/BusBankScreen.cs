using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>MIX behind its last channel: groups, effects and the mix, each with fader, level where one is measured, and value.</summary>
internal static class BusBankScreen
{
    private const int SmallRight = 126;
    private const int SmallMiddle = 72;
    private const int SmallPitch = 16;
    private const int SmallTop = 13;
    private const int SmallHeight = 27;
    private const int RingingWidth = 12;
    private const int RingingHeight = 15;

    /// <summary>What stands where the bank's numbers stand over channels.</summary>
    public const string BankName = "groups, effects";

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        for (var place = 0; place < BusBank.Count; place++)
            DrawPlace(frame, snapshot, place, Layout.Column(place));
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        for (var place = 0; place < BusBank.Count; place++)
        {
            var (x, slot) = (1 + SmallPitch * place, BusBank.Level(place));
            frame.DotsDown(x + 2, SmallTop, SmallHeight, 3, Grey.Live);
            frame.Fill(x, SmallTop + SmallHeight - 3 - (int)Math.Round(slot.Spec.ToPosition(slot.Read(snapshot, place)) * (SmallHeight - 3)), 5, 3, Grey.Live);
            if (BusBank.IsOn(BusBank.Mute(place), snapshot, place))
                continue;
            var peak = MeterScale.Pixels(Levels(snapshot, place).Max(), SmallHeight);
            frame.Fill(x + 7, SmallTop + SmallHeight - peak, 2, peak, Grey.Live);
        }
        var chosen = state.Bus;
        frame.Text(Faces.Small, 1 + SmallPitch * chosen, 41, "▲", Grey.Live);
        var aside = BusBank.IsGroup(chosen) ? MembersText(snapshot, chosen) : "";
        var end = frame.TextRight(Faces.Small, SmallRight, 46, aside, Grey.Live) - 5;
        frame.Text(Faces.Small, 10, 46, Faces.Small.Fit(BusBank.NameOf(snapshot, chosen), end - 10), Grey.Live);
        frame.Text(Faces.Small, 1, 55, Value(snapshot, chosen), Grey.Live);
        if (!BusBank.IsEffect(chosen))
            return;
        var inside = BusBank.Inside(chosen);
        frame.TextCentred(Faces.Small, SmallMiddle, 46, inside[0].Label, Grey.Live);
        frame.TextRight(Faces.Small, SmallRight, 46, inside[1].Label, Grey.Live);
        frame.TextCentred(Faces.Small, SmallMiddle, 55, SmallValue(snapshot, inside[0]), Grey.Live);
        frame.TextRight(Faces.Small, SmallRight, 55, SmallValue(snapshot, inside[1]), Grey.Live);
    }

    private static void DrawPlace(FrameBuffer frame, RecorderSnapshot snapshot, int place, int x)
    {
        var isMuted = BusBank.IsOn(BusBank.Mute(place), snapshot, place);
        var isSolo = BusBank.IsOn(BusBank.Solo(place), snapshot, place);
        var isEmpty = BusBank.IsGroup(place) && !BusBank.Members(snapshot, place).Any();
        var slot = BusBank.Level(place);
        frame.Text(Faces.Small, x, Layout.BodyY, place == BusBank.Reverb ? "Verb" : StripName.Short(BusBank.NameOf(snapshot, place)), isMuted ? Grey.Peak : isSolo ? Grey.Live : isEmpty ? Grey.Label : Grey.Text);
        FaderMark.Draw(frame, x, MixScreen.Top, MixScreen.Height, slot.Spec, slot.Read(snapshot, place), isMuted || isEmpty);
        if (BusBank.IsEffect(place))
            DrawRinging(frame, x + MixScreen.MeterOffset, place, isMuted);
        else
            DrawMeter(frame, x + MixScreen.MeterOffset, Levels(snapshot, place), isMuted);
        if (isSolo)
            frame.Frame(x - 2, 53, 27, 11, Grey.Text);
        frame.Text(Faces.Small, x, Layout.ValueY, Faces.Small.Fit(isEmpty ? "empty" : Value(snapshot, place, hasUnit: false), Layout.ColumnWidth), isMuted || isEmpty ? Grey.Label : Grey.Live);
    }

    // Nobody measures an effect alone: what it does stands there instead, dying away, as one piece or in echoes.
    private static void DrawRinging(FrameBuffer frame, int x, int effect, bool isMuted)
    {
        for (var column = 0; column < RingingWidth; column += effect == BusBank.Delay ? 3 : 1)
        {
            var height = RingingHeight * (RingingWidth - column) / RingingWidth;
            frame.Fill(x + column, MixScreen.Top + MixScreen.Height - height, 1, height, isMuted ? Grey.Rule : Grey.Label);
        }
    }

    // One bar, or two halves for left and right.
    private static void DrawMeter(FrameBuffer frame, int x, float[] levels, bool isMuted)
    {
        var width = (MixScreen.MeterWidth - (levels.Length - 1)) / levels.Length;
        for (var i = 0; i < levels.Length; i++)
        {
            var height = MeterScale.Pixels(levels[i], MixScreen.Height);
            frame.Fill(x + i * (width + 1), MixScreen.Top, width, MixScreen.Height, Grey.Well);
            frame.Fill(x + i * (width + 1), MixScreen.Top + MixScreen.Height - height, width, height, isMuted ? Grey.Rule : Grey.Rms);
        }
    }

    // A group is no bus that could be measured: its loudest channel says whether it sounds.
    private static float[] Levels(RecorderSnapshot snapshot, int place) => place switch
    {
        BusBank.Mix => [snapshot.Mix.LeftPeak, snapshot.Mix.RightPeak],
        _ when BusBank.IsGroup(place) => [BusBank.Members(snapshot, place).Select(strip => strip.Peak).DefaultIfEmpty().Max()],
        _ => [0],
    };

    private static string Value(RecorderSnapshot snapshot, int place, bool hasUnit = true)
    {
        if (BusBank.IsOn(BusBank.Mute(place), snapshot, place))
            return "MUTE";
        if (BusBank.IsOn(BusBank.Solo(place), snapshot, place))
            return "SOLO";
        var slot = BusBank.Level(place);
        var (number, unit) = ValueText.Split(slot.Spec, slot.Read(snapshot, place));
        return hasUnit ? $"{number} {unit}".TrimEnd() : ValueText.Column(slot.Spec, slot.Read(snapshot, place));
    }

    private static string SmallValue(RecorderSnapshot snapshot, ValueSlot slot) => ParameterText.Of(slot.Spec, slot.Read(snapshot, 0));

    private static string MembersText(RecorderSnapshot snapshot, int group) => BusBank.Members(snapshot, group).Count() switch
    {
        0 => "empty",
        1 => "1 channel",
        var many => string.Create(CultureInfo.InvariantCulture, $"{many} channels"),
    };
}
