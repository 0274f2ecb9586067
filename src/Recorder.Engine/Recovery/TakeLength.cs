using System.Collections.Immutable;
using Recorder.Session.Journal;

namespace Recorder.Engine.Recovery;

/// <summary>One track as recovery found it.</summary>
/// <param name="Frames">Frames that are there and whole; null when the file is missing or cannot be read as a track.</param>
/// <param name="FramesInFile">Frames up to the file's end, torn ones included.</param>
/// <param name="IsFinished">Its sizes say that it ends exactly where it does.</param>
internal readonly record struct TrackEvidence(long? Frames, long FramesInFile, bool IsFinished);

/// <summary>Settles how long a take will be, from what the journal says and what is really there.</summary>
internal static class TakeLength
{
    // The engine commits every half second; nothing shorter than two commits tells its own distance.
    private const double CommitSeconds = 0.5;

    /// <summary>
    /// All tracks end on the frame where the shortest of the whole ones does. A track that lost what was committed is not
    /// whole and does not shorten the others; where no commit can tell, one less than half as long as the longest is not.
    /// </summary>
    public static (TakeSettlement Settlement, ImmutableArray<TrackLoss> Losses) Settle(
        TakeJournal journal, IReadOnlyList<TrackEvidence> tracks, bool mayBeTorn)
    {
        var longest = tracks.Max(track => track.Frames) ?? 0;
        var safe = journal.LastCommit.SafeFrames;
        var leastWhole = longest < safe || journal.Start!.IsRebuilt ? longest / 2 : safe;
        var frames = tracks.Min(track => track.Frames >= leastWhole ? track.Frames : null) ?? 0;
        var losses = ImmutableArray.CreateBuilder<TrackLoss>();
        for (var i = 0; i < tracks.Count; i++)
        {
            var there = tracks[i].Frames ?? 0;
            if (there < frames)
                losses.Add(new TrackLoss(i, there, frames - there));
        }
        return (new TakeSettlement(frames, Math.Max(0, LastEvidence(journal, tracks, mayBeTorn) - frames)), losses.ToImmutable());
    }

    private static long LastEvidence(TakeJournal journal, IReadOnlyList<TrackEvidence> tracks, bool mayBeTorn)
    {
        var last = Math.Max(tracks.Select(track => track.FramesInFile).DefaultIfEmpty().Max(), journal.LastCommit.SafeFrames);
        foreach (var dropout in journal.Dropouts)
            last = Math.Max(last, dropout.StartFrame + dropout.Frames);
        foreach (var marker in journal.Markers)
            last = Math.Max(last, marker.Frame);
        // Right after a commit the sizes of a running take's files are those of finished ones too: only where there is no
        // journal that could know better do they say that the take had ended.
        if (journal.Start!.IsRebuilt && tracks.All(track => track.IsFinished || track.Frames is null))
            return last;
        // A killed process had told of its last commit. What the disk has of the journal is as old as its last finished commit:
        // the power may have gone before the end of the one after it.
        var (commit, previous) = (journal.LastCommit.CapturedFrames, journal.PreviousCommit.CapturedFrames);
        var distance = previous > 0 && commit > previous ? commit - previous : (long)(CommitSeconds * journal.Start.RateHz);
        return Math.Max(last, (commit > 0 ? commit : last) + (mayBeTorn ? 2 : 1) * distance);
    }
}
