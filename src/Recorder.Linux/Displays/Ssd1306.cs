using System.Device.I2c;

namespace Recorder.Linux.Displays;

/// <summary>The 128 x 64 one-bit OLED of 0.96 inch modules: Solomon Systech SSD1306 on I2C (data sheet rev. 1.1).</summary>
/// <param name="i2cDevice">The bus at the display's address.</param>
/// <param name="shouldDispose">Whether the bus is let go of with the display.</param>
public sealed class Ssd1306(I2cDevice i2cDevice, bool shouldDispose = true) : PagedDisplay(i2cDevice, shouldDispose)
{
    /// <inheritdoc/>
    protected override void SendSetUp()
    {
        Commands(0xAE);       // off while setting up
        Commands(0xD5, 0x80); // clock
        Commands(0xA8, 0x3F); // 64 rows
        Commands(0xD3, 0x00); // no row offset
        Commands(0x40);       // first row on top
        Commands(0x8D, 0x14); // charge pump on: the module has no high supply
        Commands(0x20, 0x00); // bytes run along a page, then on to the next
        Commands(0xA1);       // column 0 on the left
        Commands(0xC8);       // row 0 on top
        Commands(0xDA, 0x12); // every second row from either side
        Commands(0xD9, 0xF1); // precharge
        Commands(0xDB, 0x40); // common voltage
        Commands(0xA4);       // show the memory
        Commands(0xA6);       // normal picture
    }

    /// <inheritdoc/>
    protected override void GoTo(int page, int left, int right) => Commands(0x21, (byte)left, (byte)(right - 1), 0x22, (byte)page, (byte)page);
}
