using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using static Recorder.Core.Parameters.ParameterWarp;

namespace Recorder.Core.Parameters;

/// <summary>The parameters of one channel strip, in the order of its signal path.</summary>
public enum StripParameter
{
    DelayMs, TrimDb, PolarityInverted, HighPassHz,
    GateOn, GateThresholdDb, GateRangeDb, GateAttackMs, GateHoldMs, GateReleaseMs,
    LowGainDb, LowHz, LowQ, LowMidGainDb, LowMidHz, LowMidQ,
    HighMidGainDb, HighMidHz, HighMidQ, HighGainDb, HighHz, HighQ,
    CompressorOn, CompressorThresholdDb, CompressorRatio, CompressorAttackMs, CompressorReleaseMs, CompressorKneeDb, CompressorMakeupDb,
    Pan, ReverbSendDb, DelaySendDb, Mute, Solo, FaderDb,
}

/// <summary>The declarations of all strip parameters, indexed by <see cref="StripParameter"/>.</summary>
public static class StripParameters
{
    /// <summary>At and below this a level is silence: the fader's lowest step.</summary>
    public const float SilenceDb = -60;

    /// <summary>A high-pass at this frequency is off.</summary>
    public const float HighPassOffHz = 20;

    /// <summary>How many parameters a strip has.</summary>
    public const int Count = (int)StripParameter.FaderDb + 1;

    /// <summary>One declaration per <see cref="StripParameter"/>.</summary>
    public static ImmutableArray<ParameterSpec> Specs { get; } =
    [
        new("delayMs", "Delay", "Dely", "ms", 0, 100, 0, Linear, 1, "Later in the mix, never in what is recorded: lines up a near microphone with a far one.") { Step = 0.1f },
        new("trimDb", "Trim", "Trim", "dB", -36, 36, 0, Linear, 1, "Level before everything else in the strip."),
        new("polarityInverted", "Polarity", "Phase", "", 0, 1, 0, Switch, 0, "Turns the wave upside down, for a microphone on the other side."),
        new("highPassHz", "Low cut", "Lo cut", "Hz", HighPassOffHz, 1000, HighPassOffHz, Logarithmic, 0, "Takes away rumble below this, 12 dB per octave; 20 Hz is off."),
        new("gateOn", "Gate", "Gate", "", 0, 1, 0, Switch, 0, "Closes the strip between notes."),
        new("gateThresholdDb", "Gate threshold", "G thr", "dB", -80, 0, -45, Linear, 1, "The gate opens above this level."),
        new("gateRangeDb", "Gate range", "G rng", "dB", -80, 0, -20, Linear, 1, "How far the gate closes."),
        new("gateAttackMs", "Gate attack", "G att", "ms", 0.1f, 100, 1, Logarithmic, 1, "How fast the gate opens."),
        new("gateHoldMs", "Gate hold", "G hold", "ms", 1, 2000, 80, Logarithmic, 0, "How long the gate stays open after the note."),
        new("gateReleaseMs", "Gate release", "G rel", "ms", 5, 4000, 150, Logarithmic, 0, "How slowly the gate closes."),
        new("lowGainDb", "Low gain", "Low", "dB", -18, 18, 0, Linear, 1, "Low shelf: weight."),
        new("lowHz", "Low frequency", "Low Hz", "Hz", 20, 1000, 100, Logarithmic, 0, "Where the low shelf begins."),
        new("lowQ", "Low width", "Low Q", "", 0.3f, 2, 0.707f, Logarithmic, 2, "How steep the low shelf is."),
        new("lowMidGainDb", "Low-mid gain", "LoMid", "dB", -18, 18, 0, Linear, 1, "Bell: body, and mud when there is too much."),
        new("lowMidHz", "Low-mid frequency", "LM Hz", "Hz", 40, 4000, 350, Logarithmic, 0, "Centre of the low-mid bell."),
        new("lowMidQ", "Low-mid width", "LM Q", "", 0.3f, 12, 1, Logarithmic, 2, "Narrower with higher numbers."),
        new("highMidGainDb", "High-mid gain", "HiMid", "dB", -18, 18, 0, Linear, 1, "Bell: presence, and harshness when there is too much."),
        new("highMidHz", "High-mid frequency", "HM Hz", "Hz", 300, 16000, 3000, Logarithmic, 0, "Centre of the high-mid bell."),
        new("highMidQ", "High-mid width", "HM Q", "", 0.3f, 12, 1, Logarithmic, 2, "Narrower with higher numbers."),
        new("highGainDb", "High gain", "High", "dB", -18, 18, 0, Linear, 1, "High shelf: air."),
        new("highHz", "High frequency", "Hi Hz", "Hz", 1000, 18000, 8000, Logarithmic, 0, "Where the high shelf begins."),
        new("highQ", "High width", "Hi Q", "", 0.3f, 2, 0.707f, Logarithmic, 2, "How steep the high shelf is."),
        new("compressorOn", "Compressor", "Comp", "", 0, 1, 0, Switch, 0, "Evens out loud and soft."),
        new("compressorThresholdDb", "Threshold", "Thresh", "dB", -60, 0, -18, Linear, 1, "Louder than this is turned down."),
        new("compressorRatio", "Ratio", "Ratio", ":1", 1, 20, 3, Logarithmic, 1, "How much louder goes in for one decibel more out."),
        new("compressorAttackMs", "Attack", "Attack", "ms", 0.1f, 200, 10, Logarithmic, 1, "How fast it turns down; slower lets the hit through."),
        new("compressorReleaseMs", "Release", "Releas", "ms", 10, 2000, 120, Logarithmic, 0, "How fast it lets go."),
        new("compressorKneeDb", "Knee", "Knee", "dB", 0, 24, 6, Linear, 1, "How gently compression sets in."),
        new("compressorMakeupDb", "Make-up", "Gain", "dB", 0, 24, 0, Linear, 1, "Level given back after compression."),
        new("pan", "Pan", "Pan", "", -1, 1, 0, Linear, 2, "Left to right; -3 dB in the middle."),
        new("reverbSendDb", "Reverb send", "Reverb", "dB", SilenceDb, 12, SilenceDb, Fader, 1, "How much goes to the reverb, after the fader."),
        new("delaySendDb", "Delay send", "Delay", "dB", SilenceDb, 12, SilenceDb, Fader, 1, "How much goes to the delay, after the fader."),
        new("mute", "Mute", "Mute", "", 0, 1, 0, Switch, 0, "Silent in the mix; always recorded."),
        new("solo", "Solo", "Solo", "", 0, 1, 0, Switch, 0, "Only soloed strips are heard."),
        new("faderDb", "Level", "Level", "dB", SilenceDb, 12, 0, Fader, 1, "Level in the mix; never what is recorded."),
    ];

    /// <summary>The declaration of one parameter.</summary>
    public static ParameterSpec Spec(this StripParameter parameter) => Specs[(int)parameter];

    /// <summary>A strip with every parameter at its default.</summary>
    public static StripValues Defaults()
    {
        StripValues values = default;
        for (var i = 0; i < Count; i++)
            values[(StripParameter)i] = Specs[i].Default;
        return values;
    }
}

/// <summary>The values of one strip, in place and of fixed size, so that it lies in shared memory as it is.</summary>
public struct StripValues
{
    private StripBuffer buffer;

    /// <summary>One value in its parameter's unit.</summary>
    public float this[StripParameter parameter]
    {
        readonly get => buffer[(int)parameter];
        set => buffer[(int)parameter] = value;
    }

    /// <summary>A copy in which one value is other, clamped to its range.</summary>
    public readonly StripValues With(StripParameter parameter, float value)
    {
        var copy = this;
        copy[parameter] = parameter.Spec().Clamp(value);
        return copy;
    }

    /// <summary>Whether a switch is on.</summary>
    public readonly bool IsOn(StripParameter parameter) => this[parameter] >= 0.5f;

    [InlineArray(StripParameters.Count)]
    private struct StripBuffer
    {
        private float first;
    }
}
