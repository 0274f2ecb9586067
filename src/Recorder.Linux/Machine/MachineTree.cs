using System.Globalization;

namespace Recorder.Linux.Machine;

/// <summary>What the kernel tells of the machine in files: /proc, /sys and their like.</summary>
/// <param name="root">The folder they lie under; another one than / holds another machine, for tests.</param>
public sealed class MachineTree(string root = "/")
{
    /// <summary>A file's text without white space around it; null when it is not there or may not be read.</summary>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Full(path)).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A file's lines; none when it is not there.</summary>
    public string[] Lines(string path) => Read(path)?.Split('\n') ?? [];

    /// <summary>A file that holds one number; null when it is not there or holds something else.</summary>
    public long? Number(string path) =>
        long.TryParse(Read(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Names in a folder, in ordinal order; none when it is not there.</summary>
    public IReadOnlyList<string> Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Full(folder)).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a file or folder is there.</summary>
    public bool Exists(string path) => Path.Exists(Full(path));

    private string Full(string path) => Path.Join(root, path.TrimStart('/'));
}
