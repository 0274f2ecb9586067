using System.Runtime.InteropServices;

namespace Recorder.Linux.Gpio.Chips;

/// <summary>An edge as it is read from the kernel: <c>struct gpio_v2_line_event</c> of linux/gpio.h.</summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct KernelLineEvent
{
    public const int SizeBytes = 48;
    public const uint RisingEdge = 1;
    public const uint FallingEdge = 2;

    /// <summary>CLOCK_MONOTONIC, because the request names no other clock.</summary>
    public ulong TimestampNs;

    public uint Id;
    public uint Offset;

    /// <summary>Counts the edges of all lines of the request from 1.</summary>
    public uint Sequence;

    /// <summary>Counts the edges of this line from 1.</summary>
    public uint LineSequence;
}
