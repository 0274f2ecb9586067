using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>
/// The places of the open take under the knobs. Turned, a place moves by about a pixel; pressed, it is where the playhead is;
/// held, it is as the take was recorded. Originals stay whole.
/// </summary>
internal sealed class TakeKnobs(Desk desk, Playhead playhead)
{
    private const double LeastLoopSeconds = 0.1;
    private const double FreshLoopSeconds = 10;
    private const int CoarseSteps = 10;

    // A turn builds on where the hand has just put it, not on a snapshot that may be some milliseconds old.
    private const long TrustMs = 400;

    private readonly LayerKnob layers = new(desk);
    private (OpenTakeState Take, long UntilMs)? justSet;

    private PanelState State => desk.State;

    private OpenTakeState? Take => justSet is var (take, untilMs) && desk.NowMs < untilMs && take.Number == desk.Snapshot.Open?.Number
        ? take : desk.Snapshot.Open;

    /// <summary>A knob was turned; with BACK held K1 moves the playhead, K2 ten times as far, the knob of layers the track.</summary>
    public void Turn(int knob, int detents, int accelerated, bool withBack)
    {
        if (Take is not { } take)
            return;
        if (withBack)
        {
            if (Under(knob) == TakeValue.Layer)
                layers.TurnTrack(detents);
            else
                MoveHead(take, knob switch { 0 => accelerated, 1 => CoarseSteps * detents, _ => 0 });
        }
        else if (Under(knob) is { } value)
            Turn(take, value, detents, accelerated);
    }

    /// <summary>A knob was pressed: its place is where the playhead is.</summary>
    public void Press(int knob)
    {
        if (Take is not { } take || Under(knob) is not { } value)
            return;
        var head = TakeScreen.PlayheadSeconds(take, State);
        switch (value)
        {
            case TakeValue.Head:
                playhead.MoveByMarkers(1);
                break;
            case TakeValue.Zoom:
                State.Zoom = State.Zoom == 0 ? TakeView.MostZoom / 2 : 0;
                break;
            case TakeValue.Layer:
                layers.ChooseNext();
                break;
            default:
                Put(take, value, head);
                break;
        }
    }

    /// <summary>A knob was held: its place is as the take was recorded; the loop is off.</summary>
    public bool Hold(int knob)
    {
        if (Take is not { } take || Under(knob) is not { } value)
            return false;
        switch (value)
        {
            case TakeValue.Start:
                SetRange(take, 0, take.EndSeconds);
                break;
            case TakeValue.End:
                SetRange(take, take.StartSeconds, null);
                break;
            case TakeValue.LoopIn or TakeValue.LoopOut:
                SetLoop(take, null);
                break;
            case TakeValue.PunchIn or TakeValue.PunchOut:
                SetPunch(take, null);
                break;
            case TakeValue.Layer:
                layers.Choose(0);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary>MAIN was pressed: the marker under the playhead is named or goes.</summary>
    public void PressMain()
    {
        if (Take is not { } take)
            return;
        if (TakeView.Of(take, State).Marker is not { } marker)
        {
            desk.Tell("Turn MAIN to a marker first. MARK sets one while it plays.");
            return;
        }
        var frame = FrameOf(take, take.MarkerSeconds[marker]);
        var name = marker < take.MarkerNames.Length ? take.MarkerNames[marker] : "";
        var title = string.Create(CultureInfo.InvariantCulture, $"Marker {marker + 1}");
        State.Question = new Question($"{title} {name}".TrimEnd(),
        [
            new Answer("Leave"), new Answer("Name", Writes: new NameEdit(title, name, 0, written => new NameMarker(frame, written), ScreenName.Take)),
            new Answer("Delete", new DeleteMarker(frame)),
        ]);
    }

    private TakeValue? Under(int knob) => !State.IsSmall ? TakeValues.Large[knob]
        : knob < SmallPages.ValuesAtOnce ? TakeValues.Small[State.Group][knob] : null;

    private void Turn(OpenTakeState take, TakeValue value, int detents, int accelerated)
    {
        var step = TakeView.Of(take, State).StepSeconds * accelerated;
        switch (value)
        {
            case TakeValue.Head:
                playhead.Move(step);
                break;
            case TakeValue.Start:
                Put(take, value, take.StartSeconds + step);
                break;
            case TakeValue.End:
                Put(take, value, (take.EndSeconds ?? take.LengthSeconds) + step);
                break;
            case TakeValue.LoopIn:
                Put(take, value, take.Loop is { } loop ? loop.InSeconds + step : TakeScreen.PlayheadSeconds(take, State));
                break;
            case TakeValue.LoopOut:
                Put(take, value, take.Loop is { } known ? known.OutSeconds + step : TakeScreen.PlayheadSeconds(take, State) + FreshLoopSeconds);
                break;
            case TakeValue.Zoom:
                State.Zoom = Math.Clamp(State.Zoom + detents, 0, TakeView.MostZoom);
                break;
            case TakeValue.PunchIn:
                Put(take, value, take.Punch is { } punch ? punch.InSeconds + step : TakeScreen.PlayheadSeconds(take, State));
                break;
            case TakeValue.PunchOut:
                Put(take, value, take.Punch is { } set ? set.OutSeconds + step : TakeScreen.PlayheadSeconds(take, State) + FreshLoopSeconds);
                break;
            case TakeValue.Layer:
                layers.Turn(detents);
                break;
        }
    }

    private void MoveHead(OpenTakeState take, int steps)
    {
        if (steps != 0)
            playhead.Move(TakeView.Of(take, State).StepSeconds * steps);
    }

    private void Put(OpenTakeState take, TakeValue value, double seconds)
    {
        var at = Math.Clamp(seconds, 0, take.LengthSeconds);
        var end = take.EndSeconds ?? take.LengthSeconds;
        switch (value)
        {
            case TakeValue.Start:
                SetRange(take, Math.Min(at, Math.Max(0, end - LeastLoopSeconds)), take.EndSeconds);
                break;
            case TakeValue.End:
                at = Math.Max(at, Math.Min(take.LengthSeconds, take.StartSeconds + LeastLoopSeconds));
                SetRange(take, take.StartSeconds, at >= take.LengthSeconds ? null : at);
                break;
            case TakeValue.LoopIn:
                SetLoop(take, BeginAt(take, take.Loop, at));
                break;
            case TakeValue.LoopOut:
                SetLoop(take, EndAt(take, take.Loop, at));
                break;
            case TakeValue.PunchIn:
                SetPunch(take, BeginAt(take, take.Punch, at));
                break;
            case TakeValue.PunchOut:
                SetPunch(take, EndAt(take, take.Punch, at));
                break;
        }
    }

    // A stretch of the take that begins there; it ends where it did, a little later where there was none.
    private static LoopState BeginAt(OpenTakeState take, LoopState? stretch, double at)
    {
        at = Math.Min(at, take.LengthSeconds - LeastLoopSeconds);
        var end = stretch?.OutSeconds ?? Math.Min(take.LengthSeconds, at + FreshLoopSeconds);
        return new LoopState(at, Math.Max(end, at + LeastLoopSeconds));
    }

    // One that ends there; it begins where it did, at the playhead where there was none.
    private LoopState EndAt(OpenTakeState take, LoopState? stretch, double at)
    {
        at = Math.Max(at, LeastLoopSeconds);
        var begin = stretch?.InSeconds ?? TakeScreen.PlayheadSeconds(take, State);
        return new LoopState(Math.Min(begin, at - LeastLoopSeconds), at);
    }

    private void SetRange(OpenTakeState take, double startSeconds, double? endSeconds)
    {
        if (desk.Post(new SetTakeRange(FrameOf(take, startSeconds), endSeconds is { } end ? FrameOf(take, end) : null)))
            Remember(take with { StartSeconds = startSeconds, EndSeconds = endSeconds });
    }

    private void SetLoop(OpenTakeState take, LoopState? loop)
    {
        if (desk.Post(loop is null ? new SetLoop(null, null) : new SetLoop(FrameOf(take, loop.InSeconds), FrameOf(take, loop.OutSeconds))))
            Remember(take with { Loop = loop });
    }

    private void SetPunch(OpenTakeState take, LoopState? punch)
    {
        if (desk.Post(punch is null ? new SetPunch(null, null) : new SetPunch(FrameOf(take, punch.InSeconds), FrameOf(take, punch.OutSeconds))))
            Remember(take with { Punch = punch });
    }

    private void Remember(OpenTakeState take) => justSet = (take, desk.NowMs + TrustMs);

    private static long FrameOf(OpenTakeState take, double seconds) => (long)Math.Round(seconds * take.RateHz);
}
