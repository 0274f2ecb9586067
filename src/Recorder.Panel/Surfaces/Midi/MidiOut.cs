using Recorder.Core.Ports;

namespace Recorder.Panel.Surfaces.Midi;

/// <summary>
/// Sends to a surface no faster than a MIDI cable carries, so that a full state does not run over the buffers of a device.
/// </summary>
internal sealed class MidiOut(IMidiPort port)
{
    // 31,250 bit/s, ten bits a byte: what the slowest device in the chain can have.
    private const double BytesPerMs = 3.125;
    private const double MostSavedBytes = 128;

    private double allowance = MostSavedBytes;
    private long lastMs = long.MinValue;
    private bool isRefused;

    /// <summary>Whether more may be sent in this turn.</summary>
    public bool HasRoom => allowance > 0 && !isRefused;

    /// <summary>Time has passed.</summary>
    public void Tick(long nowMs)
    {
        if (lastMs != long.MinValue)
            allowance = Math.Min(MostSavedBytes, allowance + Math.Max(0, nowMs - lastMs) * BytesPerMs);
        (lastMs, isRefused) = (nowMs, false);
    }

    /// <summary>Sends one message; false when it must be tried again later.</summary>
    public bool Send(params ReadOnlySpan<byte> message)
    {
        if (!HasRoom)
            return false;
        if (!port.Send(message))
        {
            isRefused = true;
            return false;
        }
        allowance -= message.Length;
        return true;
    }
}
