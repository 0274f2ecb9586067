using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Engine.SecondCopy;

/// <summary>How the second copy stands, and what the snapshot says of that.</summary>
/// <param name="Take">The take being copied; null without one.</param>
/// <param name="HasFolder">Whether a stick is asked for.</param>
/// <param name="IsFolderTold">Whether anybody has said so, or that none is.</param>
/// <param name="Trouble">Why the stick is left alone.</param>
/// <param name="Last">What became of the copy before.</param>
/// <param name="IsReadingBack">Whether one is being read back.</param>
/// <param name="TimesBegunAnew">Copies that had to begin anew in another folder.</param>
internal readonly record struct CopyDescription(
    CopyTake? Take, bool HasFolder, bool IsFolderTold, StoreError Trouble, SecondCopyReport? Last, bool IsReadingBack, int TimesBegunAnew)
{
    // Begun, and then its stick was taken away.
    private bool IsLeft => Take is { IsBegun: true } && !HasFolder && IsFolderTold;

    /// <summary>The part of the snapshot that tells of it.</summary>
    /// <param name="behindFrames">A copy that lacks more of its take does not keep up with it.</param>
    public SecondCopySnapshot ToSnapshot(long behindFrames)
    {
        var length = Take is null ? 0 : Take.Source.Copy.SettledFrames is var settled and >= 0 ? settled : Take.Source.CapturedFrames;
        var behind = Take is null ? 0 : Math.Max(0, length - Take.SafeFrames);
        return new SecondCopySnapshot
        {
            Phase = Phase(behind > behindFrames),
            Error = Trouble != StoreError.None ? Trouble : IsLeft ? StoreError.Gone : Last?.Error ?? StoreError.None,
            TakeNumber = Take?.Source.Files.Start.TakeNumber ?? Last?.TakeNumber ?? 0,
            SafeFrames = Take?.SafeFrames ?? Last?.Frames ?? 0,
            BehindFrames = Take is { IsBegun: true } ? behind : 0,
            TimesBegunAnew = TimesBegunAnew,
        };
    }

    private SecondCopyPhase Phase(bool isBehind)
    {
        if (IsLeft)
            return SecondCopyPhase.Failed;
        if (!HasFolder)
            return SecondCopyPhase.Off;
        if (Trouble != StoreError.None)
            return SecondCopyPhase.Failed;
        if (Take is not null)
            return isBehind && Take.IsBegun ? SecondCopyPhase.Behind : SecondCopyPhase.Copying;
        if (IsReadingBack)
            return SecondCopyPhase.Verifying;
        return Last is null ? SecondCopyPhase.Ready : Last.IsIdentical ? SecondCopyPhase.Identical : SecondCopyPhase.Failed;
    }
}
