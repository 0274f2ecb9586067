using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens;

/// <summary>What one knob of a page with eight values turns.</summary>
/// <param name="Label">Over its value; short enough for a column.</param>
internal abstract record KnobSlot(string Label);

/// <summary>A value with a declaration; with BACK held perhaps another one.</summary>
internal sealed record ValueSlot(string Label, ParameterSpec Spec, Func<RecorderSnapshot, int, float> Read, Func<int, float, RecorderCommand> Write,
    ValueSlot? WithBack = null, string Aside = ValueSlot.UndoHint) : KnobSlot(Label)
{
    /// <summary>What is said beside a value that was turned and can be taken back.</summary>
    public const string UndoHint = "BACK + MAIN left: undo";
}

/// <summary>What an interface lets set of its inputs.</summary>
internal enum CardControl
{
    Gain, Pad, Phantom,
}

/// <summary>The interface's own gain, pad or 48 V of the input; with BACK held perhaps a value of the mix.</summary>
internal sealed record CardSlot(CardControl Control, string Label, string Nothing, ValueSlot? WithBack = null) : KnobSlot(Label)
{
    /// <summary>What the interface lets set of an input.</summary>
    public static InputControls Of(RecorderSnapshot snapshot, int channel) => channel < snapshot.Inputs.Length ? snapshot.Inputs[channel].Controls : default;

    /// <summary>Whether the interface has it.</summary>
    public bool Has(RecorderSnapshot snapshot, int channel) => Text(snapshot, channel) != None;

    /// <summary>How it stands.</summary>
    public string Text(RecorderSnapshot snapshot, int channel) => (Control, Of(snapshot, channel)) switch
    {
        (CardControl.Gain, { Gain: { } gain }) => ParameterText.Signed(gain.ValueDb, DecimalsOf(gain)),
        (CardControl.Pad, { Pad: { } isOn }) => isOn ? "on" : "off",
        (CardControl.Phantom, { Phantom: { } isOn }) => isOn ? "on" : "off",
        _ => None,
    };

    /// <summary>A card's gain as a value that is turned and shown large.</summary>
    public static ValueSlot GainOf(InputGain gain, bool isPressedIn) => new("Gain",
        new ParameterSpec("inputGainDb", "Gain", "Gain", "dB", gain.LeastDb, gain.MostDb, gain.LeastDb, ParameterWarp.Linear, DecimalsOf(gain), "The interface's own, before the converter."),
        (snapshot, channel) => channel < snapshot.Inputs.Length ? snapshot.Inputs[channel].Controls.Gain?.ValueDb ?? gain.ValueDb : gain.ValueDb,
        (channel, value) => new SetInputGain(channel, value, isPressedIn), Aside: "recorded so: no undo");

    private const string None = "--";

    private static int DecimalsOf(InputGain gain) => gain.StepDb >= 1 && gain.StepDb == MathF.Round(gain.StepDb) ? 0 : 1;
}

/// <summary>Whether the input is recorded.</summary>
internal sealed record ArmSlot() : KnobSlot("Armed");

/// <summary>Whether the input is half of a stereo pair.</summary>
internal sealed record PairSlot() : KnobSlot("Pair");

/// <summary>The finished song whose tone the master comes nearer to.</summary>
internal sealed record ReferenceSlot() : KnobSlot("Ref");

/// <summary>The eight values under the knobs, page by page: drawn and turned from this one table.</summary>
internal static class KnobPages
{
    /// <summary>The pages of CHANNEL that have values.</summary>
    public static KnobSlot[] Channel(ChannelPage page) => page switch
    {
        ChannelPage.Input => Input,
        ChannelPage.Eq => Eq,
        ChannelPage.Dyn => Dyn,
        ChannelPage.Send => Send,
        ChannelPage.Tune => Tune,
        _ => [],
    };

    public static KnobSlot[] Master { get; } =
    [
        Of(MasterParameter.TargetLufs), Of(MasterParameter.LowDb), Of(MasterParameter.BodyDb), Of(MasterParameter.AirDb),
        Of(MasterParameter.Warmth), Of(MasterParameter.CompressionPercent), Of(MasterParameter.WidthPercent),
        new ReferenceSlot(),
    ];

    /// <summary>The values of the click; the first is tapped, too.</summary>
    public static KnobSlot[] Click { get; } =
    [
        Of(ClickParameter.TempoBpm), Of(ClickParameter.BeatsPerBar), Of(ClickParameter.On),
        Of(ClickParameter.CountInBars), Of(ClickParameter.LevelDb), Of(ClickParameter.AccentDb), Of(ClickParameter.WhileIdle),
    ];

    /// <summary>Whether a knob is the small build's for hearing as on another system: the place behind MASTER's eight values.</summary>
    public static bool IsHearAs(PanelState state, int knob) => state.IsSmall && state.Group * SmallPages.ValuesAtOnce + knob == Master.Length;

    /// <summary>How many values the small build's K3 picks from.</summary>
    public static int PickedCount => Pickable.Length;

    /// <summary>The value the small build's K3 turns.</summary>
    public static ValueSlot Picked(int index) => Pickable[index];

    private static ValueSlot[] Pickable { get; } =
    [
        Of(StripParameter.ReverbSendDb) with { Label = "Rv" }, Of(StripParameter.DelaySendDb) with { Label = "Dl" },
        Of(StripParameter.HighPassHz), Of(StripParameter.CompressorThresholdDb),
    ];

    private static KnobSlot[] Input { get; } =
    [
        new CardSlot(CardControl.Gain, "Gain", "Gain is a knob on the interface itself. BACK + turn: trim in the mix.", Of(StripParameter.TrimDb)),
        Of(StripParameter.FaderDb), Of(StripParameter.HighPassHz), Of(StripParameter.PolarityInverted),
        new CardSlot(CardControl.Pad, "Pad", "This input's pad, if it has one, is a switch on the interface itself. BACK + turn: delay in the mix.", Of(StripParameter.DelayMs)),
        new PairSlot(),
        new ArmSlot(),
        new CardSlot(CardControl.Phantom, "48 V", "48 V is switched on the interface itself."),
    ];

    private static KnobSlot[] Tune { get; } =
    [
        new ValueSlot("A4", TunerParameters.ReferenceHz, (snapshot, _) => (float)snapshot.Tuner.ReferenceHz, (_, value) => new SetTuningReference(value)),
    ];

    private static KnobSlot[] Eq { get; } =
    [
        Of(StripParameter.LowHz, StripParameter.LowQ) with { Label = "Lo Hz" }, Of(StripParameter.LowGainDb, StripParameter.LowQ),
        Of(StripParameter.LowMidHz, StripParameter.LowMidQ), Of(StripParameter.LowMidGainDb, StripParameter.LowMidQ),
        Of(StripParameter.HighMidHz, StripParameter.HighMidQ), Of(StripParameter.HighMidGainDb, StripParameter.HighMidQ),
        Of(StripParameter.HighHz, StripParameter.HighQ), Of(StripParameter.HighGainDb, StripParameter.HighQ),
    ];

    private static KnobSlot[] Dyn { get; } =
    [
        Of(StripParameter.CompressorOn), Of(StripParameter.CompressorThresholdDb, StripParameter.CompressorKneeDb),
        Of(StripParameter.CompressorRatio), Of(StripParameter.CompressorAttackMs), Of(StripParameter.CompressorReleaseMs) with { Label = "Rel" },
        Of(StripParameter.CompressorMakeupDb), Of(StripParameter.GateOn, StripParameter.GateRangeDb),
        Of(StripParameter.GateThresholdDb, StripParameter.GateReleaseMs),
    ];

    private static KnobSlot[] Send { get; } =
    [
        Of(StripParameter.ReverbSendDb) with { Label = "Rv snd" }, Of(StripParameter.DelaySendDb) with { Label = "Dl snd" }, Of(StripParameter.Pan),
        Of(BusParameter.ReverbDecaySeconds), Of(BusParameter.ReverbReturnDb, BusParameter.ReverbPreDelayMs) with { Label = "Rv lvl" },
        Of(BusParameter.DelayTimeMs), Of(BusParameter.DelayFeedbackPercent), Of(BusParameter.DelayReturnDb) with { Label = "Dl lvl" },
    ];

    /// <summary>The slot of one strip parameter.</summary>
    public static ValueSlot Of(StripParameter parameter, StripParameter? withBack = null) => new(parameter.Spec().Short, parameter.Spec(),
        (snapshot, channel) => channel < snapshot.Mix.Strips.Length ? snapshot.Mix.Strips[channel].Values[parameter] : parameter.Spec().Default,
        (channel, value) => new SetStrip(channel, parameter, value),
        withBack is { } other ? Of(other) : null);

    /// <summary>The slot of one value of effects or mix.</summary>
    public static ValueSlot Of(BusParameter parameter, BusParameter? withBack = null) => new(parameter.Spec().Short, parameter.Spec(),
        (snapshot, _) => snapshot.Mix.Bus[parameter],
        (_, value) => new SetBus(parameter, value),
        withBack is { } other ? Of(other) : null);

    /// <summary>The slot of one value of a group; the place is the group.</summary>
    public static ValueSlot Of(GroupParameter parameter) => new(parameter.Spec().Short, parameter.Spec(),
        (snapshot, group) => group < snapshot.Mix.Groups.Length ? snapshot.Mix.Groups[group].Values[parameter] : parameter.Spec().Default,
        (group, value) => new SetGroup(group, parameter, value));

    /// <summary>The slot of one value of the click.</summary>
    public static ValueSlot Of(ClickParameter parameter) => new(parameter.Spec().Short, parameter.Spec(),
        (snapshot, _) => snapshot.Click[parameter],
        (_, value) => new SetClick(parameter, value), Aside: "in the phones only");

    private static ValueSlot Of(MasterParameter parameter) => new(parameter.Spec().Short, parameter.Spec(),
        (snapshot, _) => snapshot.Master.Values[parameter],
        (_, value) => new SetMaster(parameter, value));
}
