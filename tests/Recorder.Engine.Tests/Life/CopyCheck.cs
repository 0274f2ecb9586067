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
        for (var t = 0; t < start.Tracks.Length; t++)
        {
            var track = start.Tracks[t];
            var path = SessionLayout.InTake(number, track.FileName);
            // A power cut before anything was safe may leave a take with a file less; then its journal says so.
            if (IsLost(first, path, journal, t) | IsLost(stick, path, copy, t))
                continue;
            var (mine, other) = (TakeCheck.ReadWords(first, path, start.Format), TakeCheck.ReadWords(stick, path, start.Format));
            Assert.Equal(copy.Stop!.Value.Frames, other.Length);
            var silent = Silence(copy, t, 0, other.Length);
            for (var i = 0; i < other.Length; i++)
                Assert.True(!silent[i] || other[i] == 0, $"T{number} {track.FileName}: the copy's gap is not silent at {i}");
            var both = (int)Math.Clamp(mine.Length - from, 0, other.Length);
            var absent = Silence(journal, t, from, both);
            for (var i = 0; i < both; i++)
            {
                if (mine[from + i] != other[i] && !silent[i] && !absent[i])
                    Assert.Fail($"T{number} {track.FileName}: the copy differs at frame {from + i}");
            }
        }
        return true;
    }

    private static bool IsLost(IRecordingStore store, string path, TakeJournal journal, int track)
    {
        if (store.Exists(path))
            return false;
        Assert.Contains(journal.TrackLosses, loss => loss.Track == track && loss.StartFrame == 0 && loss.Frames == journal.Stop!.Value.Frames);
        return true;
    }

    private static bool[] Silence(TakeJournal journal, int track, long from, int frames)
    {
        var silent = new bool[frames];
        var losses = journal.TrackLosses.Where(loss => loss.Track == track).Select(loss => (loss.StartFrame, loss.Frames));
        foreach (var (startFrame, lost) in journal.Dropouts.Select(gap => (gap.StartFrame, gap.Frames)).Concat(losses))
        {
            var (start, end) = (Math.Clamp(startFrame - from, 0, frames), Math.Clamp(startFrame + lost - from, 0, frames));
            silent.AsSpan((int)start, (int)(end - start)).Fill(true);
        }
        return silent;
    }
}
