using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Screens.Parts;

/// <summary>Eight labels and values at the foot of a screen, one under each knob.</summary>
internal static class Columns
{
    /// <summary>One slot: its label, and its value now; dim when it cannot be turned.</summary>
    public static void Draw(FrameBuffer frame, int knob, KnobSlot slot, RecorderSnapshot snapshot, int channel)
    {
        var x = Layout.Column(knob);
        var value = Value(slot, snapshot, channel);
        frame.Text(Faces.Small, x, Layout.LabelY, Faces.Small.Fit(slot.Label, Layout.ColumnWidth), Grey.Label);
        frame.Text(Faces.Small, x, Layout.ValueY, Faces.Small.Fit(value, Layout.ColumnWidth), slot is CardSlot own && !own.Has(snapshot, channel) ? Grey.Label : Grey.Live);
    }

    /// <summary>A slot's value now, in words.</summary>
    public static string Value(KnobSlot slot, RecorderSnapshot snapshot, int channel) => slot switch
    {
        ValueSlot known => ValueText.Column(known.Spec, known.Read(snapshot, channel)),
        CardSlot own => own.Text(snapshot, channel),
        ArmSlot => channel < snapshot.Inputs.Length && snapshot.Inputs[channel].IsArmed ? "yes" : "no",
        PairSlot => channel < snapshot.Inputs.Length && snapshot.Inputs[channel].IsPaired ? PairText(channel) : "none",
        ReferenceSlot => snapshot.Master.Reference.Length == 0 ? "off" : snapshot.Master.ReferenceName,
        _ => "",
    };

    /// <summary>"7+8": the pair an input belongs to.</summary>
    public static string PairText(int input) => string.Create(CultureInfo.InvariantCulture, $"{(input & ~1) + 1}+{(input | 1) + 1}");
}
