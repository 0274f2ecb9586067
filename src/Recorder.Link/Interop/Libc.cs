using System.Runtime.InteropServices;

namespace Recorder.Link.Interop;

/// <summary>The few calls of libc that let the engine's end accept, receive and send without allocating.</summary>
/// <remarks>.NET's own Socket allocates when it accepts, and a new host may come in the middle of a take.</remarks>
internal static unsafe partial class Libc
{
    public const short PollIn = 1;
    public const int Interrupted = 4; // EINTR

    private const int CloseOnExec = 0x80000; // SOCK_CLOEXEC
    private const int DontWait = 0x40; // MSG_DONTWAIT
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL
    private const int ReadAndWrite = 2; // SHUT_RDWR

    [StructLayout(LayoutKind.Sequential)]
    public struct PollTarget
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    public static int Accept(SafeHandle listener) => Accept4(listener, 0, 0, CloseOnExec);

    /// <summary>Takes what is there; 0 at the end, -1 when nothing is.</summary>
    public static nint Receive(SafeHandle socket, Span<byte> bytes)
    {
        fixed (byte* start = bytes)
            return Recv(socket, start, (nuint)bytes.Length, DontWait);
    }

    /// <summary>Gives what there is room for; -1 when there is none.</summary>
    public static nint Send(SafeHandle socket, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return Send(socket, start, (nuint)bytes.Length, DontWait | NoSignal);
    }

    public static void Shutdown(SafeHandle socket) => _ = Shutdown(socket, ReadAndWrite);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollTarget* targets, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(nint descriptor);

    [LibraryImport("libc", EntryPoint = "accept4")]
    private static partial int Accept4(SafeHandle listener, nint address, nint addressBytes, int flags);

    [LibraryImport("libc", EntryPoint = "recv")]
    private static partial nint Recv(SafeHandle socket, byte* bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "send")]
    private static partial nint Send(SafeHandle socket, byte* bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    private static partial int Shutdown(SafeHandle socket, int how);
}

/// <summary>A place for one connection after another, so that a new one needs no new object.</summary>
internal sealed class ConnectionSlot() : SafeHandle(-1, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle < 0;

    /// <summary>The connection's number, -1 when there is none; poll ignores that.</summary>
    public int Descriptor => (int)handle;

    /// <summary>Ends the connection that is there and takes another, or -1 for none.</summary>
    public void Replace(int descriptor)
    {
        if (!IsInvalid)
            ReleaseHandle();
        SetHandle(descriptor);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libc.Close(handle) == 0;
}
