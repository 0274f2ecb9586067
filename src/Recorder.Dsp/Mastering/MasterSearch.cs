using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// The search of <see cref="MasterRenderer.Find"/>: limiter runs at changing drive until the measured loudness is the target,
/// the limiter lowered by as much as a measured peak is too high, and the drive kept under where the bounds are passed.
/// </summary>
internal sealed class MasterSearch(IFrameSource source, MasterValues values, MasterBounds bounds, CancellationToken cancel)
{
    private const int MostRuns = 24;
    private const double CloseEnoughLu = 0.02;

    // The limiter begins this far under the ceiling. Music then comes out within 0.005 dB of where the limiter stands.
    private const double FirstMarginDb = 0.05;
    private const double LargestStepDb = 6;
    private const double FinestStepDb = 0.02;

    // 5.8 minutes of stereo at 48 kHz in 128 MiB: most songs; what is longer is shaped anew for each run.
    private const int LargestRememberedSamples = 1 << 25;

    private readonly double targetLufs = values[MasterParameter.TargetLufs];
    private readonly double ceilingDbtp = values[MasterParameter.CeilingDbtp];
    private double limiterCeilingDbtp = values[MasterParameter.CeilingDbtp] - FirstMarginDb;
    private double harmfulDriveDb = double.PositiveInfinity;
    private int runs;

    /// <summary>One run of the limiter.</summary>
    private sealed record Trial(double DriveDb, double LimiterCeilingDbtp, ProgrammeReading Reading, double MaxReductionDb, double MeanReductionDb);

    /// <summary>Searches.</summary>
    public MasterResult Run()
    {
        var inputLufs = MasterRenderer.Measure(source).IntegratedLufs;
        var inputGainDb = double.IsNaN(inputLufs) ? 0 : MasterChain.NominalLufs - inputLufs;
        var shaped = new RememberedSource(MasterRenderer.Shaped(source, values, inputGainDb), LargestRememberedSamples / source.Channels);
        var shapedLufs = MasterRenderer.Measure(shaped).IntegratedLufs;
        if (double.IsNaN(shapedLufs))
            return Result(inputGainDb, RunSafely(shaped, 0), ["Silent, or too short or quiet for its loudness to be measured: the level was left as it is."]);

        var trial = Approach(shaped, targetLufs - shapedLufs);
        return Result(inputGainDb, trial, Sentences(trial));
    }

    private Trial Approach(IFrameSource shaped, double driveDb)
    {
        Trial? previous = null, kept = null;
        while (true)
        {
            var trial = RunSafely(shaped, driveDb);
            if (IsHarmful(trial))
                harmfulDriveDb = Math.Min(harmfulDriveDb, driveDb);
            else if (kept is null || Distance(trial) < Distance(kept))
                kept = trial;

            if (!IsHarmful(trial) && Distance(trial) <= CloseEnoughLu)
                return trial;
            driveDb = NextDriveDb(trial, previous, kept);
            previous = trial;
            if (runs >= MostRuns || harmfulDriveDb - (kept?.DriveDb ?? double.NegativeInfinity) < FinestStepDb)
                return kept ?? trial;
        }
    }

    // Along the line through the last two runs; never to where harm is known to be.
    private double NextDriveDb(Trial trial, Trial? previous, Trial? kept)
    {
        if (IsHarmful(trial))
            return kept is null ? trial.DriveDb - LargestStepDb / 2 : (kept.DriveDb + harmfulDriveDb) / 2;
        var slope = 1.0;
        if (previous is not null && Math.Abs(trial.DriveDb - previous.DriveDb) > 1e-3)
            slope = (trial.Reading.IntegratedLufs - previous.Reading.IntegratedLufs) / (trial.DriveDb - previous.DriveDb);
        var stepDb = (targetLufs - trial.Reading.IntegratedLufs) / Math.Clamp(slope, 0.2, 1);
        var nextDb = trial.DriveDb + Math.Clamp(stepDb, -LargestStepDb, LargestStepDb);
        return nextDb < harmfulDriveDb ? nextDb : (trial.DriveDb + harmfulDriveDb) / 2;
    }

    // The ceiling is never given up: as long as the measured peak is above it, the limiter goes down by the excess.
    private Trial RunSafely(IFrameSource shaped, double driveDb)
    {
        while (true)
        {
            var trial = RunOnce(shaped, driveDb);
            var excessDb = trial.Reading.TruePeakDbtp - (ceilingDbtp - MasterRenderer.PeakMarginDb);
            if (!(excessDb > 0))
                return trial;
            limiterCeilingDbtp -= excessDb + 0.005;
        }
    }

    private Trial RunOnce(IFrameSource shaped, double driveDb)
    {
        cancel.ThrowIfCancellationRequested();
        runs++;
        var limiter = new TruePeakLimiter(
            source.Channels, source.RateHz, limiterCeilingDbtp, values[MasterParameter.LimiterReleaseMs], driveDb);
        var reading = MasterRenderer.Measure(MasterRenderer.Limited(shaped, limiter));
        return new(driveDb, limiterCeilingDbtp, reading, limiter.MaxReductionDb, limiter.MeanReductionDb);
    }

    private bool IsHarmful(Trial trial) =>
        trial.MaxReductionDb > bounds.MaxReductionDb || trial.MeanReductionDb > bounds.MeanReductionDb;

    private double Distance(Trial trial) => Math.Abs(trial.Reading.IntegratedLufs - targetLufs);

    private MasterResult Result(double inputGainDb, Trial trial, ImmutableArray<string> sentences) => new(
        Distance(trial) <= MasterRenderer.ToleranceLu, inputGainDb, trial.DriveDb, trial.LimiterCeilingDbtp, trial.Reading,
        trial.MaxReductionDb, trial.MeanReductionDb, runs, sentences);

    private ImmutableArray<string> Sentences(Trial trial)
    {
        var culture = CultureInfo.InvariantCulture;
        var limiter = trial.MaxReductionDb < 0.05
            ? "The limiter had nothing to do."
            : string.Create(culture, $"The limiter took off {trial.MaxReductionDb:0.0} dB at most, {trial.MeanReductionDb:0.0} dB on average.");
        if (Distance(trial) <= MasterRenderer.ToleranceLu)
            return [limiter];
        var missed = double.IsFinite(harmfulDriveDb)
            ? string.Create(culture, $"{targetLufs:0.0} LUFS cannot be had without harm: the limiter would take off more than {bounds.MaxReductionDb:0} dB at once or {bounds.MeanReductionDb:0} dB on average. Tame the loudest hits in the mix, or aim lower.")
            : string.Create(culture, $"{targetLufs:0.0} LUFS was not reached: more level no longer makes this louder. Aim lower.");
        return [limiter, missed];
    }
}
