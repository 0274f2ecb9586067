using Recorder.Core.Ports;
using Recorder.Engine.Disk;
using Recorder.Engine.SecondCopy;

namespace Recorder.Engine.Realtime;

/// <summary>The threads on which the loops of an engine turn, and how they wake one another; nothing here allocates while they run.</summary>
internal sealed class EngineThreads(
    CaptureLoop capture, DiskLoop disk, CommitLoop commits, SecondCopyLoop copies, TransportMachine transport, SnapshotComposer composer, bool isPaced,
    MonitorDesk? monitor, IRealtimeScheduler? scheduler) : IDisposable
{
    private const int PollMs = 20;
    private const int IdlePollMs = 200;
    private static readonly TimeSpan IdlePatience = TimeSpan.FromMilliseconds(IdlePollMs);

    private readonly AutoResetEvent diskWork = new(false);
    private readonly AutoResetEvent commitWork = new(false);
    private readonly AutoResetEvent ringRoom = new(false);
    private readonly AutoResetEvent copyWork = new(false);
    private readonly List<Thread> threads = [];
    private volatile bool isStopping;

    /// <summary>Whether all threads have been started.</summary>
    public bool AreRunning { get; private set; }

    /// <summary>Starts the thread that takes frames.</summary>
    public void StartCapture() => Run("capture", ThreadRole.Capture, CaptureTurns);

    /// <summary>Starts the others.</summary>
    public void Start()
    {
        AreRunning = true;
        Run("disk", ThreadRole.Disk, DiskTurns);
        Run("commit", ThreadRole.Disk, CommitTurns);
        Run("second copy", null, CopyTurns);
        if (monitor is null)
            return;
        Run("monitor", ThreadRole.Playback, () => MonitorTurns(monitor));
        Run("read ahead", null, () => ReadAheadTurns(monitor));
    }

    /// <summary>There is something to write, or a command to look at.</summary>
    public void WakeDisk() => diskWork.Set();

    /// <summary>A take has begun: frames may come and must be written.</summary>
    public void WakeAll()
    {
        diskWork.Set();
        ringRoom.Set();
    }

    /// <summary>Waits until no take runs and no layer is on its way to disk; false when it still does after the time given.</summary>
    public bool WaitUntilIdle(TimeSpan patience)
    {
        var end = patience == Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (transport.IsTakeRunning || disk.IsBusy)
        {
            if (Environment.TickCount64 >= end)
                return false;
            Thread.Sleep(1);
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isStopping = true;
        diskWork.Set();
        commitWork.Set();
        ringRoom.Set();
        copyWork.Set();
        foreach (var thread in threads)
            thread.Join();
        diskWork.Dispose();
        commitWork.Dispose();
        ringRoom.Dispose();
        copyWork.Dispose();
    }

    private void Run(string name, ThreadRole? role, Action turns)
    {
        var thread = new Thread(() =>
        {
            if (role is { } urgent)
                scheduler?.Raise(urgent);
            turns();
        })
        {
            Name = name,
            IsBackground = true,
        };
        threads.Add(thread);
        thread.Start();
    }

    private void CaptureTurns()
    {
        while (!isStopping)
        {
            var turn = capture.Step();
            composer.PublishIfDue();
            if (turn != CaptureTurn.Frames)
                ringRoom.WaitOne(PollMs);
            if (!isPaced)
                diskWork.Set();
        }
    }

    private void DiskTurns()
    {
        while (!isStopping)
        {
            var worked = disk.Step();
            if (commits.IsBusy)
                commitWork.Set();
            if (worked && !isPaced)
                ringRoom.Set();
            if (!worked)
                diskWork.WaitOne(transport.IsTakeRunning || disk.IsBusy ? disk.Patience : IdlePatience);
        }
    }

    private void CommitTurns()
    {
        while (!isStopping)
        {
            if (commits.Step())
                diskWork.Set();
            else
                commitWork.WaitOne();
        }
    }

    private void CopyTurns()
    {
        while (!isStopping)
        {
            if (!copies.Step())
                copyWork.WaitOne(copies.IsBusy ? PollMs * 2 : IdlePollMs);
        }
    }

    private void MonitorTurns(MonitorDesk desk)
    {
        while (!isStopping)
        {
            // Without an output the meters go on at a pace of their own.
            if (!desk.Loop.Step())
                Thread.Sleep(PollMs / 2);
        }
    }

    private void ReadAheadTurns(MonitorDesk desk)
    {
        while (!isStopping)
        {
            if (!desk.Slot.Fill())
                Thread.Sleep(PollMs);
        }
    }
}
