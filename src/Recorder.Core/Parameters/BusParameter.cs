using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using static Recorder.Core.Parameters.ParameterWarp;

namespace Recorder.Core.Parameters;

/// <summary>The parameters of the two effects and the stereo bus of a mix.</summary>
public enum BusParameter
{
    ReverbDecaySeconds, ReverbPreDelayMs, ReverbDampingHz, ReverbReturnDb, ReverbMute,
    DelayTimeMs, DelayFeedbackPercent, DelayDampingHz, DelayReturnDb, DelayMute,
    BusFaderDb,
}

/// <summary>The declarations of all bus parameters, indexed by <see cref="BusParameter"/>.</summary>
public static class BusParameters
{
    /// <summary>How many parameters the buses have together.</summary>
    public const int Count = (int)BusParameter.BusFaderDb + 1;

    /// <summary>One declaration per <see cref="BusParameter"/>.</summary>
    public static ImmutableArray<ParameterSpec> Specs { get; } =
    [
        new("reverbDecaySeconds", "Reverb time", "Rv len", "s", 0.2f, 12, 1.6f, Logarithmic, 1, "Until the reverb has fallen by 60 dB."),
        new("reverbPreDelayMs", "Reverb pre-delay", "Rv pre", "ms", 0, 200, 15, Linear, 0, "The pause before the room answers."),
        new("reverbDampingHz", "Reverb damping", "Rv dmp", "Hz", 500, 16000, 5500, Logarithmic, 0, "Above this the room swallows faster."),
        new("reverbReturnDb", "Reverb return", "Reverb", "dB", StripParameters.SilenceDb, 12, 0, Fader, 1, "Level of the reverb in the mix."),
        new("reverbMute", "Reverb mute", "Mute", "", 0, 1, 0, Switch, 0, "The mix without its reverb."),
        new("delayTimeMs", "Delay time", "Dl tim", "ms", 1, 2000, 375, Logarithmic, 0, "From one echo to the next."),
        new("delayFeedbackPercent", "Delay feedback", "Dl fb", "%", 0, 95, 30, Linear, 0, "How much of an echo comes again."),
        new("delayDampingHz", "Delay damping", "Dl dmp", "Hz", 500, 16000, 6000, Logarithmic, 0, "Each echo loses what lies above."),
        new("delayReturnDb", "Delay return", "Delay", "dB", StripParameters.SilenceDb, 12, 0, Fader, 1, "Level of the echoes in the mix."),
        new("delayMute", "Delay mute", "Mute", "", 0, 1, 0, Switch, 0, "The mix without its echoes."),
        new("busFaderDb", "Mix level", "Mix", "dB", StripParameters.SilenceDb, 12, 0, Fader, 1, "Level of the whole mix."),
    ];

    /// <summary>The declaration of one parameter.</summary>
    public static ParameterSpec Spec(this BusParameter parameter) => Specs[(int)parameter];

    /// <summary>Every bus parameter at its default.</summary>
    public static BusValues Defaults()
    {
        BusValues values = default;
        for (var i = 0; i < Count; i++)
            values[(BusParameter)i] = Specs[i].Default;
        return values;
    }
}

/// <summary>The values of effects and stereo bus, in place and of fixed size.</summary>
public struct BusValues
{
    private BusBuffer buffer;

    /// <summary>One value in its parameter's unit.</summary>
    public float this[BusParameter parameter]
    {
        readonly get => buffer[(int)parameter];
        set => buffer[(int)parameter] = value;
    }

    /// <summary>A copy in which one value is other, clamped to its range.</summary>
    public readonly BusValues With(BusParameter parameter, float value)
    {
        var copy = this;
        copy[parameter] = parameter.Spec().Clamp(value);
        return copy;
    }

    /// <summary>Whether a switch is on.</summary>
    public readonly bool IsOn(BusParameter parameter) => this[parameter] >= 0.5f;

    [InlineArray(BusParameters.Count)]
    private struct BusBuffer
    {
        private float first;
    }
}
