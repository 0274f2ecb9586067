using System.Device.Gpio;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recorder.Linux.Gpio.Chips;

/// <summary>Calls and layouts of the kernel's GPIO character device, version 2 (include/uapi/linux/gpio.h, Linux 5.10).</summary>
internal static partial class GpioCalls
{
    internal const int ReadOnly = 0;
    internal const int CloseOnExec = 0x80000;
    internal const short PollIn = 1;
    internal const short PollError = 8;
    internal const short PollHangUp = 16;

    // _IOWR(0xB4, number, size) and _IOR likewise, include/uapi/asm-generic/ioctl.h.
    private const uint ReadWrite = 3u << 30;
    private const uint Read = 2u << 30;
    private const uint Magic = 0xB4u << 8;

    internal static readonly uint GetChipInfo = Read | SizeOf<ChipInfo>() | Magic | 0x01;
    internal static readonly uint GetLines = ReadWrite | SizeOf<LineRequest>() | Magic | 0x07;
    internal static readonly uint SetConfig = ReadWrite | SizeOf<LineConfig>() | Magic | 0x0D;
    internal static readonly uint GetValues = ReadWrite | SizeOf<LineValues>() | Magic | 0x0E;
    internal static readonly uint SetValues = ReadWrite | SizeOf<LineValues>() | Magic | 0x0F;

    internal const uint AttributeFlags = 1;
    internal const uint AttributeOutputValues = 2;

    private const ulong FlagInput = 1 << 2;
    private const ulong FlagOutput = 1 << 3;
    private const ulong FlagBothEdges = 1 << 4 | 1 << 5;
    private const ulong FlagPullUp = 1 << 8;
    private const ulong FlagPullDown = 1 << 9;

    /// <summary>The flags of a mode; inputs tell every edge.</summary>
    internal static ulong FlagsOf(PinMode mode) => mode switch
    {
        PinMode.Output => FlagOutput,
        PinMode.InputPullUp => FlagInput | FlagBothEdges | FlagPullUp,
        PinMode.InputPullDown => FlagInput | FlagBothEdges | FlagPullDown,
        _ => FlagInput | FlagBothEdges,
    };

    private static uint SizeOf<T>() where T : struct => (uint)Unsafe.SizeOf<T>() << 16;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial SafeFileHandle Open(string path, int flags, int mode);

    // Declared without its ellipsis: on these processors a pointer argument travels the same way in both.
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static unsafe partial int Control(SafeFileHandle file, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint ReadBytes(SafeFileHandle file, void* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint WriteBytes(SafeFileHandle file, void* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static unsafe partial int Poll(PollEntry* entries, nuint count, int patienceMs);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial SafeFileHandle MakeEvent(uint initial, int flags);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public int File;
        public short Wanted;
        public short Happened;
    }

    [InlineArray(32)]
    internal struct NameBytes
    {
        private byte first;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ChipInfo
    {
        public NameBytes Name;
        public NameBytes Label;
        public uint Lines;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct LineValues
    {
        public ulong Bits;
        public ulong Mask;
    }

    /// <summary>An attribute and the lines it is for.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ConfigAttribute
    {
        public uint Id;
        public uint Padding;
        public ulong Value;
        public ulong Mask;
    }

    [InlineArray(10)]
    internal struct ConfigAttributes
    {
        private ConfigAttribute first;
    }

    [InlineArray(5)]
    internal struct Padding5
    {
        private uint first;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct LineConfig
    {
        public ulong Flags;
        public uint AttributeCount;
        public Padding5 Padding;
        public ConfigAttributes Attributes;
    }

    [InlineArray(ChipPlan.MostLines)]
    internal struct Offsets
    {
        private uint first;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct LineRequest
    {
        public Offsets Offsets;
        public NameBytes Consumer;
        public LineConfig Config;
        public uint LineCount;
        public uint EventBufferSize;
        public Padding5 Padding;
        public int File;
    }
}
