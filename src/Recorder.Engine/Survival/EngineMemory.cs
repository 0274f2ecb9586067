using System.Runtime.InteropServices;
using System.Text;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Units;
using Recorder.Engine.Realtime;
using Recorder.Session.Journal;

namespace Recorder.Engine.Survival;

/// <summary>
/// All that a successor needs to go on with a take: the ring, what is missing in it, how far each take has come into its
/// files and into its second copy, the markers no journal has yet.
/// </summary>
/// <remarks>
/// In a file of shared memory it outlives an engine that is killed; the next one finds it and goes on, so that only the frames
/// between the two are missing. The file goes with the machine's memory: after a power cut there is none.
/// </remarks>
public sealed class EngineMemory : IDisposable
{
    // Changes whenever anything in the memory is laid out in another way.
    private const ulong Magic = 0x0003_4D45_4D52_4543;
    private const int PageBytes = 4096;

    private static readonly int BoardOffset = PageBytes;
    private static readonly int MarkersOffset = BoardOffset + WholePages(TakeBoard.SizeBytes);
    private static readonly int GapsOffset = MarkersOffset + WholePages(MarkerBoard.SizeBytes);
    private static readonly int CopiesOffset = GapsOffset + WholePages(GapLog.SizeBytes);
    private static readonly int ExtraBytes = CopiesOffset + WholePages(CopyBoard.SizeBytes);

    private readonly string? path;
    private readonly CaptureFormat format;
    private bool isDisposed;

    private EngineMemory(string? path, RingMemory memory, CaptureFormat format, int ringFrames, TimeProvider time)
    {
        (this.path, this.format) = (path, format);
        Ring = new FrameRing(RingChannels(format), ringFrames, memory, time);
        Takes = new TakeBoard(memory, BoardOffset);
        Markers = new MarkerBoard(memory, MarkersOffset);
        Gaps = new GapLog(memory, GapsOffset);
        Copies = new CopyBoard(memory, CopiesOffset);
    }

    /// <summary>Whether takes were under way when the engine before was killed.</summary>
    public bool HasTakes => TakeNumbers.Count > 0;

    /// <summary>Whether layers were.</summary>
    public bool HasLayers => Standings().Any(standing => standing.Layer > 0);

    /// <summary>Numbers of the takes under way.</summary>
    public IReadOnlyList<int> TakeNumbers => [.. Standings().Where(standing => standing.Layer == 0).Select(standing => standing.TakeNumber)];

    internal FrameRing Ring { get; }

    internal TakeBoard Takes { get; }

    internal MarkerBoard Markers { get; }

    internal GapLog Gaps { get; }

    internal CopyBoard Copies { get; }

    /// <summary>What the words in the ring are.</summary>
    internal SampleFormat WordFormat => format.Format;

    /// <summary>Frames per second.</summary>
    internal int RateHz => format.RateHz;

    /// <summary>Memory of this process alone.</summary>
    internal static EngineMemory Private(CaptureFormat format, int ringFrames, TimeProvider time) =>
        new(null, RingMemory.Private(FrameRing.WordsFor(RingChannels(format), ringFrames), ExtraBytes), format, ringFrames, time);

    /// <summary>New memory in a file, in place of an older one.</summary>
    /// <param name="path">The file, in a file system that lies in memory.</param>
    /// <param name="session">The session's folder.</param>
    /// <param name="format">What the interface delivers.</param>
    /// <param name="seconds">Seconds of every input that are kept.</param>
    /// <param name="time">The monotonic clock, the same for all processes.</param>
    /// <returns>Null when there is no room or no right for it: then the engine works with memory of its own.</returns>
    public static EngineMemory? TryCreate(string path, string session, CaptureFormat format, double seconds, TimeProvider time)
    {
        var ringFrames = FramesFor(format, seconds);
        try
        {
            var memory = RingMemory.InFile(path, FrameRing.WordsFor(format.Channels, ringFrames), ExtraBytes);
            IdentityOf(memory) = new Identity
            {
                Magic = Magic,
                Session = Fingerprint(session),
                Boot = Fingerprint(BootId.Current),
                Channels = format.Channels,
                RateHz = format.RateHz,
                Format = (int)format.Format,
                PeriodFrames = format.PeriodFrames,
                RingFrames = ringFrames,
            };
            return new EngineMemory(path, memory, format, ringFrames, time);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The memory an engine of this session left behind; null when there is none, or it is not to be trusted.</summary>
    public static EngineMemory? TryOpen(string path, string session, TimeProvider time)
    {
        try
        {
            var memory = RingMemory.OpenFile(path, ExtraBytes);
            var identity = IdentityOf(memory);
            if (identity.Magic == Magic && identity.Session == Fingerprint(session) && identity.Boot == Fingerprint(BootId.Current)
                && identity.Channels > 0 && identity.RingFrames > 0 && memory.Words >= FrameRing.WordsFor(identity.Channels, identity.RingFrames))
            {
                var format = new CaptureFormat(identity.Channels, identity.RateHz, (SampleFormat)identity.Format, identity.PeriodFrames);
                return new EngineMemory(path, memory, format, identity.RingFrames, time);
            }
            memory.Dispose();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // None was left.
        }
        return null;
    }

    /// <summary>The ring of an engine that runs, to be looked at only; null when there is none.</summary>
    internal static (FrameRing Ring, CaptureFormat Format)? TryLook(string path)
    {
        try
        {
            var memory = RingMemory.OpenFile(path, ExtraBytes, isToBeReadOnly: true);
            var identity = IdentityOf(memory);
            if (identity.Magic == Magic && identity.Boot == Fingerprint(BootId.Current) && identity.Channels > 0 && identity.RateHz > 0
                && identity.RingFrames > 0 && memory.Words >= FrameRing.WordsFor(identity.Channels, identity.RingFrames))
            {
                return (new FrameRing(identity.Channels, identity.RingFrames, memory),
                    new CaptureFormat(identity.Channels, identity.RateHz, (SampleFormat)identity.Format, identity.PeriodFrames));
            }
            memory.Dispose();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // No engine has begun yet.
        }
        return null;
    }

    /// <summary>Whether frames of an interface can go on where these end.</summary>
    public bool Fits(CaptureFormat other, double seconds) => (other.Channels, other.RateHz, other.Format) == (format.Channels, format.RateHz, format.Format)
        && Ring.CapacityFrames == FramesFor(other, seconds);

    /// <summary>Time since the last frame that was written or told lost.</summary>
    public TimeSpan Missing(TimeProvider time) => time.GetElapsedTime(Ring.AccountedAt);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        var isNeeded = Standings().Length > 0;
        Ring.Dispose();
        // With takes still under way it is what the next engine goes on from.
        if (path is not null && !isNeeded)
            File.Delete(path);
    }

    internal static int FramesFor(CaptureFormat format, double seconds) => (int)(seconds * format.RateHz);

    /// <summary>The takes and layers under way, the earlier first.</summary>
    internal TakeStanding[] Standings() =>
    [
        .. Enumerable.Range(0, TakeBoard.Capacity).Select(i => Takes[i]).Where(standing => standing.TakeNumber > 0).OrderBy(standing => standing.StartFrame).DistinctBy(standing => (standing.TakeNumber, standing.Layer)),
    ];

    // Where no interface is there, nothing ever comes into the ring.
    private static int RingChannels(CaptureFormat format) => Math.Max(1, format.Channels);

    private static int WholePages(int bytes) => (bytes + PageBytes - 1) / PageBytes * PageBytes;

    private static ulong Fingerprint(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return (ulong)Crc32C.Of(Crc32C.Begin, bytes) << 32 | (uint)bytes.Length;
    }

    private static ref Identity IdentityOf(RingMemory memory) => ref MemoryMarshal.AsRef<Identity>(memory.Extra);

    private struct Identity
    {
        public ulong Magic;
        public ulong Session;
        public ulong Boot;
        public int Channels;
        public int RateHz;
        public int Format;
        public int PeriodFrames;
        public int RingFrames;
    }
}
