using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.CardTest;
using Recorder.App.Host.Jobs;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Linux.Store;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.CardTest;

/// <summary>The card test against a disk of known speed, that fails, and that stalls; and what is left of it.</summary>
public sealed class CardMeasureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(4e6, 13), InlineData(1e6, 3), InlineData(0.2e6, 0), InlineData(40e6, 64)]
    public void Speed_and_inputs_are_those_of_the_disk(double bytesPerSecond, int inputs)
    {
        var begun = time.GetUtcNow();
        var disk = new TimedDisk(time, bytesPerSecond);
        var result = new CardMeasure(disk, time, (_, _) => { }).Run();
        Assert.Equal(bytesPerSecond, result.BytesPerSecond, 0.02 * bytesPerSecond);
        Assert.Equal(inputs, result.Inputs);
        Assert.Equal(disk.Bytes, result.Bytes);
        Assert.InRange(disk.Bytes, 1, CardMeasure.MostBytes);
        Assert.InRange((time.GetUtcNow() - begun).TotalSeconds, 5, 23);
        Assert.Equal(0, disk.Reads);
    }

    [Fact]
    public void It_is_flushed_twice_a_second_and_the_longest_stall_is_told()
    {
        var disk = new TimedDisk(time, 4e6) { StallAtFlush = 7, Stall = TimeSpan.FromSeconds(3) };
        var result = new CardMeasure(disk, time, (_, _) => { }).Run();
        Assert.InRange(result.LongestWaitMs, 3000, 3600);
        Assert.InRange(disk.Flushes, 26, 42);
        Assert.InRange(disk.Bytes, 50e6, 82e6);
    }

    [Fact]
    public void A_card_that_stalls_for_longer_than_memory_bridges_twice_is_good_for_nothing()
    {
        var disk = new TimedDisk(time, 40e6) { StallAtFlush = 3, Stall = TimeSpan.FromSeconds(11) };
        Assert.Equal(0, new CardMeasure(disk, time, (_, _) => { }).Run().Inputs);
    }

    [Theory, InlineData(StoreError.Full), InlineData(StoreError.Io), InlineData(StoreError.ReadOnly), InlineData(StoreError.Gone)]
    public void A_disk_that_fails_at_any_call_is_a_sentence(StoreError error)
    {
        var whole = new TimedDisk(time, 40e6);
        new CardMeasure(whole, time, (_, _) => { }).Run();
        Assert.True(whole.Calls > 1000);
        foreach (var call in Enumerable.Range(1, 40).Append(whole.Calls))
        {
            var disk = new TimedDisk(new FakeTimeProvider(), 40e6) { FailAtCall = call, Error = error };
            var trouble = Assert.Throws<RecorderException>(() => new CardMeasure(disk, disk.Time, (_, _) => { }).Run());
            Assert.Equal(FaultKind.Storage, trouble.Kind);
            Assert.Contains(':', trouble.Message);
        }
    }

    [Fact]
    public async Task A_test_on_a_real_disk_tells_how_far_it_is_and_leaves_nothing()
    {
        using var queue = new JobQueue(TimeProvider.System);
        var place = folder.File(".card-test");
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, "left-by-a-crash"), "x");
        CardTestState? told = null;
        var ended = new TaskCompletionSource<JobState>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Ended += (_, state) => ended.TrySetResult(state);
        queue.Add(new CardTestJob(place, path => new TimedDisk(time, 40e6, new DiskStore(path)), () => false, state => told = state, time));
        var last = await ended.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal((JobPhase.Done, "Good for 64 inputs at 48 kHz, 24 bit."), (last.Phase, last.Sentence));
        Assert.Equal(64, told!.Inputs);
        Assert.False(Directory.Exists(place));
    }

    [Theory, InlineData("stop"), InlineData("record"), InlineData("play")]
    public async Task A_held_stop_a_take_and_playing_end_it_and_nothing_is_left(string how)
    {
        using var queue = new JobQueue(TimeProvider.System);
        var place = folder.File(".card-test");
        var isPlaying = false;
        using var atStep = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var ended = new TaskCompletionSource<JobState>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Ended += (_, state) => ended.TrySetResult(state);
        CardTestState? told = null;
        queue.Add(new CardTestJob(place, path => new TimedDisk(time, 1e6, new DiskStore(path)), () => isPlaying, state =>
        {
            told = state;
            if (state is not { Bytes: 1_000_000 })
                return;
            atStep.Release();
            go.Wait();
        }, time));
        await atStep.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(Directory.Exists(place));
        if (how == "stop")
            Assert.True(queue.Cancel());
        else if (how == "record")
            queue.SetTakeRuns(true);
        else
            isPlaying = true;
        go.Release();
        var last = await ended.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal((JobPhase.Cancelled, "The card test was ended. Nothing of it is left on the card."), (last.Phase, last.Sentence));
        Assert.Null(told);
        Assert.False(Directory.Exists(place));
    }

    [Fact]
    public void It_is_refused_while_something_is_recorded_or_played_and_what_a_crash_left_goes_at_the_next_start()
    {
        using var queue = new JobQueue(TimeProvider.System);
        var left = Path.Combine(folder.Path, ".card-test");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, CardMeasure.FileName), "x");
        var snapshot = new RecorderSnapshot();
        var desk = new CardTestDesk(folder.Path, queue, () => snapshot, time);
        Assert.False(Directory.Exists(left));
        foreach (var transport in Enum.GetValues<TransportState>().Where(state => state != TransportState.Idle))
        {
            snapshot = new RecorderSnapshot { Transport = transport };
            Assert.False(desk.TryRoute(new Core.Commands.StartCardTest())!.Value.Accepted);
        }
        Assert.Null(queue.State);
        Assert.Null(desk.TryRoute(new Core.Commands.Undo()));
    }

    // A disk that takes so many bytes a second, as a clock sees it, whether or not anything is behind it.
    private sealed class TimedDisk(FakeTimeProvider time, double bytesPerSecond, IRecordingStore? inner = null) : IRecordingStore, IDisposable
    {
        public FakeTimeProvider Time => time;
        public long Bytes { get; private set; }
        public int Flushes { get; private set; }
        public int Reads { get; private set; }
        public int Calls { get; private set; }
        public int StallAtFlush { get; init; }
        public TimeSpan Stall { get; init; }
        public int FailAtCall { get; init; }
        public StoreError Error { get; init; }
        public string Root => "timed";
        public long FreeBytes => 1L << 40;

        public bool Exists(string path) => throw new InvalidOperationException();

        public void CreateFolder(string path) => throw new InvalidOperationException();

        public IReadOnlyList<string> List(string path) => throw new InvalidOperationException();

        public IRecordingFile Open(string path) => throw new InvalidOperationException();

        public StoreError Rename(string from, string to) => throw new InvalidOperationException();

        public StoreError Create(string path, out IRecordingFile? file)
        {
            IRecordingFile? real = null;
            var error = Next() is var told and not StoreError.None ? told : inner?.Create(path, out real) ?? StoreError.None;
            file = error == StoreError.None ? new TimedFile(this, real) : null;
            return error;
        }

        public StoreError Commit()
        {
            if (++Flushes == StallAtFlush)
                time.Advance(Stall);
            return Next();
        }

        public void Dispose() => (inner as IDisposable)?.Dispose();

        private StoreError Next() => ++Calls == FailAtCall ? Error : StoreError.None;

        private sealed class TimedFile(TimedDisk disk, IRecordingFile? real) : IRecordingFile
        {
            public long Length => disk.Bytes;

            public StoreError Write(long position, ReadOnlySpan<byte> bytes)
            {
                Assert.Equal(disk.Bytes, position);
                disk.Bytes += bytes.Length;
                disk.Time.Advance(TimeSpan.FromSeconds(bytes.Length / disk.Rate));
                real?.Write(position, bytes);
                return disk.Next();
            }

            public int Read(long position, Span<byte> bytes)
            {
                disk.Reads++;
                return 0;
            }

            public StoreError SetLength(long length) => throw new InvalidOperationException();

            public void Dispose() => real?.Dispose();
        }

        private double Rate => bytesPerSecond;
    }
}
