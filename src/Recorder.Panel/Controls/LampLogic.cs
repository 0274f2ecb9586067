using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Controls;

/// <summary>How a lamp burns; its meaning lies in the rhythm, never in a colour.</summary>
public enum LampRhythm
{
    Off,
    On,

    /// <summary>1 Hz.</summary>
    Slow,

    /// <summary>4 Hz.</summary>
    Fast,
}

/// <summary>The table of lights: from snapshot and panel state to rhythms, and from those to what burns now.</summary>
internal static class LampLogic
{
    private const long FreshCommitMs = 2000;
    private const double SoonSeconds = 10;
    private const long SlowHalfMs = 500;
    private const long FastHalfMs = 125;

    /// <summary>
    /// REC is steady only while the last commit to disk is under 2 s old: it follows the engine, not the panel's belief.
    /// </summary>
    /// <param name="snapshot">The newest.</param>
    /// <param name="snapshotAgeMs">How long the panel has had it: where no newer one comes, its last commit grows old all the same.</param>
    /// <param name="wasJustPressed">Whether REC was pressed and no answer is in the snapshot yet.</param>
    public static LampRhythm Record(RecorderSnapshot snapshot, long snapshotAgeMs, bool wasJustPressed)
    {
        if (snapshot.Transport == TransportState.Starting)
            return LampRhythm.Slow;
        if (snapshot.Transport is not (TransportState.Recording or TransportState.Ending or TransportState.Overdubbing))
            return wasJustPressed || snapshot.Overdub.IsWaiting ? LampRhythm.Slow : LampRhythm.Off;
        if (snapshot.Running is { IsLosing: true })
            return LampRhythm.Fast;
        // A disk that commits but is too slow for the take fills the memory all the same.
        if (snapshot.Engine is { IsConnected: true, RingRoomSeconds: < SoonSeconds, UnsafeSeconds: >= FreshCommitMs / 1000.0 })
            return LampRhythm.Fast;
        if (snapshot.Engine.IsConnected && snapshot.Engine.LastCommitAgeMs + snapshotAgeMs < FreshCommitMs)
            return LampRhythm.On;
        return snapshot.Engine.RingRoomSeconds < SoonSeconds ? LampRhythm.Fast : LampRhythm.Slow;
    }

    /// <summary>STOP counts while held; else it says that the last take is stored whole.</summary>
    public static LampRhythm Stop(RecorderSnapshot snapshot, bool isHeld) =>
        isHeld ? LampRhythm.Fast
        : snapshot.Transport is TransportState.Idle or TransportState.Playing or TransportState.Paused && snapshot.Takes is [{ LostSeconds: 0 }, ..]
            ? LampRhythm.On : LampRhythm.Off;

    public static LampRhythm Play(RecorderSnapshot snapshot) => snapshot.Transport switch
    {
        TransportState.Playing or TransportState.Overdubbing => LampRhythm.On,
        TransportState.Paused => LampRhythm.Slow,
        _ => LampRhythm.Off,
    };

    /// <summary>MIX and MASTER: on their screens, a result to hear, a failure to read.</summary>
    public static LampRhythm Job(RecorderSnapshot snapshot, PanelState state, JobKind kind, bool isOnScreen)
    {
        if (isOnScreen)
            return LampRhythm.On;
        if (snapshot.Job is not { IsSeen: false } job || job.Kind != kind || job == state.SeenJob)
            return LampRhythm.Off;
        return job.Phase switch
        {
            JobPhase.Done => LampRhythm.Slow,
            JobPhase.Failed => LampRhythm.Fast,
            _ => LampRhythm.Off,
        };
    }

    public static LampRhythm ClipWarn(RecorderSnapshot snapshot) => snapshot.Message switch
    {
        { Kind: MessageKind.Alarm, IsStillTrue: true } => LampRhythm.Fast,
        { Kind: not MessageKind.News, IsSeen: false } => LampRhythm.Slow,
        _ => snapshot.Inputs.Any(input => input.HasClipped) ? LampRhythm.On : LampRhythm.Off,
    };

    /// <summary>Whether a rhythm burns so many milliseconds after it began.</summary>
    public static bool Burns(LampRhythm rhythm, long sinceMs) => rhythm switch
    {
        LampRhythm.On => true,
        LampRhythm.Slow => sinceMs / SlowHalfMs % 2 == 0,
        LampRhythm.Fast => sinceMs / FastHalfMs % 2 == 0,
        _ => false,
    };
}
