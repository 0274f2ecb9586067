using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;

namespace Recorder.Media.Native;

/// <summary>Libraries that come with the system and not with this program.</summary>
internal static class NativePackage
{
    private static readonly ConcurrentDictionary<string, bool> Found = new();

    /// <summary>Throws, naming the Debian package, when a library is not there.</summary>
    internal static void Require(string soname, string package, string what)
    {
        // Loaded once and never unloaded: the imports bind to it.
        if (!Found.GetOrAdd(soname, static name => NativeLibrary.TryLoad(name, out _)))
        {
            throw new RecorderException(FaultKind.Device,
                $"{what} needs the library {soname}, which is not installed; recordings are safe; run: sudo apt install {package}");
        }
    }
}
