using System.Device.I2c;
using System.Globalization;

namespace Recorder.Linux.Gpio.Chips;

/// <summary>
/// Asks an expander on I2C whether it is still there. The kernel's driver hides that: a chip that does not answer is read as
/// if all its contacts were closed, and what is written to it is lost without a word.
/// </summary>
/// <remarks>
/// Reads the register of directions (MCP23017: IODIRA, Microchip DS20001952C, section 3.5), which changes nothing, in one transfer
/// beside the driver's own.
/// </remarks>
internal sealed class ExpanderProbe : IDisposable
{
    private const byte Directions = 0;

    private readonly I2cDevice chip;

    private ExpanderProbe(I2cDevice chip) => this.chip = chip;

    /// <summary>The probe of a chip such as "i2c/1-0020"; null for a chip elsewhere, or where the bus may not be opened.</summary>
    public static ExpanderProbe? For(string address) =>
        PlaceOf(address) is { } place && MayOpen($"/dev/i2c-{place.Bus}")
            ? new ExpanderProbe(I2cDevice.Create(new I2cConnectionSettings(place.Bus, place.Address)))
            : null;

    /// <summary>Bus and address of "i2c/1-0020"; null for an address of another kind.</summary>
    internal static (int Bus, int Address)? PlaceOf(string address)
    {
        if (!address.StartsWith("i2c/", StringComparison.Ordinal) || address.Split('-') is not [var bus, var device])
            return null;
        return int.TryParse(bus["i2c/".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && ushort.TryParse(device, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var place)
            ? (number, (int)place)
            : null;
    }

    /// <summary>Whether the chip acknowledges.</summary>
    public bool Answers()
    {
        Span<byte> value = stackalloc byte[1];
        try
        {
            chip.WriteRead([Directions], value);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => chip.Dispose();

    private static bool MayOpen(string bus)
    {
        try
        {
            using var file = File.OpenHandle(bus, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
