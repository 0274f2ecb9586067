using System.Buffers.Binary;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Life;

/// <summary>A take of many hours on a virtual clock: every sample is where it belongs, nothing grows, nothing is collected.</summary>
[Collection(CountsWholeProcess.Name)]
public sealed class LongTakeTests
{
    private const int Channels = 32;
    private const int UsualSeconds = 300;
    private const int HeaderBytes = 4096;

    // A prime number of frames, so that nothing that repeats falls together with it.
    private const int PatternFrames = 48017;

    [Fact]
    public void Every_sample_of_a_long_take_is_in_its_place()
    {
        // RECORDER_HOURS=24 records a day.
        var seconds = Effort.Asked("RECORDER_HOURS") * 3600 ?? UsualSeconds;
        var (store, time) = (new SummingStore(), new Clock());
        var settings = new EngineSettings { MemorySeconds = 2 };
        using var engine = new RecorderEngine(settings, new PatternInterface(time), store, time);
        engine.StartTake();
        Turn(engine, time, 10);
        var before = GC.GetTotalMemory(forceFullCollection: false);
        Turn(engine, time, seconds - 10);
        var grown = GC.GetTotalMemory(forceFullCollection: false) - before;
        var frames = engine.TakeFrames;
        engine.EndTake();
        for (var i = 0; i < 1000 && engine.State != TransportState.Idle; i++)
            Turn(engine, time, 0.005);

        Assert.Equal((long)(seconds * TestInterface.RateHz), frames);
        Assert.True(grown < 8 << 20, $"{grown} bytes more than at the beginning");
        var report = engine.LastReport!;
        Assert.Equal((frames, 0L, 0), (report.Frames, report.LostFrames, report.Dropouts));
        Effort.Tell(("hours", seconds / 3600), ("lost_frames", report.LostFrames), ("grown_mib", grown / 1048576.0), ("collections", report.Collections));
        for (var track = 0; track < Channels; track++)
        {
            var (header, length, checksum) = store.Of(SessionLayout.InTake(1, $"{track + 1:00} Mic {track + 1}.wav"));
            Assert.Equal(HeaderBytes + frames * 3, length);
            Assert.Equal(Expected(track, frames), checksum);
            var isWide = length - 8 >= uint.MaxValue;
            Assert.Equal(isWide ? "RF64"u8 : "RIFF"u8, header.AsSpan(0, 4));
            Assert.Equal(frames * 3, isWide ? BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(28)) : BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(HeaderBytes - 4)));
        }
    }

    private static void Turn(RecorderEngine engine, Clock time, double seconds)
    {
        for (var end = time.GetUtcNow() + TimeSpan.FromSeconds(seconds); time.GetUtcNow() < end;)
        {
            time.Advance(VirtualDesk.Period);
            engine.Capture.Step();
            engine.Disk.Step();
            engine.Commits.Step();
        }
    }

    private static int Word(int frame, int channel) => TestInterface.Word(frame, channel, SampleFormat.S24);

    private static uint Expected(int channel, long frames)
    {
        var pattern = new byte[PatternFrames * 3];
        for (var i = 0; i < PatternFrames; i++)
        {
            var word = Word(i, channel);
            (pattern[i * 3], pattern[i * 3 + 1], pattern[i * 3 + 2]) = ((byte)(word >> 8), (byte)(word >> 16), (byte)(word >> 24));
        }
        var state = Crc32C.Begin;
        for (; frames > 0; frames -= Math.Min(frames, PatternFrames))
            state = Crc32C.Append(state, pattern.AsSpan(0, (int)Math.Min(frames, PatternFrames) * 3));
        return Crc32C.End(state);
    }

    /// <summary>Plays one pattern over and over, on the virtual clock.</summary>
    private sealed class PatternInterface : ICaptureDevice
    {
        private readonly int[][] pattern = [.. Enumerable.Range(0, Channels).Select(channel => Enumerable.Range(0, PatternFrames).Select(frame => Word(frame, channel)).ToArray())];
        private readonly Clock time;
        private readonly long startedAt;
        private long position;

        public PatternInterface(Clock time) => (this.time, startedAt) = (time, time.GetTimestamp());

        public string Name => "Pattern";

        public CaptureFormat Format { get; } = new(Channels, TestInterface.RateHz, SampleFormat.S24, TestInterface.PeriodFrames);

        public IReadOnlyList<string> InputNames { get; } = [.. Enumerable.Range(1, Channels).Select(i => $"Mic {i}")];

        public bool IsPaced => true;

        public void Start()
        {
        }

        public CaptureResult Read(PlanarWords destination)
        {
            var due = (long)((Int128)time.GetElapsedTime(startedAt).Ticks * TestInterface.RateHz / TimeSpan.TicksPerSecond);
            var frames = (int)Math.Clamp(due - position, 0, destination.Frames);
            var offset = (int)(position % PatternFrames);
            var untilSeam = Math.Min(frames, PatternFrames - offset);
            for (var c = 0; c < Channels; c++)
            {
                pattern[c].AsSpan(offset, untilSeam).CopyTo(destination.Channel(c));
                pattern[c].AsSpan(0, frames - untilSeam).CopyTo(destination.Channel(c)[untilSeam..]);
            }
            position += frames;
            return new(CaptureStatus.Frames, frames);
        }

        public void Stop()
        {
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A clock that is moved by hand and allocates nothing.</summary>
    private sealed class Clock : TimeProvider
    {
        private TimeSpan now = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + now;

        public void Advance(TimeSpan time) => now += time;
    }
}
