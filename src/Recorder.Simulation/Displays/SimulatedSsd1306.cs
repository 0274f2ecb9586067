namespace Recorder.Simulation.Displays;

/// <summary>
/// An SSD1306 with a 128 x 64 panel: decodes the bytes of the I2C bus (SSD1306 data sheet, rev. 1.1, sections 8 and 9).
/// </summary>
/// <param name="address">Its seven-bit address.</param>
public sealed class SimulatedSsd1306(int address = 0x3C) : SimulatedPagedDisplay(address, memoryColumns: 128)
{
    private (int First, int Last) columns = (0, 127);
    private (int First, int Last) pages = (0, Pages - 1);
    private int column;
    private int page;
    private bool isPumpOn;

    /// <inheritdoc/>
    protected override bool IsSupplied => isPumpOn;

    /// <inheritdoc/>
    protected override int FirstColumn => 0;

    /// <inheritdoc/>
    protected override void Reset() => (columns, pages, column, page, isPumpOn) = ((0, 127), (0, Pages - 1), 0, 0, false);

    /// <inheritdoc/>
    protected override int ArgumentsOf(byte command) => command switch
    {
        0x21 or 0x22 or 0xA3 => 2,
        0x20 or 0x81 or 0x8D or 0xA8 or 0xD3 or 0xD5 or 0xD9 or 0xDA or 0xDB => 1,
        _ => 0,
    };

    /// <inheritdoc/>
    protected override void OnCommand(byte command, IReadOnlyList<byte> arguments)
    {
        switch (command)
        {
            case 0x8D:
                isPumpOn = (arguments[0] & 0b100) != 0;
                break;
            case 0x21:
                columns = (arguments[0], arguments[1]);
                column = arguments[0];
                break;
            case 0x22:
                pages = (arguments[0], arguments[1]);
                page = arguments[0];
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnData(byte value)
    {
        Store(page, column, value);
        if (++column <= columns.Last)
            return;
        column = columns.First;
        page = page == pages.Last ? pages.First : page + 1;
    }
}
