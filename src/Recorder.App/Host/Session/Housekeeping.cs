using System.Collections.Immutable;
using Recorder.App.Host.Engine;
using Recorder.App.Host.Messages;
using Recorder.App.Host.State;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.Session.Journal;

namespace Recorder.App.Host.Session;

/// <summary>
/// Everything of the host that may wait for the disk or the engine: keeps the connection, lays the right mix on the desk
/// when takes begin and end, stores what hands have moved, watches the stick. One thread.
/// </summary>
internal sealed class Housekeeping(
    SessionFolder session, TakeShelf shelf, MixDesk desk, MessageBoard board, EngineConnection engine, SceneSender sender,
    ExportChoices export, SecondCopySwitch secondCopy, SetUpDesk setUp, TakeDesk takes, ClickDesk click, CueDesk cues,
    PeakShelf peaks, MasterDesk masters, HostSettings settings, TimeProvider time)
{
    private static readonly TimeSpan LookAtStickEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MountedWithin = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan TroubleStands = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RecoveredJustNow = TimeSpan.FromMinutes(1);
    private const int LowBatteryPercent = 10;

    private readonly HashSet<int> openBefore = [];
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int newestClosed;
    private bool areInputsOnDesk;
    private bool isNewConnection;
    private int life;
    private bool isStale = true;
    private long lookedAtStickAt;
    private string? stickLabel;
    private DriveTrouble stickTrouble;
    private long troubleSince;
    private int? offeredTake;
    private ImmutableArray<ExportOffer> offers = [];

    /// <summary>Raised when an engine is there that knows nothing of this host, or not any more.</summary>
    public event Action? EngineIsNew;

    /// <summary>Completes when the engine was reached for the first time, and fails when it cannot be.</summary>
    public Task Connected => connected.Task;

    public string SessionName { get; private set; } = "";

    public StorageState Storage { get; private set; } = new();

    public int? BatteryPercent { get; private set; }

    /// <summary>Reads the session before the engine touches it: takes that are open now were cut, or run.</summary>
    public void Begin()
    {
        openBefore.UnionWith(session.ReadTakes().Where(take => take.Condition != TakeCondition.Closed).Select(take => take.Number));
        SessionName = session.Name;
        shelf.Refresh();
        newestClosed = shelf.Closed is [.., var last] ? last.Number : 0;
        if (shelf.Summaries is [var newest, ..] && shelf.TryOpen(newest.Number) is { } take)
            desk.Open(take);
        LookAtDisk(isNews: true);
    }

    /// <summary>What is on disk may be other than it was: it is read anew in the next round.</summary>
    public void Forget() => Volatile.Write(ref isStale, true);

    /// <summary>One round; called several times a second and whenever the transport has changed.</summary>
    public void Round(RecorderSnapshot snapshot)
    {
        try
        {
            Connect();
            var isNews = Interlocked.Exchange(ref isStale, false);
            if (isNews)
                LookAtTakes();
            LookForNewLife(snapshot.Engine);
            if (snapshot.Engine.IsConnected && (snapshot.Inputs.Length > 0 || !snapshot.Interface.IsPresent))
                Follow(snapshot);
            desk.StoreIfDue();
            setUp.StoreIfDue();
            click.Keep();
            if (engine.IsConnected)
            {
                takes.Tell();
                click.Tell();
                cues.Tell(snapshot.Interface);
            }
            peaks.Show(shelf.Open, snapshot.Running is not null);
            LookAtDisk(isNews);
            secondCopy.Tell();
            LookAtBattery(snapshot);
        }
        catch (Exception trouble) when (trouble is RecorderException or IOException or UnauthorizedAccessException)
        {
            board.Tell(Matter.Panel, MessageTexts.HostTrouble(trouble.Message), lifetime: TroubleStands);
            Forget();
        }
    }

    /// <summary>Stores what is not stored yet.</summary>
    public void End()
    {
        try
        {
            desk.StoreIfDue(atOnce: true);
            setUp.StoreIfDue(atOnce: true);
        }
        catch (RecorderException)
        {
            // The disk refuses and the host goes: the moves of the last second are all that is lost.
        }
    }

    private void Connect()
    {
        try
        {
            if (!engine.TryEnsure())
                return;
        }
        catch (RecorderException trouble)
        {
            connected.TrySetException(trouble);
            throw;
        }
        sender.Forget();
        secondCopy.Forget();
        takes.Forget();
        click.Forget();
        cues.Forget();
        EngineIsNew?.Invoke();
        isNewConnection = true;
        connected.TrySetResult();
    }

    // The engine has begun anew with another interface and knows nothing of the mix.
    private void LookForNewLife(EngineHealth engine)
    {
        if (engine is not { IsConnected: true, Life: > 0 } || engine.Life == life)
            return;
        if (life > 0)
        {
            sender.Forget();
            secondCopy.Forget();
            takes.Forget();
            click.Forget();
            cues.Forget();
            EngineIsNew?.Invoke();
            (isNewConnection, areInputsOnDesk) = (true, false);
        }
        life = engine.Life;
    }

    private void LookAtTakes()
    {
        shelf.Refresh();
        if (!areInputsOnDesk && shelf.Open is { } open)
            desk.OpenOverdubbed(open);
    }

    private void Follow(RecorderSnapshot snapshot)
    {
        var isRunning = snapshot.Running is not null;
        if (isNewConnection)
            Greet(snapshot);
        else if (setUp.IsNew(snapshot))
            setUp.Greet(snapshot);
        if (isRunning && !areInputsOnDesk)
            LayInputs(snapshot);
        LookAtEndedTakes(snapshot.Running?.Number);
        if (!isRunning && shelf.Open is null && !areInputsOnDesk)
            LayInputs(snapshot);
    }

    // A new engine, or one that ran on: it learns what the desk and the session know, and the person what became of it.
    private void Greet(RecorderSnapshot snapshot)
    {
        isNewConnection = false;
        setUp.Greet(snapshot);
        sender.Send(desk.Mix.Current);
        if (snapshot.Running is { Number: > 0 } running)
            board.Tell(Matter.Panel, MessageTexts.PanelRestarted(running.Number), lifetime: TimeSpan.FromSeconds(8));
        shelf.Refresh();
        foreach (var take in shelf.Closed.Where(WasJustRecovered))
        {
            var lostSeconds = take.RateHz > 0 ? (double)take.Journal.Stop!.Value.LostFrames / take.RateHz : 0;
            board.Tell(Matter.PowerCut, MessageTexts.PowerWasCut(take.Number, take.Seconds + lostSeconds, take.Seconds, shelf.NextNumber));
        }
        openBefore.Clear();
    }

    // Recovery ran after this host looked, or just before it came: a service starts the engine first. A clock that was set back
    // puts all files of before into the future; they are no news.
    private bool WasJustRecovered(Take take) => take.Journal.Stop?.Reason == StopReason.Recovered
        && (openBefore.Contains(take.Number)
            || (time.GetUtcNow() - File.GetLastWriteTimeUtc(session.Resolve(Recorder.Session.SessionLayout.JournalFile(take.Number)))).Duration() < RecoveredJustNow);

    private void LayInputs(RecorderSnapshot snapshot)
    {
        desk.OpenInputs([.. snapshot.Inputs.Select(input => input.Name)]);
        areInputsOnDesk = true;
    }

    // A take whose last words are on disk is the running one's for a moment more: it is no cut, and looked at again when it has ended.
    private void LookAtEndedTakes(int? runningTake)
    {
        var isRunning = runningTake is not null;
        foreach (var take in shelf.Closed.Where(take => take.Number > newestClosed && take.Number != runningTake))
        {
            newestClosed = take.Number;
            if (isRunning)
            {
                // Cut: its end is the running take's beginning, and the hands are on that one.
                desk.KeepForRecorded(take);
            }
            else if (shelf.TryOpen(take.Number) is { } opened)
            {
                desk.OpenRecorded(opened);
                areInputsOnDesk = false;
            }
        }
        if (!isRunning && areInputsOnDesk && shelf.Open is { } open)
        {
            desk.Open(open);
            areInputsOnDesk = false;
        }
    }

    private void LookAtDisk(bool isNews)
    {
        var label = settings.Stick.Label;
        if (label == stickLabel && !isNews && shelf.Open?.Number == offeredTake && time.GetElapsedTime(lookedAtStickAt) < LookAtStickEvery)
            return;
        if (isNews || shelf.Open?.Number != offeredTake)
        {
            offers = export.Look(shelf.Open);
            masters.Look();
            offeredTake = shelf.Open?.Number;
        }
        else
            masters.LookAtFiles();
        (stickLabel, lookedAtStickAt) = (label, time.GetTimestamp());
        LookAtStickTrouble(label);
        var freeBytes = settings.Stick.FreeBytes;
        Storage = new StorageState
        {
            StickLabel = label,
            StickFreeBytes = freeBytes,
            Offers = [.. offers.Select(offer => offer with { Fits = Fits(offer, freeBytes) })],
        };
    }

    private bool Fits(ExportOffer offer, long freeBytes) => offer.Bytes <= freeBytes
        || (settings.Stick.Folder is { } folder && export.MissingBytes(offer.Choice, shelf.Open, folder) <= freeBytes);

    // A drive that was just put in has its moment to be found and mounted.
    private void LookAtStickTrouble(string? label)
    {
        var trouble = settings.Stick.Trouble;
        if (trouble != stickTrouble)
            (stickTrouble, troubleSince) = (trouble, time.GetTimestamp());
        if (trouble == DriveTrouble.None)
            board.Cure(Matter.StickTrouble);
        else if (trouble == DriveTrouble.ReadOnly || time.GetElapsedTime(troubleSince) >= MountedWithin)
            board.Tell(Matter.StickTrouble, MessageTexts.StickUnusable(trouble, label), isStillTrue: true);
    }

    private void LookAtBattery(RecorderSnapshot snapshot)
    {
        BatteryPercent = settings.ReadBattery();
        if (BatteryPercent is { } percent and < LowBatteryPercent)
            board.Tell(Matter.Battery, MessageTexts.BatteryLow(percent, snapshot.Running?.Number ?? 0, snapshot.Running is not null), isStillTrue: true);
        else
            board.Cure(Matter.Battery);
    }
}
