using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Messages;
using Recorder.App.Host.State;
using Recorder.Core.Snapshots;

namespace Recorder.App.Tests.Host.State;

public class OutputWatchTests
{
    private readonly MessageBoard board = new(new FakeTimeProvider());
    private readonly EngineWatch watch;
    private EngineSnapshot engine = SnapshotFoldTests.Engine(TransportState.Idle);

    public OutputWatchTests()
    {
        watch = new EngineWatch(board, new FakeTimeProvider());
        (engine.DriftPpm, engine.OutputDriftPpm) = (double.NaN, double.NaN);
        watch.Look(in engine);
    }

    [Fact]
    public void An_output_that_stumbles_is_told_and_that_nothing_recorded_is_touched()
    {
        engine.PlaybackUnderruns = 3;
        watch.Look(in engine);
        Assert.Equal("What you hear stumbled, 3 times.", board.Current!.Happened);
        Assert.Equal("Nothing recorded is touched.", board.Current.Safe);
    }

    [Fact]
    public void Two_clocks_are_told_once()
    {
        (engine.DriftPpm, engine.OutputDriftPpm) = (12, -31);
        watch.Look(in engine);
        Assert.Equal("Output 43 ppm slower than the inputs.", board.Current!.Happened);
        board.MarkSeen();
        watch.Look(in engine);
        Assert.Null(board.Current);
    }

    [Fact]
    public void One_clock_is_nothing_to_tell()
    {
        (engine.DriftPpm, engine.OutputDriftPpm) = (40.2, 41.1);
        watch.Look(in engine);
        Assert.Null(board.Current);
    }
}
