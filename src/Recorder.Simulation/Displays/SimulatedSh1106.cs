namespace Recorder.Simulation.Displays;

/// <summary>
/// An SH1106 with a 128 x 64 panel on its columns 2 to 129: decodes the bytes of the I2C bus (SH1106 data sheet V2.3, page 19
/// and after). It has no windows: data run along one page and stay there.
/// </summary>
/// <param name="address">Its seven-bit address.</param>
public sealed class SimulatedSh1106(int address = 0x3C) : SimulatedPagedDisplay(address, MemoryColumns)
{
    private const int MemoryColumns = 132;
    private int column;
    private int page;
    private bool isConverterOn = true;

    /// <inheritdoc/>
    protected override bool IsSupplied => isConverterOn;

    /// <inheritdoc/>
    protected override int FirstColumn => 2;

    /// <inheritdoc/>
    protected override void Reset() => (column, page, isConverterOn) = (0, 0, true);

    /// <inheritdoc/>
    protected override int ArgumentsOf(byte command) => command switch
    {
        0x81 or 0xA8 or 0xAD or 0xD3 or 0xD5 or 0xD9 or 0xDA or 0xDB => 1,
        _ => 0,
    };

    /// <inheritdoc/>
    protected override void OnCommand(byte command, IReadOnlyList<byte> arguments)
    {
        switch (command)
        {
            case <= 0x0F:
                column = column & 0xF0 | command;
                break;
            case <= 0x1F:
                column = column & 0x0F | (command & 0x0F) << 4;
                break;
            case >= 0xB0 and <= 0xB7:
                page = command & 0x0F;
                break;
            case 0xAD:
                isConverterOn = arguments[0] == 0x8B;
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnData(byte value) => Store(page, column++, value);
}
