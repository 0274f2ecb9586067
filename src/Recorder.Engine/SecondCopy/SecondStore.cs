using Recorder.Core.Ports;

namespace Recorder.Engine.SecondCopy;

/// <summary>A stick as the second copy sees it.</summary>
/// <param name="Store">Its files; disposed when nothing is left to copy, so that the stick can be let go of.</param>
/// <param name="MaxFileBytes">The largest file its file system can hold.</param>
public sealed record SecondStore(IRecordingStore Store, long MaxFileBytes);

/// <summary>What became of a second copy.</summary>
/// <param name="TakeNumber">The take.</param>
/// <param name="Folders">Folders on the stick, one a part.</param>
/// <param name="Frames">Frames that every track has there.</param>
/// <param name="IsWhole">Whether that is all of the take.</param>
/// <param name="IsIdentical">Whether all of it was read back from the stick and is what was recorded.</param>
/// <param name="Error">Why it ended early.</param>
/// <param name="IsBegunAnew">Whether it was begun once more in these folders, because the stick did not have what it should have of it.</param>
public sealed record SecondCopyReport(
    int TakeNumber, IReadOnlyList<string> Folders, long Frames, bool IsWhole, bool IsIdentical, StoreError Error, bool IsBegunAnew = false);
