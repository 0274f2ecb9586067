using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;

namespace Recorder.Studio.SoundCheck;

/// <summary>How the gain of an input should be.</summary>
/// <param name="ChangeDb">By how much it should be other; 0 where it is right.</param>
/// <param name="Db">Where the interface's own gain would go; null where it stays, or has none that can be set.</param>
internal readonly record struct GainAdvice(double ChangeDb, float? Db)
{
    // The loudest passage stays so far below full scale.
    private const double HeadroomDb = 12;

    // Within this the gain is right: nobody plays a song twice equally loud.
    private const double TooLoudDbtp = -9;
    private const double TooSoftDbtp = -20;

    // After the sound check bands play with twice the pressure.
    private const double LouderLaterDb = 6;

    /// <summary>What is left when the band plays as bands do after the sound check.</summary>
    public static double PredictedHeadroomDb(double truePeakDbtp) => -truePeakDbtp - LouderLaterDb;

    /// <summary>Advises, and says it.</summary>
    public static GainAdvice Of(InputSound sound, InputControls controls, Words words)
    {
        var isClipped = sound.ClippedSamples > 0;
        // Above full scale nobody knows how loud it was: it is turned down by all of the headroom, then heard again.
        var changeDb = isClipped ? -HeadroomDb
            : sound.TruePeakDbtp is > TooLoudDbtp or < TooSoftDbtp ? Math.Round(-HeadroomDb - sound.TruePeakDbtp)
            : 0;
        if (changeDb == 0)
            return default;
        var goesTo = controls.Gain is { } gain ? Nearest(gain, changeDb) : null;
        var change = ParameterText.Signed(changeDb, 0);
        var peak = string.Create(CultureInfo.InvariantCulture, $"{sound.TruePeakDbtp:0}");
        words.Say(
            isClipped ? $"clipped: gain {change}" : $"peak {peak} dB: gain {change}",
            (isClipped ? FormattableString.Invariant($"It clipped, {sound.ClippedSamples} samples: ") : $"Peak {peak} dB: ") + Remedy(changeDb, goesTo, controls));
        return new GainAdvice(changeDb, goesTo);
    }

    private static string Remedy(double changeDb, float? goesToDb, InputControls controls)
    {
        if (goesToDb is { } gainDb)
            return string.Create(CultureInfo.InvariantCulture, $"gain to {gainDb:0.#} dB{(gainDb <= controls.Gain!.Value.LeastDb && changeDb < 0 ? ", its lowest" : "")}.");
        if (controls.Gain is null)
            return string.Create(CultureInfo.InvariantCulture, $"turn the interface's gain {(changeDb < 0 ? "down" : "up")} by {Math.Abs(changeDb):0} dB.");
        if (changeDb > 0)
            return "its gain is at the top, go nearer.";
        return controls.Pad == false ? "its gain is at the lowest, switch the pad on." : "its gain is at the lowest, go further away.";
    }

    // Rather one position too low than too high; null where it cannot go that way.
    private static float? Nearest(InputGain gain, double changeDb)
    {
        var wantedDb = Math.Clamp(gain.ValueDb + changeDb, gain.LeastDb, gain.MostDb);
        var goesTo = gain.StepDb > 0 ? gain.LeastDb + gain.StepDb * Math.Floor((wantedDb - gain.LeastDb) / gain.StepDb + 0.01) : wantedDb;
        return Math.Abs(goesTo - gain.ValueDb) < 0.05 || goesTo > gain.ValueDb != changeDb > 0 ? null : (float)goesTo;
    }
}
