using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

/// <summary>An engine without an interface: quiet, and everything recorded plays.</summary>
public class AbsentInterfaceTests
{
    [Fact]
    public void It_has_no_inputs_refuses_REC_and_plays_what_was_recorded()
    {
        var store = new MemoryStore();
        using (var desk = new VirtualDesk(store))
        {
            desk.Engine.StartTake();
            desk.Run(1);
            desk.End();
        }
        var time = new FakeTimeProvider();
        EngineSnapshot last = default;
        using var output = new Simulation.Playback.SilentPlaybackDevice(TestInterface.RateHz, 256, time);
        var settings = new EngineSettings { PublishSnapshot = (in EngineSnapshot snapshot) => last = snapshot };
        using var engine = new RecorderEngine(settings with { ReopenCapture = () => null }, new AbsentInterface(TestInterface.RateHz), store, time, output);
        Run(engine, time, 20);

        Assert.Equal((0, 0, TransportState.Idle), (last.InterfacePresent, last.Channels, last.Transport));
        Assert.False(engine.StartTake(fromStartOfMemory: true).Accepted);
        Assert.True(engine.Monitor!.Play(1).Accepted);
        Run(engine, time, 100);
        Assert.Equal(TransportState.Playing, last.Transport);
        Assert.InRange(last.PlayheadFrames, 1, TestInterface.RateHz);
    }

    private static void Run(RecorderEngine engine, FakeTimeProvider time, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(5));
            engine.Capture.Step();
            engine.Monitor!.Slot.Fill();
            engine.Monitor.Loop.Step();
            engine.Composer.Publish();
        }
    }
}
