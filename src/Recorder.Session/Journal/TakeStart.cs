using System.Collections.Immutable;
using Recorder.Core.Units;

namespace Recorder.Session.Journal;

/// <summary>What is known when a take begins: the first record of its journal.</summary>
/// <param name="TakeNumber">The take's number.</param>
/// <param name="RateHz">Frames per second.</param>
/// <param name="Format">Format of the track files.</param>
/// <param name="Tracks">One entry per file, in order.</param>
/// <param name="StartedAt">Wall clock at the take's first frame, ISO 8601 with offset; for people, never for order.</param>
/// <param name="SamplesSinceMidnight">The same as a BWF time reference.</param>
/// <param name="PreRollFrames">Frames at the beginning that were in memory before REC was pressed.</param>
/// <param name="FamilyUid">Common to all files of the take (iXML FAMILY_UID).</param>
/// <param name="DeviceName">The interface, as a person calls it.</param>
public sealed record TakeStart(
    int TakeNumber, int RateHz, SampleFormat Format, ImmutableArray<JournalTrack> Tracks,
    string StartedAt, long SamplesSinceMidnight, long PreRollFrames, string FamilyUid, string DeviceName)
{
    /// <summary>
    /// The start of the machine in which the take was begun. While it is still the same one, the kernel has every byte that
    /// was written; after another, what no commit covered may be torn. Empty when unknown.
    /// </summary>
    public string BootId { get; init; } = "";

    /// <summary>Which layer of the take it is, from 1; 0 is the take itself.</summary>
    public int Layer { get; init; }

    /// <summary>Frame of the take at which a layer's first frame belongs, latencies taken off.</summary>
    public long LayerStartFrame { get; init; }

    /// <summary>Frames by which the layer's sound came later than the positions of output and interface told, taken off.</summary>
    public int RoundTripFrames { get; init; }

    /// <summary>The journal's path in the session.</summary>
    public string JournalFile => SessionLayout.LayerJournalFile(TakeNumber, Layer);

    /// <summary>The path in the session of one of its files.</summary>
    public string PathOf(string fileName) => SessionLayout.InLayer(TakeNumber, Layer, fileName);

    /// <summary>Made by recovery from the files alone, the journal being gone; the engine always gives a family.</summary>
    public bool IsRebuilt => FamilyUid.Length == 0;
}

/// <summary>One track of a take.</summary>
/// <param name="Input">The input it was recorded from, from 0.</param>
/// <param name="Name">The input's name at that time.</param>
/// <param name="FileName">The file in the take's folder.</param>
public sealed record JournalTrack(int Input, string Name, string FileName);

/// <summary>Why frames are missing.</summary>
public enum DropoutCause
{
    Unknown = 0,

    /// <summary>The interface or its driver lost them.</summary>
    Overrun = 1,

    /// <summary>The interface was gone.</summary>
    InterfaceGone = 2,

    /// <summary>The disk stood still for longer than the memory lasts.</summary>
    MemoryFull = 3,

    /// <summary>The recording process was killed and another went on.</summary>
    EngineRestart = 4,

    /// <summary>The disk stood still for longer than the memory lasts: these frames were recorded, but the second copy alone has them.</summary>
    SecondCopyOnly = 5,
}

/// <summary>Frames that were played but not recorded; silence stands in their place, so that all tracks stay aligned.</summary>
/// <param name="StartFrame">Frame of the take at which they are missing.</param>
/// <param name="Frames">How many.</param>
/// <param name="IsExact">Whether the number was read from the driver rather than estimated from a clock.</param>
/// <param name="Cause">Why.</param>
public readonly record struct Dropout(long StartFrame, long Frames, bool IsExact, DropoutCause Cause);

/// <summary>A place someone marked.</summary>
/// <param name="Frame">Frame of the take.</param>
/// <param name="Label">What it is called; may be empty.</param>
public sealed record Marker(long Frame, string Label);

/// <summary>The interface was seen to run at another rate than before: a switch on it was turned, or its clock comes from elsewhere.</summary>
/// <param name="StartFrame">Frame of the take at which the four seconds begin in which that was measured.</param>
/// <param name="RunsAtHz">The rate it ran at by the machine's clock; the take's own when it was right again.</param>
public readonly record struct RateChange(long StartFrame, int RunsAtHz);

/// <summary>A part of one track that its file does not hold any more; the other tracks have it.</summary>
/// <param name="Track">Track, from 0.</param>
/// <param name="StartFrame">First frame that is missing.</param>
/// <param name="Frames">How many.</param>
public readonly record struct TrackLoss(int Track, long StartFrame, long Frames);

/// <summary>Why a take ended.</summary>
public enum StopReason
{
    Unknown = 0,

    /// <summary>A person ended it, or the time asked for was over.</summary>
    Asked = 1,

    /// <summary>The next take begins at its last frame.</summary>
    Cut = 2,

    /// <summary>The input came to its end.</summary>
    InputEnded = 3,

    /// <summary>No room left.</summary>
    DiskFull = 4,

    /// <summary>The disk refused a write.</summary>
    DiskError = 5,

    /// <summary>Ended by a power cut or a kill, and finished by recovery.</summary>
    Recovered = 6,
}

/// <summary>How a take ended.</summary>
/// <param name="Frames">Its length; every track has exactly that many.</param>
/// <param name="Reason">Why.</param>
/// <param name="LostFrames">Frames after the last kept one that a power cut took, as far as anyone can tell.</param>
public readonly record struct TakeStop(long Frames, StopReason Reason, long LostFrames = 0);

/// <summary>What recovery has settled before it touches the tracks, so that run again it does the same.</summary>
/// <param name="Frames">The length every track gets.</param>
/// <param name="LostFrames">Frames after the last kept one that a power cut took, as far as anyone can tell.</param>
public readonly record struct TakeSettlement(long Frames, long LostFrames);

/// <summary>What is safe on disk at one commit.</summary>
/// <param name="SafeFrames">Frames of every track that are flushed.</param>
/// <param name="CapturedFrames">Frames the take had by then, those still in memory included.</param>
public readonly record struct TakeCommit(long SafeFrames, long CapturedFrames);

/// <summary>What was written of every track between two commits, told before the second: what a power cut left can be compared with it.</summary>
/// <param name="FromFrame">First frame.</param>
/// <param name="ToFrame">The frame after the last.</param>
/// <param name="Checksums">CRC-32C of the bytes of each track's frames.</param>
public sealed record TakeTail(long FromFrame, long ToFrame, ImmutableArray<uint> Checksums);

/// <summary>All that a journal's whole records say.</summary>
public sealed record TakeJournal
{
    /// <summary>Null when not even the first record is whole.</summary>
    public TakeStart? Start { get; init; }

    /// <summary>The last commit; zeros before the first.</summary>
    public TakeCommit LastCommit { get; init; }

    /// <summary>The one before.</summary>
    public TakeCommit PreviousCommit { get; init; }

    /// <summary>What was written behind the last commit, in order; each begins where the one before ends.</summary>
    public ImmutableArray<TakeTail> Tails { get; init; } = [];

    /// <summary>In the order they happened; one that a power cut interrupted is told in full until the take is closed.</summary>
    public ImmutableArray<Dropout> Dropouts { get; init; } = [];

    /// <summary>In the order they were seen; none for a take that ran at its own rate throughout.</summary>
    public ImmutableArray<RateChange> RateChanges { get; init; } = [];

    /// <summary>In the order they were set.</summary>
    public ImmutableArray<Marker> Markers { get; init; } = [];

    /// <summary>Found by recovery.</summary>
    public ImmutableArray<TrackLoss> TrackLosses { get; init; } = [];

    /// <summary>Null unless a recovery has begun.</summary>
    public TakeSettlement? Settlement { get; init; }

    /// <summary>Null while the take runs, and after a power cut.</summary>
    public TakeStop? Stop { get; init; }

    /// <summary>
    /// How much faster than nominal the interface ran over the take, in parts per million of the machine's clock; null for a
    /// take that is too short to tell, or was not ended in order.
    /// </summary>
    public double? DriftPpm { get; init; }

    /// <summary>Whether the take was ended in order (or recovered).</summary>
    public bool IsClosed => Stop is not null;

    /// <summary>Length as far as the journal vouches for it: at the end the last frame, before it the last commit.</summary>
    public long SafeFrames => Stop?.Frames ?? LastCommit.SafeFrames;

    /// <summary>Bytes of header and whole records; the next record goes here.</summary>
    public int ValidBytes { get; init; }

    /// <summary>Bytes after the last whole record: a torn or damaged tail.</summary>
    public int IgnoredBytes { get; init; }

    /// <summary>Sequence number of the next record.</summary>
    public uint NextSequence { get; init; }

    /// <summary>Checksum of the header, which seeds that of every record.</summary>
    public uint Seed { get; init; }
}
