using System.Device.I2c;

namespace Recorder.Simulation.Displays;

/// <summary>
/// An SSD1306 with a 128 x 64 panel: decodes the bytes of the I2C bus (SSD1306 data sheet, rev. 1.1, sections 8 and 9).
/// </summary>
/// <param name="address">Its seven-bit address.</param>
public sealed class SimulatedSsd1306(int address = 0x3C) : I2cDevice, ISimulatedDisplay
{
    private const int Pages = 8;
    private const int RowsPerPage = 8;
    private const byte Lit = 15;

    private readonly Lock gate = new();
    private readonly byte[] memory = new byte[128 * Pages];
    private readonly List<byte> pending = [];
    private (int First, int Last) columns = (0, 127);
    private (int First, int Last) pages = (0, Pages - 1);
    private int column;
    private int page;
    private bool isColumnsRemapped;
    private bool isRowsRemapped;
    private bool isInverse;
    private bool isAllOn;
    private bool isPumpOn;

    /// <inheritdoc/>
    public int Width => 128;

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
    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (FailsNow?.Invoke() == true)
            throw new IOException("Error 121 performing I2C data transfer.");
        lock (gate)
        {
            BytesReceived += buffer.Length;
            foreach (var value in buffer[1..])
            {
                if (buffer[0] == 0x40)
                    WriteMemory(value);
                else
                    OnCommand(value);
            }
            Version++;
        }
    }

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    /// <inheritdoc/>
    public void CopyPicture(Span<byte> greys)
    {
        lock (gate)
        {
            for (var y = 0; y < Height; y++)
                for (var x = 0; x < Width; x++)
                    greys[y * Width + x] = IsOn && isPumpOn && Seen(x, y) ? Lit : (byte)0;
        }
    }

    /// <inheritdoc/>
    public override void Read(Span<byte> buffer) => throw new NotSupportedException("This display is only written.");

    /// <inheritdoc/>
    public override byte ReadByte() => throw new NotSupportedException("This display is only written.");

    /// <inheritdoc/>
    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        throw new NotSupportedException("This display is only written.");

    // The usual module is mounted so that both remaps together mean upright.
    private bool Seen(int x, int y)
    {
        var atColumn = isColumnsRemapped ? x : Width - 1 - x;
        var atRow = isRowsRemapped ? y : Height - 1 - y;
        var isLit = (memory[atRow / RowsPerPage * Width + atColumn] >> atRow % RowsPerPage & 1) != 0;
        return isAllOn || isLit != isInverse;
    }

    private void OnCommand(byte value)
    {
        pending.Add(value);
        if (pending.Count <= ArgumentsOf(pending[0]))
            return;
        switch (pending[0])
        {
            case 0xAE or 0xAF:
                IsOn = pending[0] == 0xAF;
                break;
            case 0xA4 or 0xA5:
                isAllOn = pending[0] == 0xA5;
                break;
            case 0xA6 or 0xA7:
                isInverse = pending[0] == 0xA7;
                break;
            case 0xA0 or 0xA1:
                isColumnsRemapped = pending[0] == 0xA1;
                break;
            case 0xC0 or 0xC8:
                isRowsRemapped = pending[0] == 0xC8;
                break;
            case 0x8D:
                isPumpOn = (pending[1] & 0b100) != 0;
                break;
            case 0x81:
                Contrast = pending[1];
                break;
            case 0x21:
                columns = (pending[1], pending[2]);
                column = pending[1];
                break;
            case 0x22:
                pages = (pending[1], pending[2]);
                page = pending[1];
                break;
        }
        pending.Clear();
    }

    private static int ArgumentsOf(byte command) => command switch
    {
        0x21 or 0x22 or 0xA3 => 2,
        0x20 or 0x81 or 0x8D or 0xA8 or 0xD3 or 0xD5 or 0xD9 or 0xDA or 0xDB => 1,
        _ => 0,
    };

    private void WriteMemory(byte value)
    {
        memory[page * Width + column] = value;
        if (++column <= columns.Last)
            return;
        column = columns.First;
        page = page == pages.Last ? pages.First : page + 1;
    }
}
