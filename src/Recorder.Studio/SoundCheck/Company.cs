using Recorder.Dsp.Analysis;

namespace Recorder.Studio.SoundCheck;

/// <summary>An input beside the others.</summary>
internal sealed record Company
{
    /// <summary>All inputs.</summary>
    public required IReadOnlyList<InputPlace> Names { get; init; }

    /// <summary>An earlier input with the very same sound.</summary>
    public (int Input, bool IsInverted)? SameAs { get; init; }

    /// <summary>What it shares with the input before it; null where that says nothing.</summary>
    public SharedSound? Before { get; init; }

    /// <summary>Whether the input before it is, or is to be, turned upside down in the mix.</summary>
    public bool IsBeforeInverted { get; init; }
}

/// <summary>When what two neighbours share says something about their polarity.</summary>
internal static class NeighbourRule
{
    private const double LeastCorrelation = 0.35;
    private const double LeastOfPair = 0.25;
    private const double LeastAdvantage = 1.3;

    // Farther apart than this they hear one source as a room does: which way up it is does not matter then.
    private const double NearSeconds = 0.002;

    /// <summary>Whether they share a sound at all, and which way round it is, is clear.</summary>
    public static bool IsShared(SharedSound shared, bool isPair) =>
        Math.Abs(shared.Correlation) >= (isPair ? LeastOfPair : LeastCorrelation) && Math.Abs(shared.Correlation) >= LeastAdvantage * shared.OtherCorrelation;

    /// <summary>Whether they stand so near to each other that both should be the same way up.</summary>
    public static bool AreNear(SharedSound shared) => Math.Abs(shared.DelaySeconds) <= NearSeconds;
}
