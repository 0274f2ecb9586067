using Microsoft.Extensions.Time.Testing;
using Recorder.App.Doctor;
using Recorder.Core.Ports;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Doctor;

public class WriteStallTests
{
    private const long SixteenInputs = 16 * 48000 * 3;
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void The_longest_wait_is_found_and_the_pattern_is_a_takes()
    {
        var store = new StallingStore(time, commit => TimeSpan.FromMilliseconds(commit == 3 ? 1700 : 40));
        var stall = WriteStall.Measure(store, 16, SixteenInputs, time, time.Advance);
        Assert.Equal(TimeSpan.FromMilliseconds(1700), stall.Worst);
        Assert.Equal(8, stall.Flushes);
        Assert.Equal(4 * SixteenInputs, stall.Bytes);
        Assert.Equal(16, store.Inner.Paths.Count);
    }

    [Fact]
    public void However_much_a_take_writes_the_test_writes_a_bounded_amount()
    {
        var stall = WriteStall.Measure(new StallingStore(time, _ => TimeSpan.Zero), 64, 64L * 192000 * 4, time, time.Advance);
        Assert.InRange(stall.Bytes, 1, WriteStall.MostBytes);
        Assert.True(stall.Flushes > 0);
    }

    [Fact]
    public void A_disk_that_refuses_says_so()
    {
        var store = new StallingStore(time, _ => TimeSpan.Zero);
        store.Inner.FailFromCall = 40;
        Assert.Equal(StoreError.Io, WriteStall.Measure(store, 16, SixteenInputs, time, time.Advance).Error);
    }

    /// <summary>A store in memory whose flushes take as long as they are told to.</summary>
    private sealed class StallingStore(FakeTimeProvider time, Func<int, TimeSpan> flushTakes) : IRecordingStore
    {
        private int commits;

        public MemoryStore Inner { get; } = new();

        public string Root => Inner.Root;

        public long FreeBytes => Inner.FreeBytes;

        public bool Exists(string path) => Inner.Exists(path);

        public void CreateFolder(string path) => Inner.CreateFolder(path);

        public IReadOnlyList<string> List(string path) => Inner.List(path);

        public StoreError Create(string path, out IRecordingFile? file) => Inner.Create(path, out file);

        public IRecordingFile Open(string path) => Inner.Open(path);

        public StoreError Rename(string from, string to) => Inner.Rename(from, to);

        public StoreError Commit()
        {
            time.Advance(flushTakes(++commits));
            return Inner.Commit();
        }
    }
}
