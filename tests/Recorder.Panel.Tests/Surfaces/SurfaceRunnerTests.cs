using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Panel.Surfaces;
using Recorder.Simulation.Midi;

namespace Recorder.Panel.Tests.Surfaces;

public class SurfaceRunnerTests
{
    private readonly SurfaceBench bench = new();

    [Fact]
    public void Several_at_once_see_what_each_other_does()
    {
        var (mackie, box) = (bench.Plug("X-Touch", "X-Touch INT"), bench.Plug("nanoKONTROL2"));
        mackie.TakeSent();
        box.TakeSent();
        bench.Move(box, 0xB0, 48, 127).Wait(200);
        Assert.Contains((byte[])[0x90, 0x10, 0x7F], mackie.TakeSent());
        bench.Move(mackie, 0x90, 0x10, 0x7F).Wait(200);
        Assert.Equal(0, bench.Strip(0, StripParameter.Mute));
        Assert.Equal([0xB0, 48, 0], box.TakeSent()[^1]);
        Assert.Equal(2, bench.Board.State.Surfaces.Length);
    }

    [Fact]
    public void One_that_was_there_before_the_program_is_heard_too()
    {
        using var ports = new SimulatedMidiPorts();
        var box = ports.Plug("nanoKONTROL2");
        var runner = new SurfaceRunner(bench, ports, bench.Board, TimeProvider.System);
        runner.Listen();
        ports.Move(box, 0xB0, 45, 127);
        runner.Turn();
        Assert.IsType<StartTake>(bench.Last());
    }

    [Fact]
    public void One_that_sends_without_end_loses_what_is_too_much_is_told_and_disturbs_no_other()
    {
        var (wild, calm) = (bench.Plug("Odd Box"), bench.Plug("nanoKONTROL2"));
        for (var i = 0; i < 100_000; i++)
            bench.Ports.Move(wild, 0xB0, 1, 2);
        bench.Move(calm, 0xB0, 45, 127);
        Assert.IsType<StartTake>(bench.Last());
        bench.Move(wild, 0xB0, 1, 2).Wait(50);
        Assert.Equal([true, false], bench.Board.State.Surfaces.Select(surface => surface.IsFlooding));
        bench.Wait(3000);
        Assert.DoesNotContain(bench.Board.State.Surfaces, surface => surface.IsFlooding);
    }

    [Fact]
    public void One_that_vanishes_in_the_middle_of_a_message_is_forgotten()
    {
        var mackie = bench.Plug("X-Touch", "X-Touch INT");
        bench.Move(mackie, 0xF0, 0, 0, 0x66);
        bench.Ports.Pull(mackie);
        bench.Settle();
        Assert.Empty(bench.Board.State.Surfaces);
        var again = bench.Plug("X-Touch", "X-Touch INT");
        bench.Move(again, 0x90, 0x5F, 0x7F);
        Assert.IsType<StartTake>(bench.Last());
    }

    [Fact]
    public void It_runs_on_a_thread_and_ends_when_told()
    {
        using var ports = new SimulatedMidiPorts();
        using var ending = new CancellationTokenSource();
        using var posted = new SemaphoreSlim(0);
        var recorder = new Telling(bench, posted);
        var box = ports.Plug("nanoKONTROL2");
        var thread = new Thread(() => new SurfaceRunner(recorder, ports, bench.Board, TimeProvider.System).Run(ending.Token));
        thread.Start();
        // The runner starts the ports; until then nothing is heard, so it is pressed until it is.
        do
        {
            ports.Move(box, 0xB0, 45, 127);
            ports.Move(box, 0xB0, 45, 0);
        } while (!posted.Wait(TimeSpan.FromMilliseconds(50)));
        ending.Cancel();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
    }

    private sealed class Telling(SurfaceBench inner, SemaphoreSlim posted) : IRecorder
    {
        public Core.Snapshots.RecorderSnapshot Snapshot => inner.Snapshot;

        public CommandReply Post(RecorderCommand command)
        {
            posted.Release();
            return CommandReply.Done;
        }
    }
}
