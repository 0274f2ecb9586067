using System.Device.I2c;

namespace Recorder.Linux.Displays;

/// <summary>The 128 x 64 one-bit OLED of the small build: Solomon Systech SSD1306 on I2C.</summary>
/// <remarks>Its memory is eight pages of eight rows; a byte is a column of a page, its lowest bit on top.</remarks>
/// <param name="i2cDevice">The bus at the display's address.</param>
/// <param name="shouldDispose">Whether the bus is let go of with the display.</param>
public sealed class Ssd1306(I2cDevice i2cDevice, bool shouldDispose = true) : BusDisplay(WidthPixels, HeightPixels, WidthPixels * Pages)
{
    /// <summary>The address most modules are strapped to.</summary>
    public const int DefaultI2cAddress = 0x3C;

    private const int WidthPixels = 128;
    private const int HeightPixels = 64;
    private const int RowsPerPage = 8;
    private const int Pages = HeightPixels / RowsPerPage;
    private const byte LitFrom = 8;

    // The byte before each transfer says what follows it.
    private const byte CommandsFollow = 0x00;
    private const byte DataFollows = 0x40;

    private readonly byte[] transfer = new byte[1 + WidthPixels];

    /// <inheritdoc/>
    protected override void Pack(ReadOnlySpan<byte> greys, Span<byte> packed)
    {
        packed.Clear();
        for (var y = 0; y < HeightPixels; y++)
            for (var x = 0; x < WidthPixels; x++)
                if (greys[y * WidthPixels + x] >= LitFrom)
                    packed[y / RowsPerPage * WidthPixels + x] |= (byte)(1 << y % RowsPerPage);
    }

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
    protected override void SendContrast(byte contrast) => Commands(0x81, contrast);

    /// <inheritdoc/>
    protected override void SendPower(bool on) => Commands(on ? (byte)0xAF : (byte)0xAE);

    /// <inheritdoc/>
    protected override void SendAll(ReadOnlySpan<byte> packed)
    {
        for (var page = 0; page < Pages; page++)
            SendPage(packed, page, 0, WidthPixels);
    }

    /// <inheritdoc/>
    protected override void SendDifference(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> shown)
    {
        for (var page = 0; page < Pages; page++)
        {
            var now = packed.Slice(page * WidthPixels, WidthPixels);
            var before = shown.Slice(page * WidthPixels, WidthPixels);
            var left = now.CommonPrefixLength(before);
            var right = WidthPixels;
            while (right > left && now[right - 1] == before[right - 1])
                right--;
            if (right > left)
                SendPage(packed, page, left, right);
        }
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        if (shouldDispose)
            i2cDevice.Dispose();
    }

    private void SendPage(ReadOnlySpan<byte> packed, int page, int left, int right)
    {
        Commands(0x21, (byte)left, (byte)(right - 1));
        Commands(0x22, (byte)page, (byte)page);
        transfer[0] = DataFollows;
        packed[(page * WidthPixels + left)..(page * WidthPixels + right)].CopyTo(transfer.AsSpan(1));
        i2cDevice.Write(transfer.AsSpan(0, 1 + right - left));
    }

    private void Commands(params ReadOnlySpan<byte> bytes)
    {
        transfer[0] = CommandsFollow;
        bytes.CopyTo(transfer.AsSpan(1));
        i2cDevice.Write(transfer.AsSpan(0, 1 + bytes.Length));
    }
}
