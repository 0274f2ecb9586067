using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Media.Wav;
using Recorder.Session.Folders;

namespace Recorder.Studio.Export;

/// <summary>Splits what is larger than a file on the drive can be; WAV files only, between two frames.</summary>
internal static class ExportParts
{
    /// <summary>The items as they are copied: each whole, or all its parts in order.</summary>
    /// <exception cref="RecorderException">One is too large and cannot be split.</exception>
    public static IReadOnlyList<ExportItem> Split(IReadOnlyList<ExportItem> items, IExportVolume volume) =>
        [.. items.SelectMany(item => PartsOf(item, volume))];

    /// <summary>The files in which a track of a take will lie on the drive.</summary>
    public static IReadOnlyList<ProjectPiece> PiecesOf(string file, Take take, long maxFileBytes)
    {
        var name = Path.GetFileName(file);
        var parts = new FileInfo(file) is { Exists: true } there && there.Length > maxFileBytes ? WavParts.Plan(file, maxFileBytes) : [];
        return parts.Count < 2
            ? [new ProjectPiece(name, 0, take.Seconds)]
            : [.. parts.Select(part => new ProjectPiece(NameOf(name, part), (double)part.FirstFrame / take.RateHz, (double)part.Frames / take.RateHz))];
    }

    private static IEnumerable<ExportItem> PartsOf(ExportItem item, IExportVolume volume)
    {
        if (item.Bytes <= volume.MaxFileBytes)
            return [item];
        var isWav = Path.GetExtension(item.SourcePath).Equals(".wav", StringComparison.OrdinalIgnoreCase);
        var parts = isWav ? WavParts.Plan(item.SourcePath, volume.MaxFileBytes) : [];
        if (parts.Count == 0)
        {
            throw new RecorderException(FaultKind.Storage,
                $"{item.Name} is larger than a file on {volume.Folder} can be, and only WAV files can be split: nothing was copied; format the drive as exFAT or take another.");
        }
        return parts.Select(part => item with { Name = NameOf(item.Name, part), Part = part });
    }

    private static string NameOf(string name, WavPart part) => FormattableString.Invariant(
        $"{name[..^Path.GetExtension(name).Length]}.part{part.Number}{Path.GetExtension(name)}");
}
