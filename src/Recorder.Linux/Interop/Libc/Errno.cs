using Recorder.Core.Ports;

namespace Recorder.Linux.Interop.Libc;

/// <summary>Error numbers of the C library.</summary>
internal static class Errno
{
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int NoDevice = 19;
    internal const int Invalid = 22;
    internal const int ReadOnlyFileSystem = 30;

    private const int NoDeviceOrAddress = 6;
    private const int Access = 13;
    private const int Exists = 17;
    private const int NoSpace = 28;
    private const int Stale = 116;
    private const int Quota = 122;

    internal static StoreError ToStoreError(int errno) => errno switch
    {
        NoSpace or Quota => StoreError.Full,
        ReadOnlyFileSystem or Access => StoreError.ReadOnly,
        Exists => StoreError.Exists,
        NoEntry or NoDevice or NoDeviceOrAddress or Stale => StoreError.Gone,
        _ => StoreError.Io,
    };
}
