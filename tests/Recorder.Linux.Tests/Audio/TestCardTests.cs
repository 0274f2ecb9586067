using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Linux.Audio;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Audio;

/// <summary>Capture through ALSA's library on a card with a real clock whose every sample is known.</summary>
public sealed class TestCardTests
{
    [Theory]
    [InlineData("S32_LE", SampleFormat.S32), InlineData("S24_3LE", SampleFormat.S24), InlineData("S24_LE", SampleFormat.S24)]
    [InlineData("FLOAT_LE", SampleFormat.F32), InlineData("S16_LE", SampleFormat.S16)]
    public void Every_format_is_exact_copied_and_in_place(string alsaFormat, SampleFormat format)
    {
        foreach (var access in new[] { "rw", "mmap", "planar" })
        {
            using var device = Open(("CHANNELS", 3), ("FORMAT", alsaFormat), ("ACCESS", access));
            Assert.Equal((3, 48000, format), (device.Format.Channels, device.Format.RateHz, device.Format.Format));
            AssertExact(Listen(device, 4800), 3, 48000, format);
        }
    }

    [Theory]
    [InlineData(44100), InlineData(48000), InlineData(88200), InlineData(96000), InlineData(176400), InlineData(192000)]
    public void Every_rate_is_exact(int rateHz)
    {
        using var device = AlsaCaptureDevice.Open(TestCard.Name(("CHANNELS", 2)), rateHz);
        Assert.Equal(rateHz, device.Format.RateHz);
        AssertExact(Listen(device, rateHz / 10), 2, rateHz, SampleFormat.S32);
    }

    [Fact]
    public void Where_nobody_listens_along_frames_come_less_often_and_the_driver_holds_as_much()
    {
        using var heard = Open(("CHANNELS", 2));
        using var unheard = AlsaCaptureDevice.Open(TestCard.Name(("CHANNELS", 2)), isHeard: false);
        Assert.Equal((240, 2400), (heard.Format.PeriodFrames, unheard.Format.PeriodFrames));
        Assert.Equal(heard.Format.BufferFrames, unheard.Format.BufferFrames);
        AssertExact(Listen(unheard, 9600), 2, 48000, SampleFormat.S32);
    }

    [Fact]
    public void What_trickles_in_is_left_until_a_period_is_whole()
    {
        using var device = Open(("CHANNELS", 2));
        device.Start();
        var words = new int[2 * 240];
        var reads = Enumerable.Range(0, 20).Select(_ => device.Read(new PlanarWords(words, 240, 0, 240, 2))).ToArray();
        Assert.All(reads, read => Assert.Equal(CaptureStatus.Frames, read.Status));
        // At the end of the driver's buffer a period comes in two parts.
        Assert.True(reads.Sum(read => read.Frames) >= 17 * 240, string.Join(' ', reads.Select(read => read.Frames)));
    }

    [Theory]
    [InlineData(1), InlineData(16), InlineData(64)]
    public void All_channels_come(int channels)
    {
        using var device = Open(("CHANNELS", channels));
        Assert.Equal(channels, device.Format.Channels);
        AssertExact(Listen(device, 2400), channels, 48000, SampleFormat.S32);
    }

    [Fact]
    public void The_best_of_several_formats_is_taken_and_a_rate_it_has_not_is_refused()
    {
        using var device = Open(("RATE", 96000));
        Assert.Equal((SampleFormat.S32, 96000), (device.Format.Format, device.Format.RateHz));
        var trouble = Assert.Throws<RecorderException>(() => AlsaCaptureDevice.Open(TestCard.Name(("RATE", 96000)), 44100));
        Assert.Equal(FaultKind.Device, trouble.Kind);
        Assert.Contains("does not run at 44100 Hz", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_drivers_buffer_holds_500_ms_or_what_it_can()
    {
        using var whole = Open();
        Assert.Equal(24_000, whole.Format.BufferFrames);
        using var small = Open(("BUFFER_FRAMES", 4000));
        Assert.InRange(small.Format.BufferFrames, 1, 4000);
    }

    [Theory]
    [InlineData("rw"), InlineData("mmap")]
    public void What_is_written_over_is_counted_to_the_frame_and_nothing_of_it_delivered(string access)
    {
        using var device = Open(("CHANNELS", 2), ("BUFFER_FRAMES", 4800), ("ACCESS", access));
        device.Start();
        var take = new Delivery(device);
        for (var i = 0; i < 3; i++)
        {
            take.Listen(2400);
            TestCard.LetPass(0.25);
        }
        take.Listen(2400);
        var losses = take.AssertExact();
        Assert.True(losses.Count >= 3, $"{losses.Count} losses");
        Assert.All(losses, loss => Assert.InRange(loss, 4800, 48_000));
    }

    [Theory]
    [InlineData("rw"), InlineData("mmap")]
    public void Whole_turns_of_the_buffer_that_the_position_missed_are_counted_to_the_frame(string access)
    {
        using var device = Open(("CHANNELS", 2), ("BUFFER_FRAMES", 4800), ("MISSES_TURNS", 1), ("ACCESS", access));
        device.Start();
        var take = new Delivery(device);
        foreach (var pauseSeconds in new[] { 0.05, 0.13, 0.27, 0.38, 0.09 })
        {
            take.Listen(2400);
            TestCard.LetPass(pauseSeconds);
        }
        take.Listen(2400);
        var losses = take.AssertExact();
        Assert.InRange(losses.Sum(), 5 * device.Format.BufferFrames, long.MaxValue);
    }

    // The reader is late by a little less than the buffer, and is kept from running in the middle of its copying for longer
    // than the rest of it: some or all of what it copies is written over meanwhile, each time.
    [Theory]
    [InlineData("rw"), InlineData("mmap")]
    public void What_is_written_over_in_the_middle_of_a_copy_is_dropped_and_counted(string access)
    {
        using var device = Open(("CHANNELS", 2), ("BUFFER_FRAMES", 9600), ("ACCESS", access), ("COPY_MS", 8));
        device.Start();
        var take = new Delivery(device);
        for (var i = 0; i < 6; i++)
        {
            take.Listen(240);
            TestCard.LetPass(0.196);
        }
        take.Listen(240);
        Assert.InRange(take.AssertExact().Count, 6, int.MaxValue);
    }

    [Theory]
    [InlineData("rw"), InlineData("mmap")]
    public void What_is_delivered_at_the_very_edge_of_the_buffer_is_what_was_played(string access)
    {
        using var device = Open(("CHANNELS", 2), ("BUFFER_FRAMES", 9600), ("ACCESS", access), ("COPY_MS", 3));
        device.Start();
        var take = new Delivery(device);
        for (var i = 0; i < 6; i++)
        {
            take.Listen(240);
            TestCard.LetPass(0.198);
        }
        take.AssertExact();
    }

    [Fact]
    public void Half_deliveries_and_empty_ones_lose_nothing()
    {
        using var device = Open(("CHANNELS", 4), ("SHORT_EVERY", 3), ("GRANULARITY", 37));
        device.Start();
        var take = new Delivery(device);
        take.Listen(24_000);
        Assert.Empty(take.AssertExact());
    }

    [Fact]
    public void A_stream_that_stopped_by_itself_goes_on_and_says_so()
    {
        using var device = Open(("XRUN_EVERY", 5000));
        device.Start();
        var restarts = 0;
        var words = new int[480];
        for (var frames = 0; frames < 16_000;)
        {
            var result = device.Read(new PlanarWords(words, 240, 0, 240, 2));
            frames += result.Frames;
            restarts += result.Status == CaptureStatus.Restarted ? 1 : 0;
            if (result.Frames > 0)
                Assert.True(result.ReadAtTicks > 0);
        }
        Assert.InRange(restarts, 3, 4);
    }

    [Fact]
    public void A_card_that_is_pulled_out_is_gone_and_comes_back()
    {
        using var control = new TemporaryFolder();
        var name = TestCard.Name(("CHANNELS", 2), ("GONE_AFTER", 12_000), ("CONTROL", control.Path));
        using (var device = AlsaCaptureDevice.Open(name))
        {
            device.Start();
            var take = new Delivery(device);
            take.Listen(48_000);
            Assert.True(take.IsGone);
            Assert.InRange(take.Frames, 11_000, 12_000);
            Assert.Empty(take.AssertExact());
        }
        Assert.Equal(FaultKind.Device, Assert.Throws<RecorderException>(() => AlsaCaptureDevice.Open(name)).Kind);
        File.Delete(control.File("gone"));
        using var again = AlsaCaptureDevice.Open(name);
        AssertExact(Listen(again, 2400), 2, 48000, SampleFormat.S32);
    }

    [Fact]
    public void A_card_is_known_by_its_pcms_name_and_what_it_calls_itself()
    {
        using var control = new TemporaryFolder();
        var name = TestCard.Name(("CHANNELS", 2), ("CONTROL", control.Path));
        using var first = AlsaCaptureDevice.Open(name);
        using var again = AlsaCaptureDevice.Open(name);
        Assert.True(first.Identity.IsSame(again.Identity));
        Assert.Equal((first.Identity.Key, "Test card"), (again.Identity.Key, first.Name));
        File.WriteAllText(control.File("name"), "Another card");
        using var other = AlsaCaptureDevice.Open(name);
        Assert.False(first.Identity.IsSame(other.Identity));
        Assert.NotEqual(first.Identity.Key, other.Identity.Key);
    }

    [Fact]
    public void The_drivers_times_tell_the_drift()
    {
        using var device = Open(("PPM", 200));
        device.Start();
        var take = new Delivery(device);
        take.Listen(48_000);
        var rateHz = (take.LastPosition - take.FirstPosition) / (((double)(take.LastTicks - take.FirstTicks) / System.Diagnostics.Stopwatch.Frequency));
        // Within what one frame at either end makes of a second, and a little for the machine.
        Assert.InRange(rateHz / 48_000, 1.0001, 1.0003);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        using var device = Open(("CHANNELS", 8));
        device.Start();
        var words = new int[8 * 240];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var frames = 0; frames < 2400;)
                frames += device.Read(new PlanarWords(words, 240, 0, 240, 8)).Frames;
        }));
    }

    private static AlsaCaptureDevice Open(params (string, object)[] parameters) => AlsaCaptureDevice.Open(TestCard.Name(parameters));

    private static int[] Listen(AlsaCaptureDevice device, int frames)
    {
        var words = new int[device.Format.Channels * frames];
        device.Start();
        for (var done = 0; done < frames;)
        {
            var result = device.Read(new PlanarWords(words, frames, done, frames - done, device.Format.Channels));
            Assert.Equal(CaptureStatus.Frames, result.Status);
            done += result.Frames;
        }
        return words;
    }

    private static void AssertExact(int[] words, int channels, int rateHz, SampleFormat format)
    {
        var frames = words.Length / channels;
        var first = TestCard.FrameOf(words, 0, rateHz, format);
        for (var c = 0; c < channels; c++)
        {
            for (var i = 0; i < frames; i++)
                Assert.Equal(TestCard.Word(first + i, c, format), words[c * frames + i]);
        }
    }

    /// <summary>What a device delivered, with the losses it told.</summary>
    private sealed class Delivery(AlsaCaptureDevice device)
    {
        private readonly List<int[]> blocks = [];
        private readonly List<long> lostBefore = [];
        private long position;
        private long pendingLoss;

        public bool IsGone { get; private set; }
        public int Frames { get; private set; }
        public long FirstTicks { get; private set; }
        public long FirstPosition { get; private set; }
        public long LastTicks { get; private set; }
        public long LastPosition { get; private set; }

        public void Listen(int frames)
        {
            var channels = device.Format.Channels;
            for (var end = Frames + frames; Frames < end && !IsGone;)
            {
                var block = new int[channels * 240];
                var result = device.Read(new PlanarWords(block, 240, 0, 240, channels));
                Assert.True(result.ExactLoss);
                IsGone = result.Status == CaptureStatus.Gone;
                pendingLoss += result.LostFrames;
                position += result.LostFrames + result.Frames;
                if (result.Frames == 0)
                    continue;
                Frames += result.Frames;
                lostBefore.Add(pendingLoss);
                pendingLoss = 0;
                blocks.Add([.. Enumerable.Range(0, channels).SelectMany(c => block.AsSpan(c * 240, result.Frames).ToArray())]);
                (LastTicks, LastPosition) = (result.ReadAtTicks, position + result.WaitingFrames);
                if (FirstTicks == 0)
                    (FirstTicks, FirstPosition) = (LastTicks, LastPosition);
            }
        }

        /// <summary>Every block is where the frames delivered and told lost before it put it; the losses.</summary>
        public List<long> AssertExact()
        {
            var channels = device.Format.Channels;
            var at = TestCard.FrameOf(blocks[0].AsSpan(0, blocks[0].Length / channels), 0, device.Format.RateHz);
            for (var b = 0; b < blocks.Count; b++)
            {
                var frames = blocks[b].Length / channels;
                at += b == 0 ? 0 : lostBefore[b];
                for (var i = 0; i < blocks[b].Length; i++)
                {
                    if (blocks[b][i] != TestCard.Word(at + i % frames, i / frames))
                        Assert.Fail($"block {b}, channel {i / frames}, frame {i % frames} is not the card's");
                }
                at += frames;
            }
            return [.. lostBefore.Skip(1).Where(lost => lost > 0)];
        }
    }
}
