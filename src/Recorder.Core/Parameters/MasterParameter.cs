using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using static Recorder.Core.Parameters.ParameterWarp;

namespace Recorder.Core.Parameters;

/// <summary>The parameters of the mastering chain, in the order of the MASTER screen's knobs, then the rest.</summary>
public enum MasterParameter
{
    TargetLufs, LowDb, BodyDb, AirDb, Warmth, CompressionPercent, WidthPercent,
    CeilingDbtp, MonoBassHz, LimiterReleaseMs,
}

/// <summary>The declarations of all mastering parameters, indexed by <see cref="MasterParameter"/>.</summary>
public static class MasterParameters
{
    /// <summary>How many parameters a master has.</summary>
    public const int Count = (int)MasterParameter.LimiterReleaseMs + 1;

    /// <summary>One declaration per <see cref="MasterParameter"/>.</summary>
    public static ImmutableArray<ParameterSpec> Specs { get; } =
    [
        new("targetLufs", "Aim", "Aim", "LUFS", -30, -6, -14, Linear, 1, "Loudness of the finished song, BS.1770-5 integrated."),
        new("lowDb", "Low", "Low", "dB", -6, 6, 0, Linear, 1, "Low shelf at 100 Hz."),
        new("bodyDb", "Body", "Body", "dB", -6, 6, 0, Linear, 1, "Wide bell at 400 Hz."),
        new("airDb", "Air", "Air", "dB", -6, 6, 0, Linear, 1, "High shelf at 10 kHz."),
        new("warmth", "Warmth", "Warm", "", 0, 10, 0, Linear, 0, "Soft overtones; 0 leaves the sound alone."),
        new("compressionPercent", "Compression", "Comp", "%", 0, 100, 30, Linear, 0, "Four-band compression; 0 is none."),
        new("widthPercent", "Width", "Width", "%", 0, 150, 100, Linear, 0, "Stereo width; 0 is mono."),
        new("ceilingDbtp", "Ceiling", "Ceil", "dBTP", -9, 0, -1, Linear, 1, "No true peak of the finished file is above this."),
        new("monoBassHz", "Mono bass", "MonoB", "Hz", 20, 300, 100, Logarithmic, 0, "Below this left and right are one; 20 Hz is off."),
        new("limiterReleaseMs", "Limiter release", "L rel", "ms", 20, 1000, 150, Logarithmic, 0, "How fast the limiter lets go."),
    ];

    /// <summary>The declaration of one parameter.</summary>
    public static ParameterSpec Spec(this MasterParameter parameter) => Specs[(int)parameter];

    /// <summary>Every mastering parameter at its default.</summary>
    public static MasterValues Defaults()
    {
        MasterValues values = default;
        for (var i = 0; i < Count; i++)
            values[(MasterParameter)i] = Specs[i].Default;
        return values;
    }
}

/// <summary>The values of a mastering chain, in place and of fixed size.</summary>
public struct MasterValues
{
    private MasterBuffer buffer;

    /// <summary>One value in its parameter's unit.</summary>
    public float this[MasterParameter parameter]
    {
        readonly get => buffer[(int)parameter];
        set => buffer[(int)parameter] = value;
    }

    /// <summary>A copy in which one value is other, clamped to its range.</summary>
    public readonly MasterValues With(MasterParameter parameter, float value)
    {
        var copy = this;
        copy[parameter] = parameter.Spec().Clamp(value);
        return copy;
    }

    [InlineArray(MasterParameters.Count)]
    private struct MasterBuffer
    {
        private float first;
    }
}
