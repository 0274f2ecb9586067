using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Survival;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Survival;

/// <summary>Another process looks at what came in last.</summary>
public sealed class InputListenerTests : IDisposable
{
    private static readonly CaptureFormat Format = new(3, TestInterface.RateHz, SampleFormat.S24, TestInterface.PeriodFrames);

    private readonly TemporaryFolder folder = new();

    private string MemoryFile => folder.File("engine.memory");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_hears_the_newest_frames_of_one_input_round_the_rings_seam()
    {
        using var memory = EngineMemory.TryCreate(MemoryFile, "session", Format, 0.1, TimeProvider.System)!;
        using var listener = InputListener.TryOpen(MemoryFile)!;
        Assert.Equal((3, TestInterface.RateHz), (listener.Channels, listener.RateHz));
        var newest = new float[1000];
        Assert.False(listener.TryRead(1, newest));
        Write(memory, 7777);
        Assert.Equal(7777, listener.WrittenFrames);
        Assert.True(listener.TryRead(1, newest));
        for (var i = 0; i < newest.Length; i++)
            Assert.Equal(TestInterface.Word(6777 + i, 1, SampleFormat.S24) / 2147483648f, newest[i]);
        Assert.False(listener.TryRead(3, newest));
        Assert.False(listener.TryRead(-1, newest));
        Assert.False(listener.TryRead(0, new float[memory.Ring.CapacityFrames + 1]));
    }

    [Fact]
    public void It_holds_nothing_and_goes_without_a_trace()
    {
        using var memory = EngineMemory.TryCreate(MemoryFile, "session", Format, 0.1, TimeProvider.System)!;
        Write(memory, 5000);
        using (var listener = InputListener.TryOpen(MemoryFile)!)
            Assert.True(listener.TryRead(0, new float[512]));
        Assert.False(memory.Ring.IsHeld);
        Assert.True(File.Exists(MemoryFile));
        Write(memory, 20_000);
        Assert.Equal(20_000, memory.Ring.WrittenFrames);
    }

    [Fact]
    public void Where_no_engine_is_nothing_is_heard()
    {
        Assert.Null(InputListener.TryOpen(MemoryFile));
        File.WriteAllBytes(MemoryFile, new byte[1 << 20]);
        Assert.Null(InputListener.TryOpen(MemoryFile));
    }

    private static void Write(EngineMemory memory, long untilFrame)
    {
        while (memory.Ring.WrittenFrames < untilFrame)
        {
            var from = memory.Ring.WrittenFrames;
            var room = memory.Ring.BeginWrite((int)Math.Min(480, untilFrame - from));
            for (var channel = 0; channel < Format.Channels; channel++)
                for (var i = 0; i < room.Frames; i++)
                    room.Channel(channel)[i] = TestInterface.Word(from + i, channel, SampleFormat.S24);
            memory.Ring.EndWrite(room.Frames);
        }
    }
}
