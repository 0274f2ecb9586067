namespace Recorder.Panel.Surfaces.Midi;

/// <summary>
/// From a stream of bytes to whole messages, whatever comes: running status, real-time bytes anywhere, system-exclusive
/// messages in pieces, too long, or never ended.
/// </summary>
/// <param name="onMessage">Told each channel message.</param>
/// <param name="onSysEx">Told each system-exclusive message, without its first and last byte; not to be kept.</param>
internal sealed class MidiParser(Action<MidiMessage> onMessage, MidiParser.SysExHandler onSysEx)
{
    /// <summary>Longer ones are passed over.</summary>
    public const int MostSysExBytes = 512;

    private const byte FirstStatus = 0x80;
    private const byte SysExBegins = 0xF0;
    private const byte SysExEnds = 0xF7;
    private const byte FirstRealtime = 0xF8;

    private readonly byte[] sysEx = new byte[MostSysExBytes];
    private int sysExBytes = -1;
    private byte status;
    private byte data1;
    private bool hasData1;

    /// <summary>Takes the body of a system-exclusive message.</summary>
    internal delegate void SysExHandler(ReadOnlySpan<byte> body);

    /// <summary>Takes the next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            // Clock and active sensing may stand between any two bytes, and change nothing there.
            if (value >= FirstRealtime)
                continue;
            if (value >= FirstStatus)
                OnStatus(value);
            else if (sysExBytes >= 0)
                OnSysExByte(value);
            else if (status != 0)
                OnData(value);
        }
    }

    /// <summary>Forgets what was begun: bytes are missing.</summary>
    public void Reset() => (sysExBytes, status, hasData1) = (-1, 0, false);

    private void OnStatus(byte value)
    {
        if (value == SysExEnds && sysExBytes is >= 0 and <= MostSysExBytes)
            onSysEx(sysEx.AsSpan(0, sysExBytes));
        // Any status byte ends a system-exclusive message; without its proper end it is passed over.
        sysExBytes = value == SysExBegins ? 0 : -1;
        // System-common messages end running status, and nobody here asks for them.
        (status, hasData1) = (value < SysExBegins ? value : (byte)0, false);
    }

    private void OnSysExByte(byte value)
    {
        if (sysExBytes < MostSysExBytes)
            sysEx[sysExBytes++] = value;
        else
            sysExBytes = MostSysExBytes + 1;
    }

    private void OnData(byte value)
    {
        if (MidiMessage.DataBytes((MidiKind)(status & 0xF0)) == 1)
            onMessage(new MidiMessage(status, value, 0));
        else if (!hasData1)
            (data1, hasData1) = (value, true);
        else
        {
            hasData1 = false;
            onMessage(new MidiMessage(status, data1, value));
        }
    }
}
