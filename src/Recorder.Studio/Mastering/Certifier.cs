using System.Globalization;
using Recorder.Studio.Measuring;

namespace Recorder.Studio.Mastering;

/// <summary>What a finished file measured against its target.</summary>
/// <param name="Loudness">The measurement.</param>
/// <param name="Target">What it was to be.</param>
/// <param name="LoudnessHolds">Integrated loudness within the target's tolerance.</param>
/// <param name="PeakHolds">No true peak above the ceiling.</param>
public sealed record FileCertificate(FileLoudness Loudness, MasterTarget Target, bool LoudnessHolds, bool PeakHolds)
{
    /// <summary>Both hold.</summary>
    public bool Passed => LoudnessHolds && PeakHolds;

    /// <summary>The verdict as a musician understands it.</summary>
    public string Sentence => Loudness.IntegratedLufs is not { } lufs
        ? "It is silent or too short to have a loudness."
        : string.Create(CultureInfo.InvariantCulture, $"{Loudly(lufs)} {Peaks()}");

    private string Loudly(double lufs) => LoudnessHolds
        ? string.Create(CultureInfo.InvariantCulture, $"{lufs:0.0} LUFS, as asked.")
        : string.Create(CultureInfo.InvariantCulture,
            $"{lufs:0.0} LUFS, {Math.Abs(lufs - Target.IntegratedLufs):0.0} LU too {(lufs > Target.IntegratedLufs ? "loud" : "soft")}.");

    private string Peaks() => Loudness.TruePeakDbtp is not { } peak
        ? "No peaks."
        : PeakHolds
            ? string.Create(CultureInfo.InvariantCulture, $"Highest true peak {peak:0.00} dBTP, under the ceiling.")
            : string.Create(CultureInfo.InvariantCulture, $"Highest true peak {peak:0.00} dBTP, above {Target.CeilingDbtp:0.0}.");
}

/// <summary>Measures finished files against a target, on what lies on the disk.</summary>
public static class Certifier
{
    /// <summary>Measures one file.</summary>
    /// <exception cref="Core.Faults.RecorderException">It cannot be read.</exception>
    public static FileCertificate Certify(string path, MasterTarget target, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var loudness = FileMeter.Measure(path, progress, cancel);
        return new FileCertificate(
            loudness, target,
            loudness.IntegratedLufs is { } lufs && Math.Abs(lufs - target.IntegratedLufs) <= target.ToleranceLu,
            loudness.IntegratedLufs is not null && (loudness.TruePeakDbtp ?? double.NegativeInfinity) <= target.CeilingDbtp);
    }
}
