using Recorder.Engine.SecondCopy;
using Recorder.Linux.Drives;
using Recorder.Linux.Store;

namespace Recorder.App.Devices;

/// <summary>Opens sticks for the second copy.</summary>
internal static class SecondStores
{
    /// <summary>The stick in a folder; null when the folder is not there: a mount point that is gone is never made anew on the disk below.</summary>
    /// <exception cref="Core.Faults.RecorderException">It is there and cannot be opened.</exception>
    public static SecondStore? Open(string folder) =>
        Directory.Exists(folder) ? new SecondStore(new DiskStore(folder), new FolderVolume(folder).MaxFileBytes) : null;
}
