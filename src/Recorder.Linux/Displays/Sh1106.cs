using System.Device.I2c;

namespace Recorder.Linux.Displays;

/// <summary>
/// The 128 x 64 one-bit OLED of 1.3 inch modules: Sino Wealth SH1106 on I2C (data sheet V2.3). Its memory has 132 columns, of
/// which the glass shows those from 2 on, and it knows only one page at a time.
/// </summary>
/// <param name="i2cDevice">The bus at the display's address.</param>
/// <param name="shouldDispose">Whether the bus is let go of with the display.</param>
public sealed class Sh1106(I2cDevice i2cDevice, bool shouldDispose = true) : PagedDisplay(i2cDevice, shouldDispose)
{
    private const int FirstColumn = 2;

    /// <inheritdoc/>
    protected override void SendSetUp()
    {
        Commands(0xAE);       // off while setting up
        Commands(0xD5, 0x50); // clock: 105 Hz
        Commands(0xA8, 0x3F); // 64 rows
        Commands(0xD3, 0x00); // no row offset
        Commands(0x40);       // first row on top
        Commands(0xAD, 0x8B); // own high supply on
        Commands(0x32);       // at 8 V
        Commands(0xA1);       // column 0 on the left
        Commands(0xC8);       // row 0 on top
        Commands(0xDA, 0x12); // every second row from either side
        Commands(0xD9, 0x22); // precharge
        Commands(0xDB, 0x35); // common voltage
        Commands(0xA4);       // show the memory
        Commands(0xA6);       // normal picture
    }

    /// <inheritdoc/>
    protected override void GoTo(int page, int left, int right)
    {
        var column = left + FirstColumn;
        Commands((byte)(0xB0 | page), (byte)(column & 0x0F), (byte)(0x10 | column >> 4));
    }
}
