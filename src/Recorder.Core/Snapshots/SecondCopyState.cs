namespace Recorder.Core.Snapshots;

/// <summary>What the second copy of a take on the stick does.</summary>
public enum SecondCopyPhase
{
    /// <summary>The set-up does not ask for one, or no stick is in.</summary>
    Off,

    /// <summary>A stick is in: the next take is copied to it while it is recorded.</summary>
    Ready,

    /// <summary>It is being written.</summary>
    Copying,

    /// <summary>It is being written, but the stick is slower than the take: it is whole some time after the take's end.</summary>
    Behind,

    /// <summary>All is written; it is being read back from the stick.</summary>
    Verifying,

    /// <summary>The last one was read back from the stick, and every frame is the one that was recorded.</summary>
    Identical,

    /// <summary>The last one ended early, whole as far as it goes; the take on the first disk does not depend on it.</summary>
    Failed,
}

/// <summary>The second copy on the stick.</summary>
public sealed record SecondCopyState
{
    /// <summary>Whether the set-up asks for one; changed by <see cref="Commands.SetSecondCopy"/>.</summary>
    public bool IsWanted { get; init; }

    public SecondCopyPhase Phase { get; init; }

    /// <summary>The stick it goes to; null when none is in.</summary>
    public string? StickLabel { get; init; }

    /// <summary>The take it is a copy of; 0 before the first.</summary>
    public int TakeNumber { get; init; }

    /// <summary>Seconds of the take that are not safe on the stick yet.</summary>
    public double SecondsBehind { get; init; }

    /// <summary>Whether the first disk failed and the take goes on here alone.</summary>
    public bool CarriesTake { get; init; }
}
