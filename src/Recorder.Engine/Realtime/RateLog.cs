using Recorder.Session.Journal;

namespace Recorder.Engine.Realtime;

/// <summary>The rates an interface was seen to run at, in their order; the capture thread adds, others read, nothing locks.</summary>
/// <remarks>The newest <see cref="Capacity"/> are kept; one takes <see cref="RateWatch"/> four seconds, and readers look twice a second.</remarks>
internal sealed class RateLog
{
    /// <summary>Changes that are kept.</summary>
    public const int Capacity = 64;

    private readonly RateChange[] entries = new RateChange[Capacity];
    private long count;

    /// <summary>Changes ever seen; the first one is what was seen first.</summary>
    public long Count => Volatile.Read(ref count);

    /// <summary>The change of an index below <see cref="Count"/>, its frame among all that the interface has had.</summary>
    public RateChange this[long index] => entries[index % Capacity];

    /// <summary>Capture thread: from a frame on it ran at this rate.</summary>
    public void Add(long frame, int hz)
    {
        entries[count % Capacity] = new RateChange(frame, hz);
        Volatile.Write(ref count, count + 1);
    }
}
