using Recorder.Core.Ports;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Tests.Life;

/// <summary>Compares what a stick has of a take with what the first disk has of it.</summary>
internal static class CopyCheck
{
    private const long SecondsOfDay = 24 * 3600;

    /// <summary>Asserts that both have the same wherever both have sound, as far as both go.</summary>
    /// <returns>False when the first disk has nothing of such a take, or lost it to a power cut before its light was steady and gave its number to another.</returns>
    public static bool AssertSame(IRecordingStore first, IRecordingStore stick, int number)
    {
        if (TakeCheck.TryJournal(first, number) is not { IsClosed: true, Start: { } start, Stop.Frames: > 0 } journal)
            return false;
        var copy = TakeCheck.Journal(stick, number);
        if (copy.Start!.FamilyUid != start.FamilyUid)
            return false;
        var day = SecondsOfDay * start.RateHz;
        var from = (copy.Start.SamplesSinceMidnight - start.SamplesSinceMidnight + day) % day;
        foreach (var track in start.Tracks)
        {
            var path = SessionLayout.InTake(number, track.FileName);
            var (mine, other) = (TakeCheck.ReadWords(first, path, start.Format), TakeCheck.ReadWords(stick, path, start.Format));
            Assert.Equal(copy.Stop!.Value.Frames, other.Length);
            var silent = Silence(copy, 0, other.Length);
            for (var i = 0; i < other.Length; i++)
                Assert.True(!silent[i] || other[i] == 0, $"T{number} {track.FileName}: the copy's gap is not silent at {i}");
            var both = (int)Math.Clamp(mine.Length - from, 0, other.Length);
            var absent = Silence(journal, from, both);
            for (var i = 0; i < both; i++)
            {
                if (mine[from + i] != other[i] && !silent[i] && !absent[i])
                    Assert.Fail($"T{number} {track.FileName}: the copy differs at frame {from + i}");
            }
        }
        return true;
    }

    private static bool[] Silence(TakeJournal journal, long from, int frames)
    {
        var silent = new bool[frames];
        foreach (var gap in journal.Dropouts)
        {
            var (start, end) = (Math.Clamp(gap.StartFrame - from, 0, frames), Math.Clamp(gap.StartFrame + gap.Frames - from, 0, frames));
            silent.AsSpan((int)start, (int)(end - start)).Fill(true);
        }
        return silent;
    }
}
