using System.Collections.Immutable;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>What a journal that is gone on with says of lost frames: that holds, whatever is known by now.</summary>
/// <param name="story">The journal's story.</param>
internal readonly struct ToldDropouts(TakeJournal story)
{
    private readonly ImmutableArray<Dropout> dropouts = story.Dropouts;

    // A journal that is new has told nothing.
    private ImmutableArray<Dropout> All => dropouts.IsDefault ? [] : dropouts;

    /// <summary>Where the last one begins; -1 where there is none.</summary>
    public long LastFrame => All is [.., var last] ? last.StartFrame : -1;

    /// <summary>Length of the one at a frame, which may have grown since; null where none begins.</summary>
    public long? Frames(long frame)
    {
        foreach (var dropout in All)
        {
            if (dropout.StartFrame == frame)
                return dropout.Frames;
        }
        return null;
    }

    /// <summary>Frames from this one on that nobody had then: they stay silence, although somebody may have them by now.</summary>
    public long NowhereFrames(long frame)
    {
        var most = 0L;
        foreach (var dropout in All)
        {
            if (dropout.StartFrame == frame && dropout.Cause is DropoutCause.MemoryFull or DropoutCause.SecondCopyOnly)
                most = Math.Max(most, dropout.Frames);
        }
        return most;
    }
}
