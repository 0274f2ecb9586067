using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;

namespace Recorder.Engine.Tests;

/// <summary>An engine without threads on a clock that only moves when it is told to.</summary>
internal sealed class VirtualDesk : IDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds((double)TestInterface.PeriodFrames / TestInterface.RateHz);

    public VirtualDesk(
        IRecordingStore store, int channels = 2, SampleFormat format = SampleFormat.S24, EngineSettings? settings = null,
        IPlaybackDevice? output = null, VirtualDesk? after = null, FakeTimeProvider? time = null, TestInterface? plays = null)
    {
        Time = after?.Time ?? time ?? new FakeTimeProvider(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        Interface = new TestInterface(channels, format, Time);
        Engine = new RecorderEngine(
            (settings ?? new()) with { PublishSnapshot = (in EngineSnapshot snapshot) => Last = snapshot }, Interface, store, Time, output);
        if ((plays ?? after?.Interface) is { } playing)
            Interface.GoOnWith(playing);
        else
            Interface.Start();
        Engine.GoOn();
    }

    public FakeTimeProvider Time { get; }

    /// <summary>The interface; one that came back takes its place.</summary>
    public TestInterface Interface { get; set; }

    public RecorderEngine Engine { get; }

    /// <summary>The newest snapshot.</summary>
    public EngineSnapshot Last { get; private set; }

    /// <summary>While true no commit ends.</summary>
    public bool AreCommitsStalled { get; set; }

    /// <summary>While true the disk thread is stuck in a write.</summary>
    public bool AreWritesStalled { get; set; }

    /// <summary>While true the thread of the second copy is stuck in a call to the stick.</summary>
    public bool AreCopiesStalled { get; set; }

    /// <summary>While true the output is given something only while a take plays: a whole life mixes faster then.</summary>
    public bool IsHeardOnlyPlaying { get; set; }

    /// <summary>Commits end this long after they were asked for.</summary>
    public TimeSpan CommitTakes { get; set; }

    private TimeSpan commitAge;

    /// <summary>Lets time pass, period by period.</summary>
    public void Run(double seconds)
    {
        for (var end = Time.GetUtcNow() + TimeSpan.FromSeconds(seconds); Time.GetUtcNow() < end;)
            Step();
    }

    /// <summary>One period.</summary>
    public void Step()
    {
        Time.Advance(Period);
        Engine.Capture.Step();
        if (!AreWritesStalled)
            Engine.Disk.Step();
        commitAge = Engine.Commits.IsBusy ? commitAge + Period : TimeSpan.Zero;
        if (!AreCommitsStalled && commitAge >= CommitTakes)
            Engine.Commits.Step();
        if (!AreCopiesStalled)
            Engine.Copies.Step();
        if (!IsHeardOnlyPlaying || Engine.State is TransportState.Playing or TransportState.Overdubbing || Engine.Disk.CurrentLayer is { Phase: Disk.TakePhase.Running })
            Engine.Monitor?.Loop.Step();
        Engine.Composer.Publish();
    }

    /// <summary>STOP, and time passes until everything is stored.</summary>
    public void End()
    {
        Engine.EndTake();
        for (var i = 0; Engine.State != TransportState.Idle && i < 10_000; i++)
            Step();
        Assert.Equal(TransportState.Idle, Engine.State);
    }

    public void Dispose() => Engine.Dispose();
}
