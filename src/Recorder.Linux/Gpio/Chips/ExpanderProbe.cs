using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static Recorder.Linux.Gpio.Chips.GpioCalls;

namespace Recorder.Linux.Gpio.Chips;

/// <summary>
/// Asks an expander on I2C whether it is still there. The kernel's driver hides that: a chip that does not answer is read as
/// if all its contacts were closed, and what is written to it is lost without a word.
/// </summary>
/// <remarks>
/// Reads the register of directions (MCP23017: IODIRA, Microchip DS20001952C, section 3.5), which changes nothing, in one transfer
/// beside the driver's own (linux/Documentation/i2c/dev-interface.rst, I2C_RDWR).
/// </remarks>
internal sealed class ExpanderProbe : IDisposable
{
    private const uint Transfer = 0x0707;
    private const ushort FlagRead = 1;
    private const byte Directions = 0;
    private const int ReadWriteMode = 2;

    private readonly SafeFileHandle bus;
    private readonly ushort address;

    private ExpanderProbe(SafeFileHandle bus, ushort address) => (this.bus, this.address) = (bus, address);

    /// <summary>The probe of a chip such as "i2c/1-0020"; null for a chip elsewhere, or where the bus may not be opened.</summary>
    public static ExpanderProbe? For(string address)
    {
        if (PlaceOf(address) is not { } place)
            return null;
        var bus = Open($"/dev/i2c-{place.Bus}", ReadWriteMode | CloseOnExec, 0);
        if (!bus.IsInvalid)
            return new ExpanderProbe(bus, place.Address);
        bus.Dispose();
        return null;
    }

    /// <summary>Bus and address of "i2c/1-0020"; null for an address of another kind.</summary>
    internal static (int Bus, ushort Address)? PlaceOf(string address)
    {
        if (!address.StartsWith("i2c/", StringComparison.Ordinal) || address.Split('-') is not [var bus, var device])
            return null;
        return int.TryParse(bus["i2c/".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && ushort.TryParse(device, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var place)
            ? (number, place)
            : null;
    }

    /// <summary>Whether the chip acknowledges.</summary>
    public unsafe bool Answers()
    {
        byte register = Directions, value;
        var messages = stackalloc BusMessage[2];
        messages[0] = new BusMessage { Address = address, Count = 1, Bytes = &register };
        messages[1] = new BusMessage { Address = address, Flags = FlagRead, Count = 1, Bytes = &value };
        var transfer = new BusTransfer { Messages = messages, Count = 2 };
        return Control(bus, Transfer, &transfer) >= 0;
    }

    /// <inheritdoc/>
    public void Dispose() => bus.Dispose();

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct BusMessage
    {
        public ushort Address;
        public ushort Flags;
        public ushort Count;
        public byte* Bytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct BusTransfer
    {
        public BusMessage* Messages;
        public uint Count;
    }
}
