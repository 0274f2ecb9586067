namespace Recorder.Core.Parameters;

/// <summary>How a parameter's range lies under a knob's turn.</summary>
public enum ParameterWarp
{
    /// <summary>Equal steps of the value.</summary>
    Linear,

    /// <summary>Equal ratios, for frequencies and times; the minimum must be above zero.</summary>
    Logarithmic,

    /// <summary>A mixing-desk fader: fine around 0 dB, coarse towards the bottom, whose lowest step is silence.</summary>
    Fader,

    /// <summary>Off below one half, on above: 0 or 1.</summary>
    Switch,
}

/// <summary>
/// The one declaration of a parameter: clamp, knob, page, command line and documents read this.
/// </summary>
/// <param name="Key">The name in files and JSON, camelCase with its unit last.</param>
/// <param name="Name">What people read.</param>
/// <param name="Short">At most six characters for a display column.</param>
/// <param name="Unit">dB, Hz, ms, s, %, : or empty.</param>
/// <param name="Minimum">Lowest value.</param>
/// <param name="Maximum">Highest value.</param>
/// <param name="Default">The value of a fresh mix.</param>
/// <param name="Warp">How a turn moves it.</param>
/// <param name="Decimals">Digits after the point when shown.</param>
/// <param name="Help">One sentence for a musician.</param>
public sealed record ParameterSpec(
    string Key, string Name, string Short, string Unit,
    float Minimum, float Maximum, float Default, ParameterWarp Warp, int Decimals, string Help)
{
    /// <summary>Detents of a knob from one end of the range to the other, turned slowly.</summary>
    public const int DetentsPerRange = 120;

    /// <summary>What one detent moves a value by that has steps of its own; null where a detent is a part of the way.</summary>
    public float? Step { get; init; }

    // A fader's travel: the share of it that lies above 0 dB and between -20 dB and 0 dB.
    private const double FaderTopShare = 0.25;
    private const double FaderFineShare = 0.40;
    private const double FaderKneeDb = -20;

    /// <summary>The value inside the range; not-a-number becomes the default.</summary>
    public float Clamp(float value) => float.IsNaN(value) ? Default
        : Warp == ParameterWarp.Switch ? (value >= 0.5f ? 1 : 0)
        : Math.Clamp(value, Minimum, Maximum);

    /// <summary>Where a value lies on the knob's way, 0 to 1.</summary>
    public double ToPosition(float value)
    {
        value = Clamp(value);
        return Warp switch
        {
            ParameterWarp.Logarithmic => Math.Log(value / Minimum) / Math.Log(Maximum / Minimum),
            ParameterWarp.Fader => FaderPosition(value),
            _ => (value - (double)Minimum) / ((double)Maximum - Minimum),
        };
    }

    /// <summary>The value at a place on the knob's way, 0 to 1 (clamped).</summary>
    public float FromPosition(double position)
    {
        position = Math.Clamp(position, 0, 1);
        return Clamp((float)(Warp switch
        {
            ParameterWarp.Logarithmic => Minimum * Math.Pow(Maximum / Minimum, position),
            ParameterWarp.Fader => FaderValue(position),
            _ => Minimum + position * ((double)Maximum - Minimum),
        }));
    }

    /// <summary>The value after a turn of so many detents from a value; a switch flips with the sign.</summary>
    public float Turn(float value, int detents) => Warp == ParameterWarp.Switch
        ? (detents > 0 ? 1 : detents < 0 ? 0 : Clamp(value))
        : Step is { } step ? Clamp(MathF.Round(Clamp(value) / step) * step + detents * step)
        : Warp == ParameterWarp.Fader && FaderStep(value, detents) is { } stepped ? stepped
        : FromPosition(ToPosition(value) + (double)detents / DetentsPerRange);

    // Around 0 dB a detent is half a decibel exactly, so that a hand always finds 0.0 again.
    private float? FaderStep(float value, int detents)
    {
        var next = (float)(Math.Round(Clamp(value) * 2, MidpointRounding.AwayFromZero) / 2 + detents * 0.5);
        return value >= FaderKneeDb && next >= FaderKneeDb ? Clamp(next) : null;
    }

    private double FaderPosition(double valueDb) => valueDb switch
    {
        >= 0 => 1 - FaderTopShare + FaderTopShare * valueDb / Maximum,
        >= FaderKneeDb => 1 - FaderTopShare + FaderFineShare * valueDb / -FaderKneeDb,
        _ => (1 - FaderTopShare - FaderFineShare) * (valueDb - Minimum) / (FaderKneeDb - Minimum),
    };

    private double FaderValue(double position)
    {
        var zero = 1 - FaderTopShare;
        var knee = zero - FaderFineShare;
        return position >= zero ? (position - zero) / FaderTopShare * Maximum
            : position >= knee ? (position - zero) / FaderFineShare * -FaderKneeDb
            : Minimum + position / knee * (FaderKneeDb - Minimum);
    }
}
