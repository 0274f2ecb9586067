using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
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
    public static void WriteCertificate(string folder, string baseName, Certificate certificate)
    {
        var file = Path.Combine(folder, baseName + CertificateEnding);
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(certificate, CertificateJson.Default.Certificate));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>The certificate of a take's newest version; null when there is none, or it cannot be read.</summary>
    public static Certificate? NewestCertificate(SessionFolder session, int take)
    {
        var newest = Files(session, take).Where(file => file.EndsWith(CertificateEnding, StringComparison.Ordinal)).MaxBy(VersionOf);
        try
        {
            return newest is null ? null : JsonSerializer.Deserialize(File.ReadAllBytes(newest), CertificateJson.Default.Certificate);
        }
        catch (Exception trouble) when (trouble is IOException or JsonException)
        {
            // It can be measured again from the files at any time.
            return null;
        }
    }

    /// <summary>Leaves out masters of which there is a later version.</summary>
    public static IReadOnlyList<ExportItem> NewestOnly(IReadOnlyList<ExportItem> items)
    {
        var newest = items.Where(item => item.Kind == "master").GroupBy(item => Path.GetDirectoryName(item.SourcePath))
            .ToDictionary(folder => folder.Key!, folder => folder.Max(item => VersionOf(item.SourcePath)));
        return [.. items.Where(item => item.Kind != "master" || VersionOf(item.SourcePath) == newest[Path.GetDirectoryName(item.SourcePath)!])];
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
