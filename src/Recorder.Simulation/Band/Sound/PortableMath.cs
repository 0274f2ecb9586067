using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Recorder.Simulation.Band.Sound;

/// <summary>
/// Sine, exponential and soft clipping from IEEE additions, multiplications, divisions and roots alone.
/// </summary>
/// <remarks>
/// The run-time library's functions differ in their last bit from one machine to the next, and a fused multiply-add rounds once
/// instead of twice; either would give the band other bytes on another processor. Nothing here, and nothing in the band, uses them.
/// </remarks>
internal static class PortableMath
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>sin(2π·turns), error below 1e-11.</summary>
    public static double SinTurns(double turns)
    {
        turns -= Math.Floor(turns + 0.5);
        if (turns > 0.25)
            turns = 0.5 - turns;
        else if (turns < -0.25)
            turns = -0.5 - turns;
        var x = turns * (2 * Math.PI);
        var square = x * x;
        var sum = 1.0;
        for (var k = 17; k >= 3; k -= 2)
            sum = 1 - square / (k * (k - 1)) * sum;
        return x * sum;
    }

    /// <summary>cos(2π·turns), error below 1e-11.</summary>
    public static double CosTurns(double turns) => SinTurns(turns + 0.25);

    /// <summary>sin(2π·turns) of four values, error below 4e-6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SinTurns(Vector128<float> turns)
    {
        var folded = turns - Vector128.Floor(turns + Vector128.Create(0.5f));
        var size = Vector128.Abs(folded);
        var quarter = Vector128.MinNative(size, Vector128.Create(0.5f) - size);
        var square = quarter * quarter;
        // Taylor series of sin(2πx) up to x^9.
        var sum = Vector128.Create(42.058693f) * square - Vector128.Create(76.705860f);
        sum = sum * square + Vector128.Create(81.605249f);
        sum = sum * square - Vector128.Create(41.341702f);
        sum = sum * square + Vector128.Create(6.2831853f);
        return Vector128.ConditionalSelect(Vector128.Create(-0f), folded, quarter * sum);
    }

    /// <summary>2 to the power of x, relative error below 1e-11; x is held within ±1000.</summary>
    public static double Exp2(double x)
    {
        x = Math.Clamp(x, -1000, 1000);
        var whole = Math.Floor(x + 0.5);
        var y = (x - whole) * Ln2;
        var sum = 1.0;
        for (var k = 11; k >= 1; k--)
            sum = 1 + y / k * sum;
        return sum * BitConverter.Int64BitsToDouble(((long)whole + 1023) << 52);
    }

    /// <summary>Amplitude ratio of a level.</summary>
    public static double GainFromDb(double levelDb) => Exp2(levelDb / 6.0205999132796239);

    /// <summary>Equal-tempered frequency of a note number, A4 = 69 = 440 Hz; fractions are between the keys.</summary>
    public static double NoteHz(double note) => 440 * Exp2((note - 69) / 12);

    /// <summary>The factor per frame that lets a level fall by 60 dB in a time.</summary>
    public static float DecayPerFrame(double seconds, double rateHz) => (float)Exp2(-9.965784284662087 / (seconds * rateHz));

    /// <summary>The factor per step with which a smoothed value nears its aim, time constant in seconds.</summary>
    public static float Approach(double seconds, double stepsPerSecond) =>
        (float)(1 - Exp2(-1.4426950408889634 / (seconds * stepsPerSecond)));

    /// <summary>A saturation like tanh (its Padé fraction): 1 at and beyond 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SoftClip(Vector128<float> x)
    {
        var held = Vector128.MaxNative(Vector128.MinNative(x, Vector128.Create(3f)), Vector128.Create(-3f));
        var square = held * held;
        return held * (Vector128.Create(27f) + square) / (Vector128.Create(27f) + Vector128.Create(9f) * square);
    }

    /// <summary>The four lanes added in one fixed order; the library's own sum may choose another on another processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumLanes(Vector128<float> lanes) =>
        (lanes.GetElement(0) + lanes.GetElement(1)) + (lanes.GetElement(2) + lanes.GetElement(3));
}
