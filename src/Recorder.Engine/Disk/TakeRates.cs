using Recorder.Core.Ports;
using Recorder.Engine.Realtime;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>Tells a journal at which rate the interface really ran, as far as that is another than the take's.</summary>
/// <param name="start">What the journal is of.</param>
internal sealed class TakeRates(TakeStart start)
{
    private readonly RateChange[] told = new RateChange[RateLog.Capacity];
    private int count;
    private long next;
    private int runsAtHz = start.RateHz;

    /// <summary>What was told, frames of the take.</summary>
    public ReadOnlySpan<RateChange> Told => told.AsSpan(0, count);

    /// <summary>Takes up what another process has told.</summary>
    public void TakeUp(TakeJournal story)
    {
        foreach (var change in story.RateChanges.Take(told.Length))
            told[count++] = change;
        runsAtHz = count > 0 ? told[count - 1].RunsAtHz : start.RateHz;
    }

    /// <summary>Tells what was seen since the last time; of what was before the first frame only the last counts.</summary>
    /// <param name="journal">Where it is told.</param>
    /// <param name="clock">The clock that saw it; null where none is known.</param>
    /// <param name="firstFrame">The journal's first frame among all that the interface has had.</param>
    public StoreError TellTo(JournalWriter journal, InterfaceClock? clock, long firstFrame)
    {
        if (clock is not { Rates: var seen })
            return StoreError.None;
        for (next = Math.Max(next, seen.Count - RateLog.Capacity); next < seen.Count; next++)
        {
            var change = seen[next];
            var isOver = next + 1 < seen.Count && seen[next + 1].StartFrame <= firstFrame;
            if (change.RunsAtHz == runsAtHz || isOver || count == told.Length)
                continue;
            change = change with { StartFrame = Math.Max(0, change.StartFrame - firstFrame) };
            var error = journal.RateChange(in change);
            if (error != StoreError.None)
                return error;
            (told[count++], runsAtHz) = (change, change.RunsAtHz);
        }
        return StoreError.None;
    }
}
