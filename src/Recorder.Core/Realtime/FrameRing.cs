using Recorder.Core.Ports;

namespace Recorder.Core.Realtime;

/// <summary>
/// A ring of 32-bit words that keeps each channel's words together, with one producer, one consumer, and a memory: what
/// was written stays readable until the ring comes round, unless the consumer holds it for longer.
/// </summary>
/// <remarks>
/// Design: frames are numbered from 0 as they are written and never renumbered; the ring keeps the newest
/// <see cref="CapacityFrames"/>. The producer announces (<c>Reserved</c>) what it is about to overwrite <i>before</i> it
/// looks at what is held, the consumer writes what it holds <i>before</i> it looks at the announcement; with a full fence
/// between the two steps on both sides at least one of them sees the other, so a frame granted by <see cref="Hold"/> is
/// never overwritten. Nothing locks, nothing allocates.
/// </remarks>
public sealed unsafe class FrameRing : IDisposable
{
    internal const long NothingHeld = long.MaxValue;

    // Channels a power of two apart would all fall into the same few cache sets.
    private const int StridePaddingWords = 48;

    private readonly RingMemory memory;
    private readonly TimeProvider? time;
    private readonly int strideFrames;

    /// <summary>A ring over given memory, or over memory of its own.</summary>
    /// <param name="channels">Channels, 1 or more.</param>
    /// <param name="capacityFrames">Frames it keeps.</param>
    /// <param name="memory">At least <see cref="WordsFor"/> words; disposed with the ring.</param>
    /// <param name="time">The clock of <see cref="AccountedAt"/>; without it that stays 0.</param>
    public FrameRing(int channels, int capacityFrames, RingMemory? memory = null, TimeProvider? time = null)
    {
        this.time = time;
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityFrames, 1);
        var words = WordsFor(channels, capacityFrames);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(words, int.MaxValue, nameof(capacityFrames));
        this.memory = memory ?? RingMemory.Private(words);
        ArgumentOutOfRangeException.ThrowIfLessThan(this.memory.Words, words, nameof(memory));
        Channels = channels;
        CapacityFrames = capacityFrames;
        strideFrames = capacityFrames + StridePaddingWords;
    }

    /// <summary>Channels of a frame.</summary>
    public int Channels { get; }

    /// <summary>Frames the ring keeps.</summary>
    public int CapacityFrames { get; }

    /// <summary>Frames written since the beginning; the number of the next one.</summary>
    public long WrittenFrames => Volatile.Read(ref memory.Positions.Written);

    /// <summary>Timestamp of the moment up to which every frame was written or told lost; another process can go on from there.</summary>
    public long AccountedAt => Volatile.Read(ref memory.Positions.AccountedAt);

    /// <summary>The oldest frame that is still there.</summary>
    public long OldestFrame => Math.Max(0, Volatile.Read(ref memory.Positions.Reserved) - CapacityFrames);

    /// <summary>Whether a consumer holds frames.</summary>
    public bool IsHeld => Volatile.Read(ref memory.Positions.Held) != NothingHeld;

    /// <summary>The first frame held for the consumer; the largest number there is when none is.</summary>
    public long HeldFrom => Volatile.Read(ref memory.Positions.Held);

    /// <summary>Frames held for the consumer.</summary>
    public long HeldFrames => Math.Max(0, WrittenFrames - Volatile.Read(ref memory.Positions.Held));

    /// <summary>Words a ring needs.</summary>
    public static long WordsFor(int channels, int capacityFrames) => (long)channels * (capacityFrames + StridePaddingWords);

    /// <summary>Producer: room for the next frames, in one stretch; shorter than asked at the ring's seam, empty when it is full.</summary>
    public PlanarWords BeginWrite(int maxFrames)
    {
        ref var positions = ref memory.Positions;
        var written = positions.Written;
        var offset = (int)(written % CapacityFrames);
        var frames = Math.Min(maxFrames, CapacityFrames - offset);
        Volatile.Write(ref positions.Reserved, written + frames);
        Interlocked.MemoryBarrier();
        var held = Volatile.Read(ref positions.Held);
        if (held != NothingHeld && held + CapacityFrames - written < frames)
        {
            frames = (int)Math.Max(0, held + CapacityFrames - written);
            Volatile.Write(ref positions.Reserved, written + frames);
        }
        return Stretch(offset, frames);
    }

    /// <summary>Producer: so many frames of the room given by <see cref="BeginWrite"/> are there now.</summary>
    public void EndWrite(int frames)
    {
        ref var positions = ref memory.Positions;
        Volatile.Write(ref positions.Written, positions.Written + frames);
        Account();
    }

    /// <summary>Producer: all frames up to now are written or told lost.</summary>
    public void Account()
    {
        if (time is not null)
            Volatile.Write(ref memory.Positions.AccountedAt, time.GetTimestamp());
    }

    /// <summary>
    /// Consumer: from now on nothing is overwritten from this frame on. Moving it forward lets go of what lies before.
    /// </summary>
    /// <returns>The first frame really held: a later one when the ring has come round already.</returns>
    public long Hold(long frame)
    {
        ref var positions = ref memory.Positions;
        // Going forward needs no look: what is held is not overwritten. The announcement would even mislead, for a producer
        // that finds the ring full has announced more than it then writes.
        if (positions.Held <= frame)
        {
            Volatile.Write(ref positions.Held, frame);
            return frame;
        }
        Volatile.Write(ref positions.Held, frame);
        Interlocked.MemoryBarrier();
        var oldest = OldestFrame;
        if (frame >= oldest)
            return frame;
        Volatile.Write(ref positions.Held, oldest);
        return oldest;
    }

    /// <summary>Consumer: nothing is held any more.</summary>
    public void Release() => Volatile.Write(ref memory.Positions.Held, NothingHeld);

    /// <summary>Frames from a place on, in one stretch; shorter than asked at the seam and at the newest frame.</summary>
    /// <remarks>Only held frames stay as they are while they are being read.</remarks>
    public PlanarWords Read(long frame, int maxFrames)
    {
        var offset = (int)(frame % CapacityFrames);
        var available = Math.Min(WrittenFrames - frame, CapacityFrames - offset);
        return Stretch(offset, (int)Math.Clamp(available, 0, maxFrames));
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    private PlanarWords Stretch(int offsetFrames, int frames) =>
        new(new Span<int>(memory.FirstWord, Channels * strideFrames), strideFrames, offsetFrames, frames, Channels);
}
