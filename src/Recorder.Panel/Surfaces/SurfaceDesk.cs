using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Controls;

namespace Recorder.Panel.Surfaces;

/// <summary>
/// What every control surface does, whatever it speaks: the panel's own keys, a bank of eight strips, values that are posted
/// once however often they were moved.
/// </summary>
internal sealed class SurfaceDesk
{
    /// <summary>Strips under a surface's controls at a time.</summary>
    public const int StripsPerBank = 8;

    // Until the recorder's own answer is in the snapshot a value counts as set.
    private const long ValueAnswerMs = 150;

    private readonly Desk desk;
    private readonly TransportKeys transport;
    private readonly LampBoard lamps = new();
    private readonly Dictionary<SurfaceValue, float> moved = [];
    private readonly Dictionary<SurfaceValue, (float Value, long UntilMs)> answered = [];
    private (long SinceMs, bool IsSpent)? stop;

    /// <summary>A desk that posts to a recorder.</summary>
    public SurfaceDesk(IRecorder recorder)
    {
        desk = new Desk(recorder, isSmall: false);
        transport = new TransportKeys(desk, new ListeningLease(desk));
    }

    public RecorderSnapshot Snapshot => desk.Snapshot;

    public long NowMs => desk.NowMs;

    /// <summary>The sentence that is to be read now; null without one.</summary>
    public string? Sentence => desk.State.Notice?.Sentence;

    /// <summary>The first strip of the bank, from 0.</summary>
    public int FirstStrip { get; private set; }

    /// <summary>The value moved last, and when.</summary>
    public (SurfaceValue Value, long AtMs)? LastMoved { get; private set; }

    private int Strips => Math.Max(Snapshot.Mix.Strips.Length, Snapshot.Inputs.Length);

    /// <summary>This is the state and the time when a hand moves something.</summary>
    public void Advance(RecorderSnapshot snapshot, long nowMs) => desk.Advance(snapshot, Math.Max(nowMs, desk.NowMs));

    /// <summary>Time has passed and the recorder may have changed.</summary>
    public void Tick(RecorderSnapshot snapshot, long nowMs)
    {
        Advance(snapshot, nowMs);
        if (stop is { IsSpent: false } held)
            stop = held with { IsSpent = transport.StopHeld(nowMs - held.SinceMs, withBack: false) };
        transport.Tick();
        if (desk.State.Notice is { } notice && nowMs >= notice.UntilMs)
            desk.State.Notice = null;
        foreach (var (value, answer) in answered)
        {
            if (nowMs >= answer.UntilMs)
                answered.Remove(value);
        }
        FirstStrip = Math.Clamp(FirstStrip, 0, Math.Max(0, Strips - 1));
        lamps.Update(snapshot, desk.State, transport.IsRecordAwaited, stop is { IsSpent: false }, nowMs);
    }

    /// <summary>A key or a switch goes down or comes up.</summary>
    /// <param name="action">What it is for.</param>
    /// <param name="strip">Its place in the bank.</param>
    /// <param name="isDown">Down, or up again.</param>
    /// <param name="isSecond">With the second function of REC and MARK.</param>
    public void Press(SurfaceAction action, int strip, bool isDown, bool isSecond = false)
    {
        if (action == SurfaceAction.Stop)
            PressStop(isDown);
        else if (isDown)
            Press(action, FirstStrip + strip, isSecond);
    }

    /// <summary>A fader or an absolute knob is at a place of its way, 0 to 1.</summary>
    public void Move(SurfaceValue value, double position)
    {
        if (Current(value) is not null)
            Take(value, value.Spec.FromPosition(position));
    }

    /// <summary>A knob was turned by so many detents.</summary>
    public void Turn(SurfaceValue value, int detents)
    {
        if (Current(value) is { } current)
            Take(value, value.Spec.Turn(current, detents));
    }

    /// <summary>Back to what it is in a fresh mix.</summary>
    public void Default(SurfaceValue value)
    {
        if (Current(value) is not null)
            Take(value, value.Spec.Default);
    }

    /// <summary>Posts each value that was moved, once.</summary>
    public void Flush()
    {
        foreach (var (value, setting) in moved)
        {
            if (desk.Post(value.Set(setting)))
                answered[value] = (setting, NowMs + ValueAnswerMs);
        }
        moved.Clear();
    }

    /// <summary>A value as the hand has set it, or as the recorder has it; null when there is no such strip.</summary>
    public float? Current(SurfaceValue value) =>
        value.Read(Snapshot) is not { } known ? null
        : moved.TryGetValue(value, out var setting) ? setting
        : answered.TryGetValue(value, out var answer) ? answer.Value
        : known;

    /// <summary>Where a value lies on a fader's way, 0 to 1; null when there is no such strip.</summary>
    public double? Position(SurfaceValue value) => Current(value) is { } current ? value.Spec.ToPosition(current) : null;

    /// <summary>Whether the light of a key or a switch burns now.</summary>
    public bool IsLit(SurfaceAction action, int strip) => action switch
    {
        SurfaceAction.Mute => IsOn(FirstStrip + strip, StripParameter.Mute),
        SurfaceAction.Solo => IsOn(FirstStrip + strip, StripParameter.Solo),
        SurfaceAction.Arm => FirstStrip + strip < Snapshot.Inputs.Length && Snapshot.Inputs[FirstStrip + strip].IsArmed,
        SurfaceAction.Record => Burns(PanelLights.Record),
        SurfaceAction.Stop => Burns(PanelLights.Stop),
        SurfaceAction.Play => Burns(PanelLights.Play),
        SurfaceAction.Mark => Burns(PanelLights.Mark),
        SurfaceAction.Seen => Burns(PanelLights.ClipWarn),
        _ => false,
    };

    /// <summary>The playhead moved by so many seconds.</summary>
    public void Wind(double seconds)
    {
        if (!desk.IsRecording && Snapshot.Open is { } open)
            Locate(open, Math.Clamp(open.PlayheadSeconds + seconds, 0, open.LengthSeconds));
    }

    private void PressStop(bool isDown)
    {
        if (isDown)
        {
            stop = transport.StopDown(withBack: false) ? (NowMs, false) : (NowMs, true);
            return;
        }
        if (stop is { IsSpent: false })
            transport.StopTap();
        stop = null;
    }

    private void Press(SurfaceAction action, int strip, bool isSecond)
    {
        switch (action)
        {
            case SurfaceAction.Record:
                transport.Record(isSecond);
                break;
            case SurfaceAction.Play:
                transport.Play(isSecond);
                break;
            case SurfaceAction.Mark:
                transport.Mark(isSecond);
                break;
            case SurfaceAction.Mute:
                Switch(strip, StripParameter.Mute);
                break;
            case SurfaceAction.Solo:
                Switch(strip, StripParameter.Solo);
                break;
            case SurfaceAction.Arm when strip < Snapshot.Inputs.Length:
                desk.Post(new ArmInput(strip, !Snapshot.Inputs[strip].IsArmed));
                break;
            case SurfaceAction.BankLeft or SurfaceAction.BankRight or SurfaceAction.ChannelLeft or SurfaceAction.ChannelRight:
                Bank(action);
                break;
            case SurfaceAction.MarkerBack or SurfaceAction.MarkerOn:
                ToMarker(isForward: action == SurfaceAction.MarkerOn);
                break;
            default:
                if (Command(action) is { } command)
                    desk.Post(command);
                break;
        }
    }

    private static RecorderCommand? Command(SurfaceAction action) => action switch
    {
        SurfaceAction.Undo => new Undo(),
        SurfaceAction.Redo => new Redo(),
        SurfaceAction.QuickMix => new StartQuickMix(),
        SurfaceAction.MakeMaster => new StartMaster(),
        SurfaceAction.Seen => new MarkAlarmSeen(),
        _ => null,
    };

    private void Switch(int strip, StripParameter parameter)
    {
        if (Current(new SurfaceValue(strip, parameter)) is { } current)
            Take(new SurfaceValue(strip, parameter), current >= 0.5f ? 0 : 1);
    }

    private void Take(SurfaceValue value, float setting)
    {
        moved[value] = setting;
        LastMoved = (value, NowMs);
    }

    private void Bank(SurfaceAction action)
    {
        var next = FirstStrip + action switch
        {
            SurfaceAction.BankLeft => -StripsPerBank,
            SurfaceAction.BankRight => StripsPerBank,
            SurfaceAction.ChannelLeft => -1,
            _ => 1,
        };
        if (next < Strips)
            FirstStrip = Math.Max(0, next);
    }

    private void ToMarker(bool isForward)
    {
        if (desk.IsRecording || Snapshot.Open is not { } open)
            return;
        // From a marker back goes to the one before it, and while it plays there is time to press again.
        const double JustPassedSeconds = 1;
        Locate(open, isForward
            ? open.MarkerSeconds.Where(marker => marker > open.PlayheadSeconds).Append(open.LengthSeconds).Min()
            : open.MarkerSeconds.Where(marker => marker < open.PlayheadSeconds - JustPassedSeconds).Append(0).Max());
    }

    private void Locate(OpenTakeState open, double seconds) => desk.Post(new Locate((long)Math.Round(seconds * open.RateHz)));

    private bool IsOn(int strip, StripParameter parameter) => Current(new SurfaceValue(strip, parameter)) >= 0.5f;

    private bool Burns(PanelLights light) => (lamps.Lit(NowMs) & light) != 0;
}
