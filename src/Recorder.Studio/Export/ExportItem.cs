using Recorder.Media.Wav;

namespace Recorder.Studio.Export;

/// <summary>One file to copy.</summary>
/// <param name="SourcePath">Where it is.</param>
/// <param name="Name">Its name on the drive, with '/' between the parts.</param>
/// <param name="Kind">What it is: master, mix, stem, track or project.</param>
public sealed record ExportItem(string SourcePath, string Name, string Kind)
{
    /// <summary>The part of the source that is copied, where the drive cannot hold a file as large; null is all of it.</summary>
    internal WavPart? Part { get; init; }

    /// <summary>Bytes of it; 0 when it is not there.</summary>
    internal long Bytes
    {
        get
        {
            if (Part is null)
                return new FileInfo(SourcePath) is { Exists: true } file ? file.Length : 0;
            using var part = Open();
            return part.Length;
        }
    }

    /// <summary>Opens it for reading from its first byte.</summary>
    internal Stream Open() => Part is { } part ? WavParts.Open(SourcePath, part) : File.OpenRead(SourcePath);
}

/// <summary>What became of one file.</summary>
public enum ExportOutcome
{
    /// <summary>Copied, read back from the medium, identical, and only then given its name.</summary>
    Copied,

    /// <summary>It was there already; read back from the medium, identical.</summary>
    AlreadyThere,

    /// <summary>What the medium gave back differs from what was written; it has no final name.</summary>
    Differs,
}

/// <summary>A line of the report.</summary>
/// <param name="Name">The name on the drive.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Hash of the source, hexadecimal.</param>
/// <param name="ReadBackSha256">Hash of what the medium gave back, hexadecimal.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ExportedFile(string Name, string Kind, long Bytes, string Sha256, string ReadBackSha256, ExportOutcome Outcome)
{
    /// <summary>Whether the drive holds it, proven.</summary>
    public bool IsVerified => Outcome != ExportOutcome.Differs;

    /// <summary>Which part of its source it is, from 1; they follow one another without a frame between them.</summary>
    public int Part { get; init; } = 1;

    /// <summary>Into how many its source had to be split.</summary>
    public int Parts { get; init; } = 1;
}

/// <summary>A whole export.</summary>
/// <param name="Drive">The drive's folder.</param>
/// <param name="Files">One line per file, in the order they were copied.</param>
public sealed record ExportReport(string Drive, IReadOnlyList<ExportedFile> Files)
{
    /// <summary>Whether every file was read back identical.</summary>
    public bool IsVerified => Files.All(file => file.IsVerified);

    /// <summary>What was split and why, in one sentence; null when nothing was.</summary>
    public string? SplitSentence => Files.Count(file => file is { Parts: > 1, Part: 1 }) switch
    {
        0 => null,
        1 => Files.First(file => file.Parts > 1) is var only
            ? FormattableString.Invariant($"One file was too large for this drive's file system: it lies there in {only.Parts} parts, cut between two frames.")
            : null,
        var count => FormattableString.Invariant($"{count} files were too large for this drive's file system: they lie there in parts, cut between two frames."),
    };

    /// <summary>Bytes of all verified files.</summary>
    public long VerifiedBytes => Files.Where(file => file.IsVerified).Sum(file => file.Bytes);
}

/// <summary>How far an export is.</summary>
/// <param name="Files">Files in all.</param>
/// <param name="FilesDone">Files finished.</param>
/// <param name="TotalBytes">Bytes in all.</param>
/// <param name="CopiedBytes">Bytes written so far.</param>
/// <param name="VerifiedBytes">Bytes read back so far.</param>
public readonly record struct ExportStep(int Files, int FilesDone, long TotalBytes, long CopiedBytes, long VerifiedBytes);
