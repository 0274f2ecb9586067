using System.Device.Gpio;
using System.Device.Spi;
using Recorder.Simulation.Gpio;

namespace Recorder.Simulation.Displays;

/// <summary>
/// An SSD1322 with a 256 x 64 panel on its columns 28 to 91: decodes the bytes of the SPI bus, commands and data told
/// apart by the line D/C (SSD1322 data sheet, rev. 1.2, sections 8 and 9).
/// </summary>
/// <param name="gpio">Where the line D/C is.</param>
/// <param name="dataCommandPin">Its number; low for commands.</param>
public sealed class SimulatedSsd1322(SimulatedGpioDriver gpio, int dataCommandPin) : SpiDevice, ISimulatedDisplay
{
    private const int ColumnAddresses = 120;
    private const int MemoryRows = 128;
    private const int BytesPerColumn = 2;
    private const int MemoryBytesPerRow = ColumnAddresses * BytesPerColumn;
    private const int FirstPanelColumn = 28;

    // The longest transfer the kernel's SPI driver takes as delivered.
    private const int LongestTransferBytes = 4096;

    private readonly Lock gate = new();
    private readonly byte[] memory = new byte[MemoryBytesPerRow * MemoryRows];
    private readonly List<byte> arguments = [];
    private byte command;
    private (int First, int Last) columns = (0, ColumnAddresses - 1);
    private (int First, int Last) rows = (0, MemoryRows - 1);
    private int column;
    private int row;
    private int byteOfColumn;
    private byte remap;
    private byte startLine;
    private bool isUnlocked = true;
    private PictureMode mode = PictureMode.Normal;

    private enum PictureMode : byte
    {
        AllOff = 0xA4,
        AllOn = 0xA5,
        Normal = 0xA6,
        Inverse = 0xA7,
    }

    /// <inheritdoc/>
    public int Width => 256;

    /// <inheritdoc/>
    public int Height => 64;

    /// <inheritdoc/>
    public long Version { get; private set; }

    /// <inheritdoc/>
    public bool IsOn { get; private set; }

    /// <inheritdoc/>
    public byte Contrast { get; private set; } = 0x7F;

    /// <summary>Bytes that came over the bus so far.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>When set, transfers for which it answers true fail as a disturbed bus does.</summary>
    public Func<bool>? FailsNow { get; set; }

    /// <inheritdoc/>
    public override SpiConnectionSettings ConnectionSettings { get; } = new(0, 0);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (FailsNow?.Invoke() == true || buffer.Length > LongestTransferBytes)
            throw new IOException("Error 90 performing SPI data transfer.");
        var isData = gpio.Level(dataCommandPin) == PinValue.High;
        lock (gate)
        {
            BytesReceived += buffer.Length;
            foreach (var value in buffer)
            {
                if (isData)
                    OnData(value);
                else
                    OnCommand(value);
            }
            Version++;
        }
    }

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    /// <summary>Cuts the power for a moment: registers are as after a reset, the memory holds noise.</summary>
    public void LosePower()
    {
        lock (gate)
        {
            new Random(1).NextBytes(memory);
            (IsOn, Contrast, remap, startLine, mode) = (false, 0x7F, 0, 0, PictureMode.Normal);
            columns = (0, ColumnAddresses - 1);
            rows = (0, MemoryRows - 1);
            Version++;
        }
    }

    /// <inheritdoc/>
    public void CopyPicture(Span<byte> greys)
    {
        lock (gate)
        {
            for (var y = 0; y < Height; y++)
                for (var x = 0; x < Width; x++)
                    greys[y * Width + x] = IsOn ? Seen(x, y) : (byte)0;
        }
    }

    /// <inheritdoc/>
    public override void Read(Span<byte> buffer) => throw new NotSupportedException("An SSD1322 cannot be read over SPI.");

    /// <inheritdoc/>
    public override byte ReadByte() => throw new NotSupportedException("An SSD1322 cannot be read over SPI.");

    /// <inheritdoc/>
    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        throw new NotSupportedException("An SSD1322 cannot be read over SPI.");

    private byte Seen(int x, int y)
    {
        // Remap A[4]: rows counted from the other side; our panel is mounted so that set means upright.
        var upright = (remap & 0b1_0000) != 0;
        var line = ((upright ? y : Height - 1 - y) + startLine) % MemoryRows;
        var columnsFromRight = (remap & 0b1) != 0;
        var pixel = columnsFromRight ? Width - 1 - x : x;
        var value = memory[line * MemoryBytesPerRow + FirstPanelColumn * BytesPerColumn + pixel / 2];

        // Remap A[2]: the left pixel of a pair is the high half of its byte.
        var isHighHalf = (pixel % 2 == 0) == ((remap & 0b100) != 0);
        var grey = (byte)(isHighHalf ? value >> 4 : value & 0x0F);
        return mode switch
        {
            PictureMode.AllOff => 0,
            PictureMode.AllOn => 15,
            PictureMode.Inverse => (byte)(15 - grey),
            _ => grey,
        };
    }

    private void OnCommand(byte value)
    {
        command = value;
        arguments.Clear();
        if (!isUnlocked)
            return;
        switch (value)
        {
            case 0xAE or 0xAF:
                IsOn = value == 0xAF;
                break;
            case >= 0xA4 and <= 0xA7:
                mode = (PictureMode)value;
                break;
            case 0x5C:
                (column, row, byteOfColumn) = (columns.First, rows.First, 0);
                break;
        }
    }

    private void OnData(byte value)
    {
        if (command == 0x5C)
        {
            WriteMemory(value);
            return;
        }
        arguments.Add(value);
        switch (command, arguments.Count)
        {
            case (0xFD, 1):
                isUnlocked = value == 0x12;
                break;
            case (0x15, 2):
                columns = (arguments[0], arguments[1]);
                break;
            case (0x75, 2):
                rows = (arguments[0], arguments[1]);
                break;
            case (0xA0, 1):
                remap = value;
                break;
            case (0xA1, 1):
                startLine = value;
                break;
            case (0xC1, 1):
                Contrast = value;
                break;
        }
    }

    // The address pointer runs along the columns of the window, then on to the next row, and begins again at its end.
    private void WriteMemory(byte value)
    {
        if (column < ColumnAddresses && row < MemoryRows)
            memory[row * MemoryBytesPerRow + column * BytesPerColumn + byteOfColumn] = value;
        if (++byteOfColumn < BytesPerColumn)
            return;
        byteOfColumn = 0;
        if (++column <= columns.Last)
            return;
        column = columns.First;
        row = row == rows.Last ? rows.First : row + 1;
    }
}
