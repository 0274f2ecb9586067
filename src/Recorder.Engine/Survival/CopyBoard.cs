using Recorder.Core.Realtime;

namespace Recorder.Engine.Survival;

/// <summary>How far their second copies have come; the copy thread writes.</summary>
/// <remarks>A take's number gives its place: those under way at once follow one another.</remarks>
internal sealed class CopyBoard(RingMemory memory, int offsetBytes) : StandingBoard<CopyStanding>(memory, offsetBytes)
{
    /// <summary>The standing of a take's copy; false when it has none.</summary>
    public bool TryFind(int takeNumber, out CopyStanding standing)
    {
        standing = this[takeNumber % Capacity];
        return standing.TakeNumber == takeNumber;
    }

    /// <summary>Writes the standing of a take's copy, in place of an earlier take's.</summary>
    public void Set(in CopyStanding standing) => Set(standing.TakeNumber % Capacity, in standing);

    /// <summary>A take's copy is none that another engine could go on with.</summary>
    public void Forget(int takeNumber)
    {
        if (TryFind(takeNumber, out _))
            Set(takeNumber % Capacity, default);
    }
}
