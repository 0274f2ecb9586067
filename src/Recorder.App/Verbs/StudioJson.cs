using System.Text.Json;
using System.Text.Json.Serialization;
using Recorder.Studio.Export;
using Recorder.Studio.Mastering;
using Recorder.Studio.Measuring;
using Recorder.Studio.Tuning;

namespace Recorder.App.Verbs;

/// <summary>What <c>loudness --json</c> prints.</summary>
internal sealed record LoudnessReport(IReadOnlyList<FileLoudness> Files);

/// <summary>What <c>tune --json</c> prints.</summary>
internal sealed record TuneReport(IReadOnlyList<FoundNote> Notes);

/// <summary>What <c>certify --json</c> prints.</summary>
internal sealed record CertifyReport(
    string Target, double TargetLufs, double CeilingDbtp, double ToleranceLu, bool Passed, IReadOnlyList<CertifiedFile> Files)
{
    public static CertifyReport From(MasterTarget target, IReadOnlyList<FileCertificate> certificates) => new(
        target.Name, target.IntegratedLufs, target.CeilingDbtp, target.ToleranceLu, certificates.All(one => one.Passed),
        [.. certificates.Select(CertifiedFile.From)]);
}

/// <summary>One file of a <see cref="CertifyReport"/>.</summary>
internal sealed record CertifiedFile(
    string File, bool Passed, double? IntegratedLufs, double? LoudnessRangeLu, double? TruePeakDbtp, bool LoudnessHolds, bool PeakHolds, string Sentence)
{
    public static CertifiedFile From(FileCertificate one) => new(
        one.Loudness.File, one.Passed, one.Loudness.IntegratedLufs, one.Loudness.LoudnessRangeLu, one.Loudness.TruePeakDbtp,
        one.LoudnessHolds, one.PeakHolds, one.Sentence);
}

/// <summary>What <c>export --json</c> prints.</summary>
internal sealed record ExportJson(string Drive, bool Verified, long VerifiedBytes, string? Split, IReadOnlyList<ExportedFile> Files);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(CamelCaseWord<ExportOutcome>)])]
[JsonSerializable(typeof(LoudnessReport))]
[JsonSerializable(typeof(TuneReport))]
[JsonSerializable(typeof(SoundCheckReport))]
[JsonSerializable(typeof(CertifyReport))]
[JsonSerializable(typeof(ExportJson))]
[JsonSerializable(typeof(MixJson))]
[JsonSerializable(typeof(MasterReport))]
internal sealed partial class StudioJson : JsonSerializerContext;

/// <summary>JSON has no word for what is undefined but null.</summary>
internal static class JsonNumbers
{
    public static double? Finite(this double value) => double.IsFinite(value) ? value : null;
}
