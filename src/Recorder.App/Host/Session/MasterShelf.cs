using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Studio.Export;

namespace Recorder.App.Host.Session;

/// <summary>The versions of a take's master: their names, and the certificate beside each.</summary>
internal static partial class MasterShelf
{
    private const string CertificateEnding = ".certificate.json";

    /// <summary>The name, without an ending, of the next version: "T12 Song 4 v3".</summary>
    public static (string BaseName, int Version) NextVersion(SessionFolder session, Take take)
    {
        var version = 1 + Files(session, take.Number).Select(VersionOf).DefaultIfEmpty(0).Max();
        var title = FileNames.Sanitise($"{take.ShortName} {take.Facts.Name}".TrimEnd());
        return (string.Create(CultureInfo.InvariantCulture, $"{title} v{version}"), version);
    }

    /// <summary>Puts a certificate beside its files.</summary>
    /// <exception cref="RecorderException">The disk refuses.</exception>
    public static void WriteCertificate(string folder, string baseName, Certificate certificate) => Write(Path.Combine(folder, baseName + CertificateEnding), certificate);

    /// <summary>The certificate of a take's newest version; null when there is none, or it cannot be read.</summary>
    public static Certificate? NewestCertificate(SessionFolder session, int take) => NewestFile(session, take) is { } newest ? Read(newest) : null;

    /// <summary>The certificate of the version that counts: the approved one, else the newest.</summary>
    public static Certificate? CountingCertificate(SessionFolder session, int take) => Certificates(Files(session, take))
        .OrderBy(one => one.Certificate?.IsApproved == true).ThenBy(one => VersionOf(one.File)).LastOrDefault().Certificate;

    /// <summary>Changes what people say about a take's newest version.</summary>
    /// <exception cref="RecorderException">There is none, or the disk refuses.</exception>
    public static void ChangeNewest(SessionFolder session, int take, Func<Certificate, Certificate> change)
    {
        if (NewestFile(session, take) is not { } newest || Read(newest) is not { } certificate)
            throw new RecorderException(FaultKind.AnswerIsNo, "No master yet: nothing was changed; BACK + MASTER makes one.");
        Write(newest, change(certificate));
    }

    /// <summary>Whether a take's newest version is the approved one; no older version is after that.</summary>
    /// <inheritdoc cref="ChangeNewest" path="/exception"/>
    public static void ApproveNewest(SessionFolder session, int take, bool isApproved)
    {
        ChangeNewest(session, take, certificate => certificate with { IsApproved = isApproved });
        var newest = NewestFile(session, take);
        foreach (var (file, older) in Certificates(Files(session, take)))
        {
            if (file != newest && older is { IsApproved: true })
                Write(file, older with { IsApproved = false });
        }
    }

    /// <summary>Leaves out masters of which another version counts.</summary>
    public static IReadOnlyList<ExportItem> CountingOnly(IReadOnlyList<ExportItem> items)
    {
        var counting = items.Where(item => item.Kind == "master").GroupBy(item => Path.GetDirectoryName(item.SourcePath)!)
            .ToDictionary(folder => folder.Key, folder => ApprovedVersion(folder.Key) is { } approved && folder.Any(item => VersionOf(item.SourcePath) == approved)
                ? approved
                : folder.Max(item => VersionOf(item.SourcePath)));
        return [.. items.Where(item => item.Kind != "master" || VersionOf(item.SourcePath) == counting[Path.GetDirectoryName(item.SourcePath)!])];
    }

    private static int? ApprovedVersion(string folder) =>
        Certificates(Directory.GetFiles(folder)).Where(one => one.Certificate is { IsApproved: true }).Select(one => (int?)VersionOf(one.File)).Max();

    private static string? NewestFile(SessionFolder session, int take) => Files(session, take).Where(IsCertificate).MaxBy(VersionOf);

    private static IEnumerable<(string File, Certificate? Certificate)> Certificates(IEnumerable<string> files) =>
        files.Where(IsCertificate).Select(file => (file, Read(file)));

    private static bool IsCertificate(string file) => file.EndsWith(CertificateEnding, StringComparison.Ordinal);

    private static Certificate? Read(string file)
    {
        try
        {
            // What an older certificate does not say is null in spite of its type.
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), CertificateJson.Default.Certificate) is { } read
                ? read with { Made = read.Made ?? "", Note = read.Note ?? "" }
                : null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or JsonException)
        {
            // It can be measured again from the files at any time.
            return null;
        }
    }

    private static void Write(string file, Certificate certificate)
    {
        try
        {
            using (var fresh = new FileStream(file + ".new", FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(fresh, certificate, CertificateJson.Default.Certificate);
                fresh.Flush(flushToDisk: true);
            }
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage, "The certificate cannot be written: the master itself is whole; make room or check the disk.", trouble);
        }
    }

    private static string[] Files(SessionFolder session, int take)
    {
        var folder = session.Resolve(SessionLayout.MasterFolder(take));
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    private static int VersionOf(string file) =>
        Version().Match(Path.GetFileName(file)) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;

    [GeneratedRegex(@" v(\d{1,6})\.")]
    private static partial Regex Version();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Certificate))]
internal sealed partial class CertificateJson : JsonSerializerContext;
