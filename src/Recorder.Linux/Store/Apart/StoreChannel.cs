using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Recorder.Linux.Interop.Libc;

namespace Recorder.Linux.Store.Apart;

/// <summary>One end of a stream between two processes on which requests and answers alternate; no call on it allocates.</summary>
/// <remarks>Head and bytes go out in one call: each call wakes the other side, and that is what it costs.</remarks>
internal sealed unsafe class StoreChannel : IDisposable
{
    /// <summary>Bytes that may follow a head; more is cut into several calls.</summary>
    public const int MaxFollowingBytes = 256 << 10;

    private const int MaxHeadBytes = 64;

    private readonly SafeFileHandle socket;
    private readonly byte* buffer = (byte*)NativeMemory.AlignedAlloc(MaxHeadBytes + MaxFollowingBytes, MaxHeadBytes);
    private int isBusy;

    private StoreChannel(SafeFileHandle socket) => this.socket = socket;

    /// <summary>The number of its descriptor, for a process that is to inherit it.</summary>
    public int Descriptor => (int)socket.DangerousGetHandle();

    /// <summary>The end of a stream that this process inherited.</summary>
    /// <param name="descriptor">Its number.</param>
    public static StoreChannel Inherited(int descriptor) => new(new SafeFileHandle(descriptor, ownsHandle: true));

    /// <summary>Both ends of a new stream; neither is inherited by a process that is started.</summary>
    /// <returns>False where the system has no more descriptors.</returns>
    public static bool TryMakePair(out StoreChannel? near, out StoreChannel? far)
    {
        var ends = stackalloc int[2];
        var isMade = LibC.SocketPair(LibC.UnixFamily, LibC.StreamSocket | LibC.CloseOnExec, 0, ends) == 0;
        near = isMade ? Inherited(ends[0]) : null;
        far = isMade ? Inherited(ends[1]) : null;
        return isMade;
    }

    /// <summary>A process that is started from now on inherits this end.</summary>
    public bool BeInherited() => LibC.Control(socket, LibC.SetDescriptorFlags, 0) == 0;

    /// <summary>Takes it for one call; false when another thread has it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref isBusy, 1) == 0;

    /// <summary>Gives it back.</summary>
    public void Release() => Volatile.Write(ref isBusy, 0);

    /// <summary>Room for what is to follow the next head: may be filled before <see cref="TrySend"/> is called with just these bytes.</summary>
    public Span<byte> Room<THead>()
        where THead : unmanaged, IStoreHead => new(buffer + Unsafe.SizeOf<THead>(), MaxFollowingBytes);

    /// <summary>Sends a head and the bytes behind it; false when nobody is at the other end any more.</summary>
    public bool TrySend<THead>(in THead head, ReadOnlySpan<byte> following)
        where THead : unmanaged, IStoreHead
    {
        var room = Room<THead>();
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(room), ref MemoryMarshal.GetReference(following)))
            following.CopyTo(room);
        Unsafe.WriteUnaligned(buffer, head);
        var count = Unsafe.SizeOf<THead>() + following.Length;
        for (var done = 0; done < count;)
        {
            var sent = LibC.Write(socket, buffer + done, count - done);
            if (sent > 0)
                done += (int)sent;
            else if (sent == 0 || Marshal.GetLastPInvokeError() != Errno.Interrupted)
                return false;
        }
        return true;
    }

    /// <summary>Waits for a head and the bytes behind it, which are valid until the next call; false when nobody is at the other end any more.</summary>
    /// <param name="head">The head.</param>
    /// <param name="following">These bytes.</param>
    public bool TryReceive<THead>(out THead head, out ReadOnlySpan<byte> following)
        where THead : unmanaged, IStoreHead
    {
        head = default;
        following = default;
        var done = 0;
        if (!TryReadUpTo(Unsafe.SizeOf<THead>(), MaxHeadBytes + MaxFollowingBytes, ref done))
            return false;
        head = Unsafe.ReadUnaligned<THead>(buffer);
        var count = head.FollowingBytes;
        if (count is < 0 or > MaxFollowingBytes || !TryReadUpTo(Unsafe.SizeOf<THead>() + count, Unsafe.SizeOf<THead>() + count, ref done))
            return false;
        following = new ReadOnlySpan<byte>(buffer + Unsafe.SizeOf<THead>(), count);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        NativeMemory.AlignedFree(buffer);
    }

    // Requests and answers alternate, so that what has come belongs to this one.
    private bool TryReadUpTo(int least, int most, ref int done)
    {
        while (done < least)
        {
            var got = LibC.Read(socket, buffer + done, most - done);
            if (got > 0)
                done += (int)got;
            else if (got == 0 || Marshal.GetLastPInvokeError() != Errno.Interrupted)
                return false;
        }
        return true;
    }
}
