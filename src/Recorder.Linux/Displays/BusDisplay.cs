using Recorder.Core.Ports;

namespace Recorder.Linux.Displays;

/// <summary>
/// What displays on a bus have in common: pictures are packed, only what changed is sent, and a bus error costs a few
/// tries and a false answer, never more.
/// </summary>
/// <param name="width">Pixels from left to right.</param>
/// <param name="height">Pixels from top to bottom.</param>
/// <param name="packedBytes">Bytes of one picture as the controller keeps it.</param>
public abstract class BusDisplay(int width, int height, int packedBytes) : IDisplay
{
    // A disturbed transfer is repeated at once; more tries would only delay the next picture.
    private const int Tries = 3;

    private readonly byte[] shown = new byte[packedBytes];
    private readonly byte[] next = new byte[packedBytes];
    private bool isReady;
    private byte contrast = 0xFF;
    private bool isAsleep;

    /// <inheritdoc/>
    public int Width { get; } = width;

    /// <inheritdoc/>
    public int Height { get; } = height;

    /// <inheritdoc/>
    public bool Show(ReadOnlySpan<byte> greys)
    {
        if (greys.Length != Width * Height)
            throw new ArgumentException($"A picture of this display has {Width} x {Height} pixels.", nameof(greys));
        Pack(greys, next);
        return Attempt(() => SendChanges(next, shown));
    }

    /// <inheritdoc/>
    public void SetContrast(byte contrast)
    {
        this.contrast = contrast;
        Attempt(() => SendContrast(contrast));
    }

    /// <inheritdoc/>
    public void Sleep(bool asleep)
    {
        isAsleep = asleep;
        Attempt(() => SendPower(on: !asleep));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of bus and lines.</summary>
    protected abstract void Close();

    /// <summary>Turns one byte a pixel into the controller's bytes.</summary>
    protected abstract void Pack(ReadOnlySpan<byte> greys, Span<byte> packed);

    /// <summary>Resets and sets up the controller; its picture memory holds anything afterwards.</summary>
    protected abstract void SendSetUp();

    /// <summary>Sets the brightness, 0 to 255.</summary>
    protected abstract void SendContrast(byte contrast);

    /// <summary>Lights the display, or makes it dark without forgetting the picture.</summary>
    protected abstract void SendPower(bool on);

    /// <summary>Sends all of a packed picture.</summary>
    protected abstract void SendAll(ReadOnlySpan<byte> packed);

    /// <summary>Sends where a packed picture differs from the one shown.</summary>
    protected abstract void SendDifference(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> shown);

    private void SendChanges(byte[] packed, byte[] before)
    {
        SendDifference(packed, before);
        packed.CopyTo(before, 0);
    }

    // After an error nothing is known about the controller: it may have lost its power. It is set up again from the start.
    private bool Attempt(Action send)
    {
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                if (!isReady)
                {
                    SendSetUp();
                    SendContrast(contrast);
                    SendAll(shown);
                    SendPower(on: !isAsleep);
                    isReady = true;
                }
                send();
                return true;
            }
            catch (IOException)
            {
                isReady = false;
            }
        }
        return false;
    }
}
