using Recorder.App.Host.Jobs;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Linux.Store;

namespace Recorder.App.Host.CardTest;

/// <summary>Begins card tests and keeps what the last one found.</summary>
internal sealed class CardTestDesk
{
    // Hidden, and of one name, so that what a killed host left is cleared away by the next.
    private const string TestFolder = ".card-test";

    // A disk that is nearly full is not filled by a test.
    private const long RoomToSpare = 4;

    private readonly string session;
    private readonly JobQueue jobs;
    private readonly Func<RecorderSnapshot> snapshot;
    private readonly TimeProvider time;
    private volatile CardTestState? state;

    public CardTestDesk(string session, JobQueue jobs, Func<RecorderSnapshot> snapshot, TimeProvider time)
    {
        (this.session, this.jobs, this.snapshot, this.time) = (session, jobs, snapshot, time);
        CardTestJob.ClearAway(Folder);
    }

    /// <summary>What the test under way has measured, or the last one.</summary>
    public CardTestState? State => state;

    private string Folder => Path.Combine(session, TestFolder);

    /// <summary>Begins a test; null when the command is another one.</summary>
    public CommandReply? TryRoute(RecorderCommand command)
    {
        if (command is not StartCardTest)
            return null;
        var now = snapshot();
        if (now.Transport != TransportState.Idle)
            return CommandReply.Refused("Not while something is recorded or played. Press STOP first.");
        if (jobs.State is { Phase: JobPhase.Waiting or JobPhase.Running or JobPhase.Paused })
            return CommandReply.Refused("Not beside other work: wait for its end, or hold STOP.");
        if (new DriveInfo(session).AvailableFreeSpace < RoomToSpare * CardMeasure.MostBytes)
            return CommandReply.Refused("Less than 1 GB is free: nothing was written. Export, then empty the bin.");
        jobs.Add(new CardTestJob(
            Folder, folder => new DiskStore(folder), () => snapshot().Transport != TransportState.Idle, result => state = result, time));
        return CommandReply.Done;
    }
}
