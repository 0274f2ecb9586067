namespace Recorder.TestSupport;

/// <summary>A disk of a few hundred kilobytes in memory, to be filled; only root can have one.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SmallDisk()
    {
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => folder.Path;

    /// <summary>A path on it.</summary>
    public string File(params string[] parts) => folder.File(parts);

    /// <summary>Mounts one, empty, or skips the test and says why.</summary>
    public static SmallDisk Mount(long bytes)
    {
        var disk = new SmallDisk();
        var (exitCode, _, error) = DebianTool.Run("mount", "mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={bytes}"), "tmpfs", disk.Path);
        if (exitCode == 0)
            return disk;
        disk.folder.Dispose();
        Xunit.Assert.Skip($"a small disk needs root and the right to mount: {error.Trim()}");
        return disk;
    }

    /// <summary>From now on nothing can be written.</summary>
    public void MakeReadOnly() => _ = DebianTool.Run("mount", "mount", "-o", "remount,ro", Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = DebianTool.Run("mount", "umount", Path);
        folder.Dispose();
    }
}
