using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Recorder.Core.Snapshots;

/// <summary>
/// The engine's state as it lies in shared memory: fixed layout, no references, published as a whole once a period.
/// </summary>
/// <remarks>Times are milliseconds of the machine's monotonic clock, which all its processes share.</remarks>
[StructLayout(LayoutKind.Sequential)]
public struct EngineSnapshot
{
    /// <summary>Most inputs and strips an engine can have.</summary>
    public const int MaxChannels = 64;

    /// <summary>Most interfaces told of.</summary>
    public const int MaxInterfaces = 8;

    /// <summary>Changes with the layout; a host refuses another one.</summary>
    public const int LayoutVersion = 11;

    public long PublishedAtMs;
    public int ProcessId;
    public TransportState Transport;

    // The interface.
    public int InterfacePresent;
    public int Channels;
    public int RateHz;
    public int Format;
    public FixedText InterfaceName;

    /// <summary>What settings are kept under: <see cref="Ports.InterfaceIdentity.Key"/>.</summary>
    public FixedText InterfaceKey;

    /// <summary>Grows when the engine begins anew with another interface; what a host has told it before it must be told again.</summary>
    public int EngineLife;

    /// <summary>Inputs of the interface that came back other than it was, and its rate; 0 while it has not. A running take stays a gap.</summary>
    public int ReturnedChannels;

    /// <inheritdoc cref="ReturnedChannels"/>
    public int ReturnedRateHz;

    /// <summary>The output that is heard; empty while there is none.</summary>
    public FixedText OutputName;

    /// <summary>What its headphone level is kept under; empty while there is none.</summary>
    public FixedText OutputKey;

    /// <summary>Its stereo pairs; 1 while there is none.</summary>
    public int OutputPairs;

    /// <summary>Grows when another output is heard: the musicians' own mixes are off and at their defaults until the host tells how they were at that one.</summary>
    public int OutputLife;

    /// <summary>What could be chosen instead: <see cref="InterfaceCount"/> of them.</summary>
    public PresentInterfaces Interfaces;

    /// <summary>How many interfaces are there.</summary>
    public int InterfaceCount;

    /// <summary>Rates it offers: <see cref="Units.StandardRates.FromBits"/>.</summary>
    public int RateBits;

    /// <summary>Frames the driver keeps for a reader that is late.</summary>
    public int DeviceBufferFrames;

    /// <summary>How much faster than nominal the interface runs, in parts per million of the machine's clock; NaN before that is known.</summary>
    public double DriftPpm;

    /// <summary>The rate it really runs at when that is another than <see cref="RateHz"/>; 0 otherwise.</summary>
    public int RunsAtHz;

    /// <summary>How often the output had nothing to play.</summary>
    public int PlaybackUnderruns;

    /// <summary>How much faster than nominal the output runs, in parts per million of the machine's clock; NaN before that is known.</summary>
    public double OutputDriftPpm;

    /// <summary>How often listening changed its place because inputs and output had drifted apart.</summary>
    public int MonitorSlips;

    // The running take, or the last one.
    public int TakeNumber;
    public int TrackCount;
    public long TakeFrames;
    public long CommittedFrames;
    public long LastCommitAtMs;
    public long LostFrames;
    public int DropoutCount;
    public int MarkerCount;
    public EngineFault Fault;
    public long FaultFrame;
    public int TakeEndedCount;

    // The ring in memory.
    public long RingCapacityFrames;
    public long RingUsedFrames;
    public long RingHighWaterFrames;
    public long MemoryFrames;

    // The disk.
    public long FreeBytes;
    public long BytesPerSecond;

    public SecondCopySnapshot SecondCopy;

    // Playback.
    public int PlayTakeNumber;
    public long PlayheadFrames;
    public long PlayLengthFrames;
    public float PhonesDb;

    /// <summary>The newest take that is or was recorded to a click; 0 before the first.</summary>
    public int GridTakeNumber;

    /// <summary>What it is recorded to.</summary>
    public int GridBeatsPerBar;

    /// <inheritdoc cref="GridBeatsPerBar"/>
    public int GridCountInBars;

    /// <inheritdoc cref="GridBeatsPerBar"/>
    public double GridTempoBpm;

    /// <summary>The take's frame on which bar 1 begins.</summary>
    public long GridBarOneFrame;

    // The layer being recorded, or the last one.
    public int LayerNumber;
    public int LayerTakeNumber;
    public long LayerFrames;
    public long LayerCommittedFrames;
    public long LayerCommittedAtMs;
    public int LayerEndedCount;

    /// <summary>Whether the disk ended the last layer: full (1) or refusing (2).</summary>
    public int LayerTrouble;

    /// <summary>Set while a punch in waits for somebody to choose an input.</summary>
    public int AsksForInput;

    /// <summary>Frames by which a sound that is played comes back later than output and interface tell; what layers are put right by.</summary>
    public int RoundTripFrames;

    // Proof of calm: both stay 0 between REC and STOP.
    public long AllocatedBytesInTake;
    public int CollectionsInTake;

    /// <summary>Short-term loudness of a take that plays, BS.1770 over 3 s, in LUFS; NaN while nothing plays and in the first 3 s.</summary>
    public double ShortTermLufs;

    public float LeftPeak;
    public float RightPeak;
    public InputLevels Inputs;
    public StripLevels Strips;
    public InputNameTexts InputNames;

    [InlineArray(MaxInterfaces)]
    public struct PresentInterfaces
    {
        private PresentInterfaceText first;
    }

    [InlineArray(MaxChannels)]
    public struct InputLevels
    {
        private InputLevel first;
    }

    [InlineArray(MaxChannels)]
    public struct StripLevels
    {
        private StripLevel first;
    }

    [InlineArray(MaxChannels)]
    public struct InputNameTexts
    {
        private FixedText first;
    }
}

/// <summary>An interface that is there.</summary>
public struct PresentInterfaceText
{
    public FixedText Name;
    public FixedText Key;

    /// <summary>Its inputs; 0 while they are not known.</summary>
    public int Inputs;

    /// <summary>Whether a person has chosen it.</summary>
    public int Chosen;
}

/// <summary>The second copy on the stick.</summary>
public struct SecondCopySnapshot
{
    public SecondCopyPhase Phase;

    /// <summary>Why the last one ended early.</summary>
    public Ports.StoreError Error;

    public int TakeNumber;

    /// <summary>Frames that are safe on the stick.</summary>
    public long SafeFrames;

    /// <summary>Frames of the take that are not safe there yet.</summary>
    public long BehindFrames;

    /// <summary>Whether the first disk failed and the take goes on here alone.</summary>
    public int CarriesTake;

    /// <summary>Frames of the take that are here alone: the first disk stood still for longer than memory lasts.</summary>
    public long OnlyHereFrames;

    /// <summary>How often a copy was begun once more, because the stick did not have what it should have of it.</summary>
    public int TimesBegunAnew;
}

/// <summary>Levels of one input, linear, 1.0 = full scale.</summary>
public struct InputLevel
{
    public float Peak;
    public float Rms;
    public float Hold;
    public int ClippedSamples;
    public int Armed;
    public int Overdub;
}

/// <summary>Levels of one strip after its fader, linear, and its compressor's gain reduction in decibels.</summary>
public struct StripLevel
{
    public float Peak;
    public float Rms;
    public float GainReductionDb;
}

/// <summary>What is wrong with the running or the last take.</summary>
public enum EngineFault
{
    None = 0,

    /// <summary>Frames were lost and counted.</summary>
    FramesLost,

    /// <summary>The interface is gone; the gap is being counted.</summary>
    InterfaceGone,

    /// <summary>The disk makes the memory fill.</summary>
    SlowDisk,

    /// <summary>Less than ten minutes of room.</summary>
    TenMinutesLeft,

    /// <summary>The disk was full; the take ended whole.</summary>
    DiskFull,

    /// <summary>The disk refused a write; the take ended whole.</summary>
    DiskError,
}

/// <summary>At most 47 bytes of UTF-8, kept in place.</summary>
public struct FixedText
{
    private const int CapacityBytes = 48;
    private TextBytes bytes;

    /// <summary>The text, cut at a whole character when it is too long.</summary>
    public static FixedText From(string text)
    {
        FixedText result = default;
        Span<byte> span = result.bytes;
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (count + rune.Utf8SequenceLength >= CapacityBytes)
                break;
            count += rune.EncodeToUtf8(span[count..]);
        }
        return result;
    }

    /// <inheritdoc/>
    public override readonly string ToString()
    {
        ReadOnlySpan<byte> span = bytes;
        var end = span.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? span : span[..end]);
    }

    [InlineArray(CapacityBytes)]
    private struct TextBytes
    {
        private byte first;
    }
}
