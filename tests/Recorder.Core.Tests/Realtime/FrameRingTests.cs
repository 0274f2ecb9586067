using CsCheck;
using Recorder.Core.Realtime;

namespace Recorder.Core.Tests.Realtime;

public sealed class FrameRingTests
{
    private static int Word(long frame, int channel) => (int)(frame * 31 + channel);

    private static int Write(FrameRing ring, int frames)
    {
        var block = ring.BeginWrite(frames);
        var first = ring.WrittenFrames;
        for (var c = 0; c < ring.Channels; c++)
            for (var i = 0; i < block.Frames; i++)
                block.Channel(c)[i] = Word(first + i, c);
        ring.EndWrite(block.Frames);
        return block.Frames;
    }

    private static void AssertReads(FrameRing ring, long from, long to)
    {
        while (from < to)
        {
            var block = ring.Read(from, (int)(to - from));
            Assert.NotEqual(0, block.Frames);
            var wrong = 0;
            for (var c = 0; c < ring.Channels; c++)
                for (var i = 0; i < block.Frames; i++)
                    wrong += block.Channel(c)[i] == Word(from + i, c) ? 0 : 1;
            Assert.Equal(0, wrong);
            from += block.Frames;
        }
    }

    [Fact]
    public void Without_a_hold_the_newest_frames_stay_readable()
    {
        using var ring = new FrameRing(3, 10);
        for (var i = 0; i < 9; i++)
            Write(ring, 4);
        Assert.True(ring.WrittenFrames > ring.CapacityFrames);
        AssertReads(ring, ring.OldestFrame, ring.WrittenFrames);
    }

    [Fact]
    public void Held_frames_are_never_overwritten_and_a_full_ring_has_no_room()
    {
        using var ring = new FrameRing(2, 8);
        Write(ring, 8);
        Write(ring, 3);
        Assert.Equal(5, ring.Hold(5));
        Assert.Equal(2, Write(ring, 5));
        Assert.Equal(0, Write(ring, 5));
        Assert.Equal(8, ring.HeldFrames);
        AssertReads(ring, 5, 13);
        ring.Hold(7);
        Assert.Equal(2, Write(ring, 5));
        AssertReads(ring, 7, 15);
        ring.Release();
        Assert.True(Write(ring, 5) > 0);
    }

    [Fact]
    public void A_hold_on_the_forgotten_begins_with_the_oldest_that_is_there()
    {
        using var ring = new FrameRing(1, 8);
        for (var i = 0; i < 5; i++)
            Write(ring, 4);
        Assert.Equal(12, ring.Hold(3));
        AssertReads(ring, 12, 20);
    }

    [Fact]
    public void Any_order_of_writes_and_holds_keeps_what_is_held() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 4], Gen.Select(Gen.Int[0, 60], Gen.Int[0, 20]).Array[1, 60]).Sample((capacity, channels, steps) =>
        {
            using var ring = new FrameRing(channels, capacity);
            var held = ring.Hold(0);
            foreach (var (write, release) in steps)
            {
                Write(ring, write);
                AssertReads(ring, held, ring.WrittenFrames);
                held = ring.Hold(Math.Min(held + release, ring.WrittenFrames));
            }
        });

    [Fact]
    public void A_second_thread_that_holds_while_the_first_writes_reads_only_whole_frames()
    {
        using var ring = new FrameRing(2, 257);
        using var stop = new CancellationTokenSource();
        var producer = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                Write(ring, 16);
        });
        producer.Start();
        try
        {
            for (var i = 0; i < 3_000; i++)
            {
                var from = ring.Hold(ring.OldestFrame);
                AssertReads(ring, from, ring.WrittenFrames);
                ring.Release();
            }
        }
        finally
        {
            stop.Cancel();
            producer.Join();
        }
    }

    [Fact]
    public void A_consumer_that_keeps_up_with_a_full_ring_reads_every_frame()
    {
        using var ring = new FrameRing(1, 64);
        using var stop = new CancellationTokenSource();
        ring.Hold(0);
        var producer = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (Write(ring, 16) == 0)
                    Thread.Yield();
            }
        });
        producer.Start();
        try
        {
            for (var position = 0L; position < 300_000;)
            {
                var frames = ring.Read(position, 7).Frames;
                AssertReads(ring, position, position + frames);
                position += frames;
                ring.Hold(position);
                if (frames == 0)
                    Thread.Yield();
            }
        }
        finally
        {
            stop.Cancel();
            producer.Join();
        }
    }

    [Fact]
    public void Shared_memory_works_like_private_memory()
    {
        using var folder = new TestSupport.TemporaryFolder();
        using var ring = new FrameRing(2, 16, RingMemory.InFile(folder.File("ring"), FrameRing.WordsFor(2, 16)));
        for (var i = 0; i < 7; i++)
            Write(ring, 5);
        AssertReads(ring, ring.OldestFrame, ring.WrittenFrames);
    }
}
