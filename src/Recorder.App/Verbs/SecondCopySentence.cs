using Recorder.App.CommandLine;
using Recorder.Core.Ports;
using Recorder.Engine;
using Recorder.Engine.SecondCopy;
using Recorder.Session;

namespace Recorder.App.Verbs;

/// <summary>What became of the second copy, in a sentence.</summary>
internal static class SecondCopySentence
{
    public static string Of(SecondCopyReport? copy, TakeReport take)
    {
        if (copy is null || copy.TakeNumber != take.Number)
            return "The second copy was not finished: the take is whole; what the stick has of it opens as far as it goes.";
        var parts = copy.Folders.Count > 1 ? FormattableString.Invariant($" in {copy.Folders.Count} parts, cut between two frames") : "";
        var anew = copy.IsBegunAnew ? " It was begun anew there, for the stick lacked what had been copied; what came before opens as far as it goes." : "";
        var length = Output.Duration((double)copy.Frames / take.RateHz);
        return copy switch
        {
            { IsIdentical: true } => $"Second copy in {copy.Folders[0]}{parts}: read back from the stick, identical.{anew}",
            { IsWhole: true, Error: StoreError.None } => $"Second copy in {copy.Folders[0]}{parts} came back DIFFERENT from the stick: the take is whole; take another stick and export it.",
            { IsWhole: true } => $"Second copy in {copy.Folders[0]}{parts} is written but could not be read back ({StoreErrors.Describe(copy.Error)}): the take is whole; export it to be sure.",
            _ => $"Second copy ended at {length} ({StoreErrors.Describe(copy.Error)}): it is whole up to there, the take does not depend on it; export the take to another stick.",
        };
    }
}

/// <summary>The same for <c>record --json</c>; empty when it was not finished.</summary>
internal sealed record SecondCopyJson(IReadOnlyList<string> Folders, long Frames, bool Whole, bool Identical, string Sentence)
{
    public static SecondCopyJson From(SecondCopyReport? copy, TakeReport take) => copy is not null && copy.TakeNumber == take.Number
        ? new SecondCopyJson(copy.Folders, copy.Frames, copy.IsWhole, copy.IsIdentical, SecondCopySentence.Of(copy, take))
        : new SecondCopyJson([], 0, false, false, SecondCopySentence.Of(copy, take));
}
