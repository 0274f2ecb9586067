using System.Globalization;
using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>The expander in its 28-pin package (SPDIP, SOIC and SSOP alike; data sheet DS20001952D, table 1-1).</summary>
internal static class Mcp23017
{
    private const int FirstAddress = 0x20;
    private const int PortLines = 8;
    private const int FirstPinOfA = 21;

    /// <summary>The pin of a line: GPB0 to GPB7 are 1 to 8, GPA0 to GPA7 are 21 to 28.</summary>
    public static int PinOf(int offset) => offset < PortLines ? FirstPinOfA + offset : offset - PortLines + 1;

    /// <summary>The levels of A2, A1, A0 that give it its address.</summary>
    public static int AddressBits(ChipParts chip) => Address(chip.Address) - FirstAddress;

    /// <summary>The address at the end of a place on I2C: "i2c/1-0020" is 0x20.</summary>
    public static int Address(string place) => int.Parse(place[(place.LastIndexOf('-') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
