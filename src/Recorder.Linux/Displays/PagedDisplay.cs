using System.Device.I2c;

namespace Recorder.Linux.Displays;

/// <summary>
/// A 128 x 64 one-bit OLED on I2C whose memory is eight pages of eight rows; a byte is a column of a page, its lowest bit on
/// top.
/// </summary>
/// <param name="i2cDevice">The bus at the display's address.</param>
/// <param name="shouldDispose">Whether the bus is let go of with the display.</param>
public abstract class PagedDisplay(I2cDevice i2cDevice, bool shouldDispose) : BusDisplay(WidthPixels, HeightPixels, WidthPixels * Pages)
{
    /// <summary>The address most modules are strapped to.</summary>
    public const int DefaultI2cAddress = 0x3C;

    private protected const int WidthPixels = 128;
    private const int HeightPixels = 64;
    private const int RowsPerPage = 8;
    private const int Pages = HeightPixels / RowsPerPage;
    private const byte LitFrom = 8;

    // The byte before each transfer says what follows it.
    private const byte CommandsFollow = 0x00;
    private const byte DataFollows = 0x40;

    // To go to another place costs about as many bytes as this; a shorter stretch without change is sent along.
    private const int GapWorthSending = 8;

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
    protected override void SendContrast(byte contrast) => Commands(0x81, contrast);

    /// <inheritdoc/>
    protected override void SendPower(bool on) => Commands(on ? (byte)0xAF : (byte)0xAE);

    /// <inheritdoc/>
    protected override void SendAll(ReadOnlySpan<byte> packed)
    {
        for (var page = 0; page < Pages; page++)
            SendColumns(packed, page, 0, WidthPixels);
    }

    /// <inheritdoc/>
    protected override void SendDifference(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> shown)
    {
        for (var page = 0; page < Pages; page++)
        {
            var now = packed.Slice(page * WidthPixels, WidthPixels);
            var before = shown.Slice(page * WidthPixels, WidthPixels);
            for (var left = NextChange(now, before, 0); left < WidthPixels;)
            {
                var (right, next) = (left + 1, NextChange(now, before, left + 1));
                while (next < WidthPixels && next - right <= GapWorthSending)
                    (right, next) = (next + 1, NextChange(now, before, next + 1));
                SendColumns(packed, page, left, right);
                left = next;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        if (shouldDispose)
            i2cDevice.Dispose();
    }

    /// <summary>Makes the next data go to columns of a page, from left to right.</summary>
    protected abstract void GoTo(int page, int left, int right);

    /// <summary>Sends one command with its arguments.</summary>
    protected void Commands(params ReadOnlySpan<byte> bytes)
    {
        transfer[0] = CommandsFollow;
        bytes.CopyTo(transfer.AsSpan(1));
        i2cDevice.Write(transfer.AsSpan(0, 1 + bytes.Length));
    }

    private static int NextChange(ReadOnlySpan<byte> now, ReadOnlySpan<byte> before, int from) => from + now[from..].CommonPrefixLength(before[from..]);

    private void SendColumns(ReadOnlySpan<byte> packed, int page, int left, int right)
    {
        GoTo(page, left, right);
        transfer[0] = DataFollows;
        packed[(page * WidthPixels + left)..(page * WidthPixels + right)].CopyTo(transfer.AsSpan(1));
        i2cDevice.Write(transfer.AsSpan(0, 1 + right - left));
    }
}
