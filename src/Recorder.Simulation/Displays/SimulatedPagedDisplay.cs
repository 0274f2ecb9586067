using System.Device.I2c;

namespace Recorder.Simulation.Displays;

/// <summary>A 128 x 64 one-bit controller on I2C: what the SSD1306 and the SH1106 have in common.</summary>
/// <param name="address">Its seven-bit address.</param>
/// <param name="memoryColumns">Columns of its memory.</param>
public abstract class SimulatedPagedDisplay(int address, int memoryColumns) : I2cDevice, ISimulatedDisplay
{
    private protected const int Pages = 8;
    private const int RowsPerPage = 8;
    private const byte Lit = 15;

    private readonly Lock gate = new();
    private readonly byte[] memory = new byte[memoryColumns * Pages];
    private readonly List<byte> pending = [];
    private bool isColumnsRemapped;
    private bool isRowsRemapped;
    private bool isInverse;
    private bool isAllOn;

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

    /// <summary>Whether its own high supply is on; without it nothing lights.</summary>
    protected abstract bool IsSupplied { get; }

    /// <summary>The column of memory the glass shows first.</summary>
    protected abstract int FirstColumn { get; }

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
                    OnData(value);
                else
                    OnByte(value);
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
            (IsOn, Contrast, isColumnsRemapped, isRowsRemapped, isInverse, isAllOn) = (false, 0x7F, false, false, false, false);
            pending.Clear();
            Reset();
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
                    greys[y * Width + x] = IsOn && IsSupplied && Seen(x, y) ? Lit : (byte)0;
        }
    }

    /// <inheritdoc/>
    public override void Read(Span<byte> buffer) => throw new NotSupportedException("This display is only written.");

    /// <inheritdoc/>
    public override byte ReadByte() => throw new NotSupportedException("This display is only written.");

    /// <inheritdoc/>
    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        throw new NotSupportedException("This display is only written.");

    /// <summary>Registers of its own as after a reset.</summary>
    protected abstract void Reset();

    /// <summary>Arguments that follow a command.</summary>
    protected abstract int ArgumentsOf(byte command);

    /// <summary>A command of its own with its arguments.</summary>
    protected abstract void OnCommand(byte command, IReadOnlyList<byte> arguments);

    /// <summary>A byte for the memory.</summary>
    protected abstract void OnData(byte value);

    /// <summary>Stores a byte; places outside the memory take none.</summary>
    protected void Store(int page, int column, byte value)
    {
        if (page < Pages && column < memoryColumns)
            memory[page * memoryColumns + column] = value;
    }

    // The usual module is mounted so that both remaps together mean upright; remapping counts from the memory's other end.
    private bool Seen(int x, int y)
    {
        var atColumn = FirstColumn + (isColumnsRemapped ? x : Width - 1 - x);
        var atRow = isRowsRemapped ? y : Height - 1 - y;
        var isLit = (memory[atRow / RowsPerPage * memoryColumns + atColumn] >> atRow % RowsPerPage & 1) != 0;
        return isAllOn || isLit != isInverse;
    }

    private void OnByte(byte value)
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
            case 0x81:
                Contrast = pending[1];
                break;
            default:
                OnCommand(pending[0], pending[1..]);
                break;
        }
        pending.Clear();
    }
}
