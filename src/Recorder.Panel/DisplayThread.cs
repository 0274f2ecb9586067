using Recorder.Core.Ports;
using Recorder.Panel.Controls;

namespace Recorder.Panel;

/// <summary>
/// Sends pictures to a display on a thread of its own, the newest first: a bus takes up to tens of milliseconds for one, and
/// no key and no lamp waits for that.
/// </summary>
internal sealed class DisplayThread : IDisposable
{
    // A bus that hangs keeps nobody from switching off.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly IDisplay display;
    private readonly Action<string>? onTrouble;
    private readonly object gate = new();
    private readonly byte[] posted;
    private readonly byte[] sent;
    private readonly Thread thread;
    private DisplayMood postedMood;
    private DisplayMood mood = new(byte.MaxValue, IsAsleep: false, 0);
    private bool hasPosted;
    private bool isEnding;
    private bool isLost;

    /// <param name="display">Used by this thread alone until it is disposed of.</param>
    /// <param name="onTrouble">Told in a sentence when the display stops answering; null to keep silent.</param>
    public DisplayThread(IDisplay display, Action<string>? onTrouble)
    {
        (this.display, this.onTrouble) = (display, onTrouble);
        (posted, sent) = (new byte[display.Width * display.Height], new byte[display.Width * display.Height]);
        thread = new Thread(Run) { Name = "display", IsBackground = true };
        thread.Start();
    }

    /// <summary>What is to be seen from now on; takes the place of a picture that is not yet on its way.</summary>
    /// <param name="greys">One byte a pixel, row by row; not looked at while the display is to sleep.</param>
    /// <param name="next">How the display is driven.</param>
    public void Post(ReadOnlySpan<byte> greys, DisplayMood next)
    {
        lock (gate)
        {
            if (!next.IsAsleep)
                greys.CopyTo(posted);
            (postedMood, hasPosted) = (next, true);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Sends what was posted last, and ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnding = true;
            Monitor.Pulse(gate);
        }
        thread.Join(LongestFarewell);
    }

    private void Run()
    {
        while (Next() is { } next)
        {
            if (next.Contrast != mood.Contrast)
                display.SetContrast(next.Contrast);
            if (next.IsAsleep != mood.IsAsleep)
                display.Sleep(next.IsAsleep);
            mood = next;
            if (!mood.IsAsleep)
                Send();
        }
    }

    private DisplayMood? Next()
    {
        lock (gate)
        {
            while (!hasPosted && !isEnding)
                Monitor.Wait(gate);
            if (!hasPosted)
                return null;
            hasPosted = false;
            posted.CopyTo(sent, 0);
            return postedMood;
        }
    }

    private void Send()
    {
        var wasLost = isLost;
        isLost = !display.Show(sent);
        if (isLost && !wasLost)
            onTrouble?.Invoke("The display does not answer. Recording and keys go on. Check its cable.");
    }
}
