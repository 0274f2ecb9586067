using Recorder.Core.Units;
using Recorder.Engine.SecondCopy;
using Recorder.Linux.Store;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

/// <summary>Whole takes on real threads and a real file system; nothing may be allocated or collected between REC and STOP.</summary>
[Collection(CountsWholeProcess.Name)]
public sealed class CalmTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(SampleFormat.S24, null)]
    [InlineData(SampleFormat.F32, SampleFormat.S24)]
    public void A_take_allocates_and_collects_nothing(SampleFormat format, SampleFormat? fileFormat)
    {
        using var folder = new TemporaryFolder();
        using var store = new DiskStore(folder.Path);
        using var engine = new RecorderEngine(new() { Format = fileFormat }, new TestInterface(16, format), store, TimeProvider.System);
        engine.Start();
        // The first take compiles what the second is measured on.
        for (var take = 1; take <= 2; take++)
        {
            Assert.True(engine.StartTake(lengthFrames: 30 * TestInterface.RateHz).Accepted);
            Assert.True(engine.AddMarker("Here").Accepted);
            Assert.True(engine.WaitUntilIdle(Patience));
        }
        Assert.Equal(30 * TestInterface.RateHz, engine.LastReport!.Frames);
        Assert.Equal((0L, 0), (engine.LastReport.AllocatedBytes, engine.LastReport.Collections));
    }

    [Fact]
    public void A_second_copy_allocates_nothing_while_it_is_written()
    {
        using var folder = new TemporaryFolder();
        using var store = new DiskStore(folder.File("card"));
        using var desk = new VirtualDesk(store, channels: 8, settings: new EngineSettings
        {
            OpenSecondStore = stick => new SecondStore(new DiskStore(stick), long.MaxValue),
            SecondCopyFolder = folder.File("stick"),
        });
        desk.Engine.StartTake();
        desk.Run(3);
        var (bytes, safe) = (0L, desk.Last.SecondCopy.SafeFrames);
        for (var i = 0; i < 600; i++)
        {
            desk.Time.Advance(VirtualDesk.Period);
            desk.Engine.Capture.Step();
            desk.Engine.Disk.Step();
            desk.Engine.Commits.Step();
            var mark = GC.GetAllocatedBytesForCurrentThread();
            desk.Engine.Copies.Step();
            bytes += GC.GetAllocatedBytesForCurrentThread() - mark;
            desk.Engine.Composer.Publish();
        }
        Assert.True(desk.Last.SecondCopy.SafeFrames > safe + TestInterface.RateHz);
        Assert.Equal(0, bytes);
        desk.End();
    }

    [Fact]
    public void A_thousand_takes_in_one_process_see_no_collection()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "this machine has no /dev/shm");
        var folder = Directory.CreateDirectory($"/dev/shm/recorder-test-{Guid.NewGuid():N}");
        try
        {
            using var store = new DiskStore(folder.FullName);
            using var engine = new RecorderEngine(new(), new TestInterface(2, SampleFormat.S16), store, TimeProvider.System);
            engine.Start();
            var collections = 0;
            for (var take = 1; take <= 1000; take++)
            {
                Assert.True(engine.StartTake(lengthFrames: 4800).Accepted);
                Assert.True(engine.WaitUntilIdle(Patience));
                Assert.Equal(take, engine.LastReport!.Number);
                collections += engine.LastReport.Collections;
            }
            Assert.Equal(0, collections);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>What is allocated is counted for the whole process, so no other test may run beside one that counts.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CountsWholeProcess
{
    internal const string Name = "counts the whole process";
}
