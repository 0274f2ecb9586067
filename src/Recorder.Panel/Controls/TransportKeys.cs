using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Controls;

/// <summary>REC, STOP, PLAY, MARK and POWER: the same on every screen, by what the recorder does.</summary>
/// <param name="desk">What all controls share.</param>
/// <param name="listening">How what plays is heard.</param>
/// <param name="answerAtOnce">Lights the lamps anew, before a command is on its way; null where nothing is lit by them.</param>
internal sealed class TransportKeys(Desk desk, ListeningLease listening, Action? answerAtOnce = null)
{
    /// <summary>How long STOP is held to end what took hours to play.</summary>
    public const long StopHoldMs = 500;

    /// <summary>How long power off is held.</summary>
    public const long PowerHoldMs = 2000;

    /// <summary>How long POWER is held to close a running take and go off.</summary>
    public const long PowerCloseHoldMs = 5000;

    // Until the recorder's own answer is in the snapshot, REC blinks on the word of whoever was pressed; no longer than this.
    private const long RecordAnswerMs = 2000;

    private const string EndLayer = "Hold STOP to end play and layer";

    // What the STOP now held will do: decided when it went down, so that a take that ends meanwhile is not followed by a job.
    private (string Sentence, RecorderCommand Command)? heldStop;
    private bool isOffDue;
    private long? recordPressedAtMs;

    /// <summary>Whether REC was pressed and what the recorder does has not answered yet: the light answers meanwhile.</summary>
    public bool IsRecordAwaited => recordPressedAtMs is { } pressedMs && desk.NowMs - pressedMs < RecordAnswerMs;

    private bool IsPlaying => desk.Snapshot.Transport is TransportState.Playing or TransportState.Paused or TransportState.Overdubbing;

    private bool IsOverdubbing => desk.Snapshot.Transport == TransportState.Overdubbing;

    public void Record(bool withBack)
    {
        if (desk.IsRecording)
            desk.Tell(desk.Snapshot.Transport == TransportState.Ending ? $"{desk.RunningTake} is being stored." : $"Already recording {desk.RunningTake}");
        else if (IsOverdubbing || desk.Snapshot.Overdub.IsWaiting)
            desk.Post(new PunchOut());
        else if (desk.Snapshot.Transport == TransportState.Paused)
            desk.Tell("PLAY, then REC: punch in. STOP, then REC: a new take.");
        else if (desk.Snapshot.Transport == TransportState.Playing)
            Begin(new PunchIn(FromPlayStart: withBack));
        else
            Begin(new StartTake(FromStartOfMemory: withBack));
    }

    /// <summary>STOP at the touch; true when what it means is decided only by how long it is held.</summary>
    public bool StopDown(bool withBack)
    {
        if (withBack)
        {
            if (desk.IsRecording)
                desk.Tell($"{desk.RunningTake} runs: hold STOP to end it, then power off.");
            else if (IsOverdubbing)
                desk.Tell("A layer is recorded: hold STOP to end it, then power off.");
            return !desk.IsRecording && !IsOverdubbing;
        }
        heldStop = desk.IsRecording ? ($"Hold STOP to end {desk.RunningTake}", new EndTake())
            : IsOverdubbing ? (EndLayer, new StopPlaying())
            : !IsPlaying && JobText.IsUnderWay(desk.Snapshot.Job) ? (JobText.Cancelling(desk.Snapshot.Job!), new CancelJob())
            : null;
        if (IsPlaying && !IsOverdubbing)
            desk.Post(new StopPlaying());
        else if (heldStop is null && desk.Snapshot.Open is not null)
        {
            desk.State.Located = null;
            desk.Post(new Locate(0));
        }
        return heldStop is not null;
    }

    /// <summary>STOP let go before its time.</summary>
    public void StopTap()
    {
        if (desk.IsRecording)
            desk.Tell($"Hold STOP to end {desk.RunningTake}");
        else if (IsOverdubbing)
            desk.Tell(EndLayer);
        else if (desk.Snapshot.Job is { } job && JobText.IsUnderWay(job))
            desk.Tell($"{JobText.Progress(job)} Hold STOP: cancel.");
    }

    /// <summary>STOP is held; true when its time has come and it has acted.</summary>
    public bool StopHeld(long heldMs, bool withBack)
    {
        if (withBack)
            return OffHeld(heldMs);
        if (heldStop is not var (sentence, command))
            return true;
        if (heldMs < StopHoldMs)
        {
            desk.TellHold(sentence, (double)heldMs / StopHoldMs);
            return false;
        }
        desk.State.Notice = null;
        desk.Post(command);
        return true;
    }

    public void Play(bool withBack)
    {
        if (desk.IsRecording)
            return;
        if (withBack)
        {
            if (!IsPlaying || IsOverdubbing)
                return;
            listening.EndStage();
            desk.Post(new SwitchCompare(WithMaster: desk.State.IsOnMaster, LayersOf: LayeredInput()));
            return;
        }
        if (IsOverdubbing)
        {
            desk.Tell("REC: out. Hold STOP: end play and layer.");
            return;
        }
        if (desk.Snapshot.Transport == TransportState.Playing)
            desk.Post(new Pause());
        else if (ChosenTake() is { } chosen && chosen != desk.Snapshot.Open?.Number && desk.Snapshot.Transport == TransportState.Idle)
        {
            if (desk.Post(new OpenTake(chosen)))
                desk.Post(new Play());
        }
        else if (desk.Snapshot.Open is not null)
            desk.Post(new Play());
        else
            desk.Tell("No take to play yet. REC makes the first.");
    }

    public void Mark(bool withBack)
    {
        if (desk.IsRecording)
            desk.Post(withBack ? new CutTake() : new AddMarker());
        else if (withBack)
        {
            if (IsPlaying)
                desk.Post(new AddSongBoundary());
        }
        else if (IsPlaying)
            desk.Post(new AddMarker());
        else
            Star();
    }

    /// <summary>The number of the take a list stands on; null on other screens.</summary>
    public int? ChosenTake() => desk.State.Screen switch
    {
        ScreenName.Takes when desk.State.Row < desk.Snapshot.Takes.Length => desk.Snapshot.Takes[desk.State.Row].Number,
        ScreenName.TakeMenu => desk.State.TakeNumber,
        _ => null,
    };

    // The track whose layers TAKE steps through, or LAYERS stands on.
    private int? LayeredInput() => desk.State.Screen switch
    {
        ScreenName.Take => LayerRows.Under(desk.Snapshot, desk.State)?.Input,
        ScreenName.Layers when LayerRows.Tracks(desk.Snapshot) is { Length: > 0 } tracks => tracks[Math.Min(desk.State.Row, tracks.Length - 1)].Input,
        _ => null,
    };

    /// <summary>A star on the chosen or the open take, or off again.</summary>
    public void Star()
    {
        var number = ChosenTake() ?? desk.Snapshot.Open?.Number;
        if (desk.Snapshot.Takes.FirstOrDefault(take => take.Number == number) is not { } take)
        {
            desk.Tell("No take to star yet. REC makes the first.");
            return;
        }
        if (desk.Post(new StarTake(take.Number, !take.IsStarred)) && desk.State.Screen != ScreenName.Takes)
            desk.Tell(FormattableString.Invariant($"T{take.Number}: star {(take.IsStarred ? "off" : "on")}"));
    }

    /// <summary>Locks the panel, or unlocks it.</summary>
    public void SwitchLock()
    {
        desk.State.IsLocked = !desk.State.IsLocked;
        desk.Tell(desk.State.IsLocked ? "Locked. BACK + press MAIN unlocks." : "Unlocked.");
    }

    /// <summary>POWER is held; true when it has acted.</summary>
    public bool PowerHeld(long heldMs)
    {
        if (!desk.IsRecording)
            return OffHeld(heldMs);
        if (heldMs < PowerCloseHoldMs)
        {
            desk.TellHold($"{desk.RunningTake} runs. Held on, it is closed whole, then off.", (double)heldMs / PowerCloseHoldMs);
            return false;
        }
        isOffDue = desk.Post(new EndTake());
        return true;
    }

    /// <summary>The recorder may have changed: it has answered REC, or stored the take for which something was put off.</summary>
    public void Tick()
    {
        if (desk.RecordsInputs)
            recordPressedAtMs = null;
        if (!isOffDue || desk.Snapshot.Transport != TransportState.Idle)
            return;
        isOffDue = false;
        desk.Post(new PowerOff());
    }

    // The light answers the finger before the recorder does.
    private void Begin(RecorderCommand command)
    {
        recordPressedAtMs = desk.NowMs;
        answerAtOnce?.Invoke();
        if (!desk.Post(command))
            recordPressedAtMs = null;
    }

    private bool OffHeld(long heldMs)
    {
        if (heldMs < PowerHoldMs)
        {
            desk.TellHold(FormattableString.Invariant($"Off in {(PowerHoldMs - heldMs + 999) / 1000}"), (double)heldMs / PowerHoldMs);
            return false;
        }
        if (IsPlaying)
            desk.Post(new StopPlaying());
        desk.Post(new PowerOff());
        return true;
    }
}
