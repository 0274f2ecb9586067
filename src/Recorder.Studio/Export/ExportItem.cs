namespace Recorder.Studio.Export;

/// <summary>One file to copy.</summary>
/// <param name="SourcePath">Where it is.</param>
/// <param name="Name">Its name on the drive, with '/' between the parts.</param>
/// <param name="Kind">What it is: master, mix, stem, track or project.</param>
public sealed record ExportItem(string SourcePath, string Name, string Kind);

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
}

/// <summary>A whole export.</summary>
/// <param name="Drive">The drive's folder.</param>
/// <param name="Files">One line per file, in the order they were copied.</param>
public sealed record ExportReport(string Drive, IReadOnlyList<ExportedFile> Files)
{
    /// <summary>Whether every file was read back identical.</summary>
    public bool IsVerified => Files.All(file => file.IsVerified);

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
