using System.Runtime.InteropServices;

namespace Recorder.Media.Native;

/// <summary>Keeps C libraries from writing notes of their own on standard error, where people expect one sentence of ours.</summary>
/// <remarks>
/// libmpg123 tells of every oddity of a file there and libsndfile gives no way to ask it for silence. In glibc <c>stderr</c> is a
/// variable that may be set ("Standard Streams" in its manual). The descriptor 2 itself, and with it everything .NET writes
/// there, stays as it is.
/// </remarks>
internal static partial class NativeChatter
{
    private static readonly Lock Guard = new();
    private static bool isSilent;

    /// <summary>From now on what C code prints to <c>stderr</c> goes nowhere. Where that cannot be had, nothing happens.</summary>
    internal static unsafe void Silence()
    {
        lock (Guard)
        {
            if (isSilent)
                return;
            isSilent = true;
            // Asked of the program itself: its own copy of the variable, if it has one, is the one all libraries use.
            if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "stderr", out var variable))
                return;
            var nowhere = OpenStream("/dev/null", "w");
            if (nowhere != 0)
                Volatile.Write(ref *(nint*)variable, nowhere);
        }
    }

    [LibraryImport("libc", EntryPoint = "fopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenStream(string path, string mode);
}
