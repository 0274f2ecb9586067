using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Screens;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Controls;

/// <summary>
/// The control map: movements of knobs and keys become commands and ways through the screens; with time it counts holds.
/// One thread calls it.
/// </summary>
public sealed class PanelController
{
    /// <summary>How long a knob is held to look inside its channel.</summary>
    public const long KnobHoldMs = 500;

    /// <summary>How long BACK is held alone before its second functions are listed.</summary>
    public const long HelpHoldMs = 500;

    // On the small build alarms and meters take turns.
    private const long SmallAlarmTurnMs = 3000;

    private readonly Dictionary<PanelControl, Press> presses = [];
    private readonly Desk desk;
    private readonly TransportKeys transport;
    private readonly ScreenControls screens;
    private readonly LampBoard lamps = new();
    private readonly PeakHold holds = new();
    private readonly Acceleration acceleration = new();
    private readonly DisplayCare care = new();
    private readonly SupplyWatch supply = new();
    private readonly ScreenLease tuner;
    private readonly ListeningLease listening;
    private readonly ScreenLease advice;
    private RecorderSnapshot? before;

    /// <summary>A panel on METERS that posts to a recorder; the small build has one channel at a time and no MASTER key.</summary>
    public PanelController(IRecorder recorder, bool isSmall = false)
    {
        desk = new Desk(recorder, isSmall);
        listening = new ListeningLease(desk);
        transport = new TransportKeys(desk, listening, AnswerAtOnce);
        tuner = ScreenLease.Tuner(desk);
        advice = ScreenLease.Advice(desk);
        screens = new ScreenControls(desk, transport, listening);
    }

    /// <summary>The lamps are others than after the last tick: a press is answered before its command is on its way.</summary>
    public event Action? LampsChanged;

    /// <summary>Where the panel stands.</summary>
    public PanelState State => desk.State;

    /// <summary>How the display is driven after the last tick.</summary>
    public DisplayMood Mood => care.Mood;

    private bool IsBackDown => presses.ContainsKey(PanelControl.Back);

    /// <summary>One movement of a control.</summary>
    public void Handle(PanelEvent moved)
    {
        // What a key means is decided by what the recorder does now, not by what it did at the last picture.
        desk.Refresh(Math.Max(desk.NowMs, moved.TimestampMs));
        var onlyWakes = moved.Action is PanelAction.Down or PanelAction.Turn && care.Touch(desk.NowMs)
            && moved.Control is not (PanelControl.Record or PanelControl.Stop or PanelControl.Mark);
        if (onlyWakes)
        {
            if (moved.Action == PanelAction.Down)
                presses[moved.Control] = new Press(desk.NowMs, withBack: false) { IsSpent = true };
            return;
        }
        switch (moved.Action)
        {
            case PanelAction.Down:
                OnDown(moved.Control);
                break;
            case PanelAction.Up:
                OnUp(moved.Control);
                break;
            case PanelAction.Turn:
                OnTurn(moved);
                break;
            case PanelAction.Release:
                presses.Remove(moved.Control);
                State.IsHelpShown &= IsBackDown;
                break;
        }
    }

    /// <summary>Time has passed and the recorder may have changed: counts holds, lets go of what stood for a moment.</summary>
    /// <param name="snapshot">The newest.</param>
    /// <param name="nowMs">Monotonic milliseconds.</param>
    /// <param name="isSupplyLow">Whether the power-fail line is low.</param>
    public void Tick(RecorderSnapshot snapshot, long nowMs, bool isSupplyLow = false)
    {
        desk.Advance(snapshot, nowMs);
        if (supply.Update(isSupplyLow, snapshot.Transport is TransportState.Starting or TransportState.Recording, nowMs))
            desk.Post(new EndTake());
        if (supply.IsGone)
            desk.Advance(snapshot = snapshot with { Message = SupplyWatch.MessageFor(snapshot) }, nowMs);
        foreach (var (control, press) in presses)
            if (!press.IsSpent)
                press.IsSpent = OnHeld(control, nowMs - press.SinceMs, press.WithBack);
        transport.Tick();
        Follow(snapshot);
        if (snapshot.Transport != TransportState.Idle)
            State.Located = null;
        care.Update(snapshot, State.IsNight, nowMs);
        tuner.Tick(care.Mood.IsAsleep);
        listening.Tick(care.Mood.IsAsleep);
        advice.Tick(care.Mood.IsAsleep);
        holds.Update(snapshot.Mix.Strips, nowMs);
        State.StripHolds = holds.Peaks;
        State.IsAlarmTurn = nowMs / SmallAlarmTurnMs % 2 == 0;
        if (State.Overlay is { } overlay && nowMs >= overlay.UntilMs)
            State.Overlay = null;
        if (State.Notice is { } notice && nowMs >= notice.UntilMs)
            State.Notice = null;
        UpdateLamps();
    }

    /// <summary>Draws what the panel shows after the last tick.</summary>
    public void Draw(FrameBuffer frame) => PanelRenderer.Draw(frame, desk.Snapshot, State);

    /// <summary>The lamps that burn now.</summary>
    public PanelLights Lit => State.IsNight ? lamps.Lit(desk.NowMs) & (PanelLights.Record | PanelLights.ClipWarn) : lamps.Lit(desk.NowMs);

    /// <summary>The rhythm of one lamp after the last tick.</summary>
    public LampRhythm RhythmOf(PanelLights light) => lamps[light];

    private static int? KnobOf(PanelControl control) => control <= PanelControl.Knob8 ? (int)control : null;

    private void UpdateLamps()
    {
        var stopIsHeld = presses.TryGetValue(PanelControl.Stop, out var stop) && !stop.IsSpent;
        lamps.Update(desk.Snapshot, State, transport.IsRecordAwaited, stopIsHeld, desk.NowMs);
    }

    private void AnswerAtOnce()
    {
        UpdateLamps();
        LampsChanged?.Invoke();
    }

    private void OnDown(PanelControl control)
    {
        var press = new Press(desk.NowMs, IsBackDown);
        presses[control] = press;
        if (control != PanelControl.Back && presses.TryGetValue(PanelControl.Back, out var back))
            (back.IsSpent, State.IsHelpShown) = (true, false);
        if (IsRefusedByLock(control, press.WithBack))
        {
            press.IsSpent = true;
            return;
        }
        switch (control)
        {
            case PanelControl.Record:
                transport.Record(press.WithBack);
                break;
            case PanelControl.Stop:
                press.IsSpent = !transport.StopDown(press.WithBack);
                break;
            case PanelControl.Play:
                transport.Play(press.WithBack);
                break;
            case PanelControl.Mark:
                transport.Mark(press.WithBack);
                break;
            case PanelControl.Mix:
                OnMixKey(ScreenName.Mix, ScreenName.QuickMix, press.WithBack, new StartQuickMix());
                break;
            case PanelControl.Master:
                OnMixKey(ScreenName.Master, ScreenName.Certificate, press.WithBack, new StartMaster());
                break;
        }
    }

    private void OnUp(PanelControl control)
    {
        if (!presses.Remove(control, out var press))
            return;
        if (control == PanelControl.Back)
            State.IsHelpShown = false;
        if (press.IsSpent)
            return;
        if (KnobOf(control) is { } knob)
            screens.Press(knob, press.WithBack);
        else if (control == PanelControl.Stop && !press.WithBack)
            transport.StopTap();
        else if (control == PanelControl.Main)
            OnMainPress(press.WithBack);
        else if (control == PanelControl.Back)
            OnBackTap();
    }

    private void OnTurn(PanelEvent moved)
    {
        var (control, detents) = (moved.Control, moved.Detents);
        var accelerated = moved.IsSteady ? detents : acceleration.Of(control, detents, moved.TimestampMs);
        var isPressed = presses.TryGetValue(control, out var press);
        if (press is not null)
            press.IsSpent = true;
        if (presses.TryGetValue(PanelControl.Back, out var back))
            (back.IsSpent, State.IsHelpShown) = (true, false);
        if (IsRefusedByLock(control, back is not null))
            return;
        if (KnobOf(control) is { } knob)
            screens.Turn(knob, detents, accelerated, back is not null, isPressed);
        else if (back is not null)
            OnUndo(detents);
        else if (isPressed)
            screens.TurnPhones(accelerated);
        else if (State.Question is { } question)
            State.Question = question.Turn(detents);
        else
            screens.TurnMain(detents);
    }

    private bool OnHeld(PanelControl control, long heldMs, bool withBack)
    {
        switch (control)
        {
            case PanelControl.Stop:
                return transport.StopHeld(heldMs, withBack);
            case PanelControl.Power:
                return transport.PowerHeld(heldMs);
            case PanelControl.Back when heldMs >= HelpHoldMs:
                return State.IsHelpShown = true;
        }
        if (KnobOf(control) is not { } knob || heldMs < KnobHoldMs)
            return false;
        return screens.Hold(knob);
    }

    // Locked, only MARK acts; BACK must stay alive as the way out.
    private bool IsRefusedByLock(PanelControl control, bool withBack)
    {
        if (!State.IsLocked || control is PanelControl.Mark or PanelControl.Back || (control == PanelControl.Main && withBack))
            return false;
        desk.Tell("Locked. BACK + press MAIN unlocks.");
        return true;
    }

    private void OnMixKey(ScreenName screen, ScreenName behindIt, bool withBack, RecorderCommand makeAnew)
    {
        // The small build has one key for both: pressed again it goes to the other, with BACK it makes what is shown.
        if (State.IsSmall)
        {
            behindIt = ScreenName.Master;
            if (State.IsOnMaster)
                makeAnew = new StartMaster();
        }
        if (withBack)
        {
            if (desk.Post(makeAnew) && State.Notice is null)
                desk.Tell(makeAnew is StartQuickMix ? "Quick mix begins: a new scene." : "Master begins: a new version.");
            return;
        }
        if (screen == ScreenName.Mix && transport.ChosenTake() is { } take && take != desk.Snapshot.Open?.Number)
            desk.Post(new OpenTake(take));
        desk.GoTo(State.Screen == screen ? behindIt : screen);
    }

    private void OnMainPress(bool withBack)
    {
        if (withBack)
        {
            transport.SwitchLock();
        }
        else if (State.Question is { } question)
        {
            State.Question = null;
            Answer(question.Answers[question.Chosen]);
        }
        else if (supply.IsGone)
            desk.Tell("Power is still gone. Plug it in.");
        else if (AlarmScreen.IsDue(desk.Snapshot) || (State.Screen == ScreenName.Meters && desk.Snapshot.Message is { IsSeen: false }))
            desk.Post(new MarkAlarmSeen());
        else
            screens.PressMain();
    }

    private void Answer(Answer answer)
    {
        if (answer.Command is { } command && desk.Post(command) && command is BinTake)
            desk.GoTo(ScreenName.Takes);
        if (answer.Writes is not { } edit)
            return;
        desk.GoTo(ScreenName.Letters);
        State.Name = edit;
    }

    private void OnBackTap()
    {
        if (State.Screen == ScreenName.Export && desk.Snapshot.Job is { Kind: JobKind.Export } job && !JobText.IsUnderWay(job))
            State.SeenJob = job;
        if (State.Screen == ScreenName.Learn && desk.Snapshot.Surfaces.Learning is not null)
            desk.Post(new EndLearning());
        if (State.Screen == ScreenName.Meters && State.Overlay is null)
            desk.Post(new ClearClips());
        desk.GoTo(ScreenName.Meters);
    }

    private void OnUndo(int detents)
    {
        var isUndo = detents < 0;
        if ((isUndo ? desk.Snapshot.UndoName : desk.Snapshot.RedoName) is not { } name)
            desk.Tell(isUndo ? "Nothing to undo." : "Nothing to redo.");
        else if (desk.Post(isUndo ? new Undo() : new Redo()))
            desk.Tell($"{(isUndo ? "Undone" : "Again")}: {name}");
        State.Overlay = null;
    }

    // What happened without a hand: a stick came, a job ended, the panel itself came back.
    private void Follow(RecorderSnapshot now)
    {
        if (before is null)
        {
            if (desk.IsRecording && desk.Snapshot.Running is { Number: > 0 })
                desk.Tell($"Panel restarted. {desk.RunningTake} ran on.");
        }
        else
        {
            if (before.Storage.StickLabel is null && now.Storage.StickLabel is not null && now.Transport == TransportState.Idle && State.Question is null)
                desk.GoTo(ScreenName.Export);
            if (State.Screen == ScreenName.Learn && now.Surfaces.Learned.Length > 0 && before.Surfaces.Learned != now.Surfaces.Learned)
                desk.Tell(now.Surfaces.Learned);
            if (JobText.IsUnderWay(before.Job) && now.Job is { Phase: JobPhase.Done or JobPhase.Failed, Sentence.Length: > 0 } ended
                && !(ended.Kind == JobKind.Export && State.Screen == ScreenName.Export)
                && !(ended.Kind == JobKind.CardTest && State.Screen == ScreenName.CardTest)
                // There its result stands on the screen itself.
                && !(ended is { Kind: JobKind.Master, Phase: JobPhase.Done } && State.Screen is ScreenName.Master or ScreenName.Certificate))
                desk.Tell(ended.Sentence);
        }
        if (now.Job is { Phase: JobPhase.Done or JobPhase.Failed } job && State.Screen == ScreenOf(job.Kind))
            State.SeenJob = job;
        before = now;
    }

    // An export's end is seen by a press, not by standing there: SAFE TO REMOVE must not go by itself.
    private ScreenName? ScreenOf(JobKind kind) => (kind, State.Screen) switch
    {
        (JobKind.QuickMix, ScreenName.Mix or ScreenName.QuickMix) => State.Screen,
        (JobKind.Master, _) when State.IsOnMaster => State.Screen,
        _ => null,
    };

    private sealed class Press(long sinceMs, bool withBack)
    {
        public long SinceMs { get; } = sinceMs;

        public bool WithBack { get; } = withBack;

        /// <summary>It has acted, or was taken away: letting go does nothing more.</summary>
        public bool IsSpent { get; set; }
    }
}
