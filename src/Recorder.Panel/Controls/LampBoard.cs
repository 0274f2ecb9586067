using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Controls;

/// <summary>Keeps the rhythm of each lamp. A rhythm begins lit, so that a press is answered at once.</summary>
internal sealed class LampBoard
{
    private const long MarkFlashMs = 200;

    private readonly Dictionary<PanelLights, (LampRhythm Rhythm, long SinceMs)> lamps = [];
    private int markers;
    private int markedTake;
    private long markUntilMs = long.MinValue;
    private RecorderSnapshot? newest;
    private long newestSinceMs;

    /// <summary>The rhythm of one lamp.</summary>
    public LampRhythm this[PanelLights light] => lamps.TryGetValue(light, out var lamp) ? lamp.Rhythm : LampRhythm.Off;

    /// <summary>Takes over what the table of lights says now.</summary>
    public void Update(RecorderSnapshot snapshot, PanelState state, bool recordJustPressed, bool stopIsHeld, long nowMs)
    {
        if (!ReferenceEquals(newest, snapshot))
            (newest, newestSinceMs) = (snapshot, nowMs);
        Set(PanelLights.Record, LampLogic.Record(snapshot, nowMs - newestSinceMs, recordJustPressed), nowMs);
        Set(PanelLights.Stop, LampLogic.Stop(snapshot, stopIsHeld), nowMs);
        Set(PanelLights.Play, LampLogic.Play(snapshot), nowMs);
        Set(PanelLights.Mark, IsMarkFlashing(snapshot, nowMs) ? LampRhythm.On : LampRhythm.Off, nowMs);
        Set(PanelLights.Mix, LampLogic.Job(snapshot, state, JobKind.QuickMix, state.IsOnMix || state is { IsSmall: true, IsOnMaster: true }), nowMs);
        Set(PanelLights.Master, LampLogic.Job(snapshot, state, JobKind.Master, state.IsOnMaster), nowMs);
        Set(PanelLights.Back, state.IsLocked ? LampRhythm.On : LampRhythm.Off, nowMs);
        Set(PanelLights.ClipWarn, LampLogic.ClipWarn(snapshot), nowMs);
    }

    /// <summary>The lamps that burn at a moment.</summary>
    public PanelLights Lit(long nowMs)
    {
        var lit = PanelLights.None;
        foreach (var (light, (rhythm, sinceMs)) in lamps)
            if (LampLogic.Burns(rhythm, nowMs - sinceMs))
                lit |= light;
        return lit;
    }

    private void Set(PanelLights light, LampRhythm rhythm, long nowMs)
    {
        if (this[light] != rhythm)
            lamps[light] = (rhythm, nowMs);
    }

    // Stored means: the recorder counts it. The press alone lights nothing.
    private bool IsMarkFlashing(RecorderSnapshot snapshot, long nowMs)
    {
        var take = snapshot.Running?.Number ?? snapshot.Open?.Number ?? 0;
        var now = snapshot.Running?.Markers ?? snapshot.Open?.MarkerSeconds.Length ?? 0;
        // A take that is opened with its markers has not been given one.
        if (now > markers && take == markedTake)
            markUntilMs = nowMs + MarkFlashMs;
        (markers, markedTake) = (now, take);
        return nowMs < markUntilMs;
    }
}
