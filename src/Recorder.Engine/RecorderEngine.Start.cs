using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Engine.Survival;
using Recorder.Session.Journal;

namespace Recorder.Engine;

/// <content>How it begins: with what a killed engine left in memory, if anything.</content>
public sealed partial class RecorderEngine
{
    /// <summary>Starts the interface and the threads.</summary>
    /// <exception cref="RecorderException">The interface does not start.</exception>
    /// <param name="isWaiting">
    /// The interface is not started before <see cref="Listen"/>: a take begun in between begins with its first frame.
    /// </param>
    public void Start(bool isWaiting = false)
    {
        Capture.IsListening = !isWaiting;
        // Started now, it would run over while a slow disk makes the take's files.
        if (!isWaiting)
            StartStreams();
        // What comes is lost until it is taken, while the files of a take that goes on can be opened as late as the disk likes.
        var goesOn = TakeUpFrames();
        threads.StartCapture();
        if (goesOn)
            TakeUpFiles();
        threads.Start();
    }

    /// <summary>
    /// Goes on with the takes that a killed engine left in memory, as <see cref="Start"/> does. The frames between the two
    /// engines are missing, which journal and report say.
    /// </summary>
    internal void GoOn()
    {
        if (TakeUpFrames())
            TakeUpFiles();
    }

    private void StartStreams()
    {
        if (Monitor is { } desk && desk.TryStartWith(device))
            return;
        device.Start();
        Monitor?.Start();
    }

    // From here on frames may come into the memory that was left.
    private bool TakeUpFrames()
    {
        if (memory.HasLayers)
        {
            TakeResume.BringHomeLayers(memory, store, settings.SessionName);
            if (!memory.HasTakes)
                ring.Release();
        }
        if (!memory.HasTakes || !transport.TryMove(TransportState.Starting))
            return false;
        if (TakeResume.GoesOn(memory))
            (Capture.ResumesFrom, earliestFrame) = (ring.AccountedAt, 0);
        Capture.Clock.BeginTake();
        return true;
    }

    private void TakeUpFiles()
    {
        Disk.BeginCalm();
        var takes = TakeResume.Open(memory, store, settings.SessionName);
        if (takes.Count == 0)
        {
            Disk.GiveUp();
            transport.TryMove(TransportState.Idle);
            return;
        }
        latest = takes[^1];
        if (latest.StopReason != StopReason.Unknown)
            transport.TryMove(TransportState.Ending);
        lastEndFrame = earliestFrame;
        latest.Clock = Capture.Clock;
        calm.Begin();
        takes.ForEach(Copies.Expect);
        Disk.Adopt(takes);
    }

    /// <summary>Starts the interface, after <see cref="Start"/> has been told to wait.</summary>
    /// <exception cref="RecorderException">It does not start.</exception>
    public void Listen()
    {
        // Part of the take's preparation, as the making of its files is.
        DoBudgeted(StartStreams);
        Capture.IsListening = true;
        threads.WakeAll();
    }
}
