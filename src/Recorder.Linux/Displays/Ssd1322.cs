using System.Device.Gpio;
using System.Device.Spi;

namespace Recorder.Linux.Displays;

/// <summary>
/// The 256 x 64 OLED with sixteen greys: Solomon Systech SSD1322 on four-wire SPI.
/// </summary>
/// <remarks>
/// Its picture memory is 480 pixels wide, four pixels a column address; panels of 256 pixels are wired to the columns
/// from 28 on. Command numbers and meanings: SSD1322 data sheet, rev. 1.2, section 9.
/// </remarks>
public sealed class Ssd1322 : BusDisplay
{
    private const int WidthPixels = 256;
    private const int HeightPixels = 64;
    private const int BytesPerRow = WidthPixels / 2;
    private const int BytesPerColumn = 2;
    private const int FirstColumn = 28;

    // The kernel's spidev refuses longer transfers with its default buffer.
    private const int LongestTransferBytes = 4096;

    private readonly SpiDevice spi;
    private readonly GpioController gpio;
    private readonly int dataCommandPin;
    private readonly int resetPin;
    private readonly bool shouldDispose;
    private readonly byte[] window = new byte[BytesPerRow * HeightPixels];

    /// <summary>A display on a bus and two lines; nothing is sent before the first picture.</summary>
    /// <param name="spiDevice">Mode 0 or 3, at most 10 MHz.</param>
    /// <param name="dataCommandPin">The line D/C: low for commands, high for data.</param>
    /// <param name="resetPin">The line RES#, or -1 where it is wired to the supply.</param>
    /// <param name="gpioController">Where the lines are; null makes one of its own.</param>
    /// <param name="shouldDispose">Whether bus and controller are let go of with the display.</param>
    public Ssd1322(SpiDevice spiDevice, int dataCommandPin, int resetPin = -1, GpioController? gpioController = null, bool shouldDispose = true)
        : base(WidthPixels, HeightPixels, BytesPerRow * HeightPixels)
    {
        spi = spiDevice;
        gpio = gpioController ?? new GpioController();
        this.dataCommandPin = dataCommandPin;
        this.resetPin = resetPin;
        this.shouldDispose = shouldDispose;
        gpio.OpenPin(dataCommandPin, PinMode.Output);
        if (resetPin >= 0)
            gpio.OpenPin(resetPin, PinMode.Output, PinValue.High);
    }

    /// <inheritdoc/>
    protected override void Pack(ReadOnlySpan<byte> greys, Span<byte> packed)
    {
        for (var i = 0; i < packed.Length; i++)
            packed[i] = (byte)(greys[2 * i] << 4 | greys[2 * i + 1] & 0x0F);
    }

    /// <inheritdoc/>
    protected override void SendSetUp()
    {
        if (resetPin >= 0)
        {
            gpio.Write(resetPin, PinValue.Low);
            Thread.Sleep(1);
            gpio.Write(resetPin, PinValue.High);
            Thread.Sleep(1);
        }
        Command(0xFD, 0x12);       // commands unlocked
        Command(0xAE);             // off while setting up
        Command(0xB3, 0x91);       // clock: 80 frames a second
        Command(0xCA, 0x3F);       // 64 rows
        Command(0xA2, 0x00);       // no row offset
        Command(0xA1, 0x00);       // first row on top
        Command(0xA0, 0x14, 0x11); // left pixel in the high half of a byte, rows from the top, both halves driven
        Command(0xAB, 0x01);       // internal supply for the logic
        Command(0xB4, 0xA0, 0xFD); // external segment voltage, better greys
        Command(0xC7, 0x0F);       // full master current; contrast scales below it
        Command(0xB9);             // evenly spaced greys
        Command(0xB1, 0xE2);       // discharge and precharge lengths
        Command(0xBB, 0x1F);       // precharge voltage
        Command(0xB6, 0x08);       // second precharge
        Command(0xBE, 0x07);       // common voltage
        Command(0xA9);             // no partial display
        Command(0xA6);             // normal picture
    }

    /// <inheritdoc/>
    protected override void SendContrast(byte contrast) => Command(0xC1, contrast);

    /// <inheritdoc/>
    protected override void SendPower(bool on) => Command(on ? (byte)0xAF : (byte)0xAE);

    /// <inheritdoc/>
    protected override void SendAll(ReadOnlySpan<byte> packed) => SendWindow(packed, 0, BytesPerRow, 0, HeightPixels);

    /// <inheritdoc/>
    protected override void SendDifference(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> shown)
    {
        for (var top = 0; top < HeightPixels; top++)
        {
            var (left, right) = (BytesPerRow, 0);
            var bottom = top;
            while (bottom < HeightPixels && Widen(RowOf(packed, bottom), RowOf(shown, bottom), ref left, ref right))
                bottom++;
            if (bottom == top)
                continue;
            left = left / BytesPerColumn * BytesPerColumn;
            right = (right + BytesPerColumn - 1) / BytesPerColumn * BytesPerColumn;
            SendWindow(packed, left, right, top, bottom);
            top = bottom;
        }
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        gpio.ClosePin(dataCommandPin);
        if (resetPin >= 0)
            gpio.ClosePin(resetPin);
        if (!shouldDispose)
            return;
        spi.Dispose();
        gpio.Dispose();
    }

    private static ReadOnlySpan<byte> RowOf(ReadOnlySpan<byte> packed, int row) => packed.Slice(row * BytesPerRow, BytesPerRow);

    // Grows the range of changed bytes by a row; false when the row is the same.
    private static bool Widen(ReadOnlySpan<byte> row, ReadOnlySpan<byte> shown, ref int left, ref int right)
    {
        var same = row.CommonPrefixLength(shown);
        if (same == BytesPerRow)
            return false;
        left = Math.Min(left, same);
        var last = BytesPerRow - 1;
        while (row[last] == shown[last])
            last--;
        right = Math.Max(right, last + 1);
        return true;
    }

    private void SendWindow(ReadOnlySpan<byte> packed, int left, int right, int top, int bottom)
    {
        Command(0x15, (byte)(FirstColumn + left / BytesPerColumn), (byte)(FirstColumn + right / BytesPerColumn - 1));
        Command(0x75, (byte)top, (byte)(bottom - 1));
        Command(0x5C);
        var width = right - left;
        for (var row = top; row < bottom; row++)
            RowOf(packed, row)[left..right].CopyTo(window.AsSpan((row - top) * width));
        Data(window.AsSpan(0, width * (bottom - top)));
    }

    private void Command(byte command, params ReadOnlySpan<byte> arguments)
    {
        gpio.Write(dataCommandPin, PinValue.Low);
        spi.WriteByte(command);
        if (!arguments.IsEmpty)
            Data(arguments);
    }

    private void Data(ReadOnlySpan<byte> bytes)
    {
        gpio.Write(dataCommandPin, PinValue.High);
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, LongestTransferBytes)..])
            spi.Write(bytes[..Math.Min(bytes.Length, LongestTransferBytes)]);
    }
}
