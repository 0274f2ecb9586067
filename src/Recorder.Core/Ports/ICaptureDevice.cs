using Recorder.Core.Units;

namespace Recorder.Core.Ports;

/// <summary>What an opened interface delivers.</summary>
/// <param name="Channels">Inputs, 1 to 64.</param>
/// <param name="RateHz">Frames per second.</param>
/// <param name="Format">The format its samples really have; the recording's default.</param>
/// <param name="PeriodFrames">Frames of one delivery.</param>
/// <param name="BufferFrames">Frames the driver keeps for a reader that is late; 0 where nothing can be late.</param>
public readonly record struct CaptureFormat(int Channels, int RateHz, SampleFormat Format, int PeriodFrames, int BufferFrames = 0);

/// <summary>What a <see cref="ICaptureDevice.Read"/> came back with.</summary>
public enum CaptureStatus
{
    /// <summary>Frames, following the last ones without a gap.</summary>
    Frames,

    /// <summary>Frames were lost before those delivered now; <see cref="CaptureResult.LostFrames"/> says how many.</summary>
    Overrun,

    /// <summary>The stream had stopped and was begun anew; only its clock can tell how many frames lie between.</summary>
    Restarted,

    /// <summary>The input has come to its end; only inputs made of files have one.</summary>
    Ended,

    /// <summary>The interface is not there any more.</summary>
    Gone,
}

/// <summary>The outcome of one read.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Frames">Frames delivered, possibly 0.</param>
/// <param name="LostFrames">Frames missing before them.</param>
/// <param name="ExactLoss">Whether the loss was read from the driver rather than estimated from a clock.</param>
public readonly record struct CaptureResult(CaptureStatus Status, int Frames, long LostFrames = 0, bool ExactLoss = true)
{
    /// <summary>When the driver looked at its clock, as <see cref="TimeProvider.GetTimestamp"/> counts; 0 where there is no driver.</summary>
    public long ReadAtTicks { get; init; }

    /// <summary>Frames that had come by <see cref="ReadAtTicks"/> and are not among those delivered yet.</summary>
    public long WaitingFrames { get; init; }
}

/// <summary>An audio interface's inputs, real or simulated.</summary>
/// <remarks>
/// One thread reads. <see cref="Read"/> allocates nothing and blocks until frames are there. Words are 32 bits: integers
/// left-justified (a 24-bit sample in the upper 24 bits), floats as their bits.
/// </remarks>
public interface ICaptureDevice : IDisposable
{
    /// <summary>The interface as a person calls it.</summary>
    string Name { get; }

    /// <summary>Which interface it is, also when it comes back under another number.</summary>
    InterfaceIdentity Identity => InterfaceIdentity.Of(Name);

    /// <summary>What it delivers.</summary>
    CaptureFormat Format { get; }

    /// <summary>Rates it could be opened with, its own among them.</summary>
    IReadOnlyList<int> RatesHz => [Format.RateHz];

    /// <summary>One name per input.</summary>
    IReadOnlyList<string> InputNames { get; }

    /// <summary>True when a clock drives it; false when it waits for its reader (<c>--speed max</c>).</summary>
    bool IsPaced { get; }

    /// <summary>Begins to deliver.</summary>
    void Start();

    /// <summary>Fills up to <see cref="PlanarWords.Frames"/> frames.</summary>
    CaptureResult Read(PlanarWords destination);

    /// <summary>Ends delivery; a <see cref="Read"/> under way on another thread returns within 0.2 s.</summary>
    void Stop();
}

/// <summary>A stretch of frames in a buffer that keeps each channel's words together.</summary>
/// <param name="words">The buffer: channel c begins at c × strideFrames.</param>
/// <param name="strideFrames">Words from one channel to the next.</param>
/// <param name="offsetFrames">Where in each channel the stretch begins.</param>
/// <param name="frames">Length of the stretch.</param>
/// <param name="channels">Channels in the buffer.</param>
public readonly ref struct PlanarWords(Span<int> words, int strideFrames, int offsetFrames, int frames, int channels)
{
    private readonly Span<int> words = words;

    /// <summary>Length of the stretch in frames.</summary>
    public int Frames { get; } = frames;

    /// <summary>Number of channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>Words from one channel to the next.</summary>
    public int StrideFrames => strideFrames;

    /// <summary>The words of one channel.</summary>
    public Span<int> Channel(int channel) => words.Slice(channel * strideFrames + offsetFrames, Frames);

    /// <summary>The words of neighbouring channels, <see cref="StrideFrames"/> apart; what lies between them belongs to others.</summary>
    public Span<int> Planes(int first, int count) =>
        words.Slice(first * strideFrames + offsetFrames, (count - 1) * strideFrames + Frames);

    /// <summary>Moves frames from a place in the stretch to its start.</summary>
    public void MoveToStart(int fromFrame, int lengthFrames)
    {
        for (var c = 0; c < Channels; c++)
            Channel(c).Slice(fromFrame, lengthFrames).CopyTo(Channel(c));
    }

    /// <summary>A part of the stretch.</summary>
    public PlanarWords Slice(int startFrame, int lengthFrames) =>
        new(words, strideFrames, offsetFrames + startFrame, lengthFrames, Channels);
}
