using Recorder.App.CommandLine;
using Recorder.Engine.Recovery;

namespace Recorder.App.Verbs;

/// <summary>What recovery did to a take, for people.</summary>
internal static class RecoverySentence
{
    /// <summary>One line; more when tracks are damaged.</summary>
    public static string Of(RecoveredTake take)
    {
        if (take.Trouble is { } trouble)
            return trouble.Message;
        var kept = FormattableString.Invariant($"{Output.Duration(take.KeptSeconds)} ({take.KeptFrames} frames)");
        var text = !take.WasOpen ? FormattableString.Invariant($"T{take.Number} is whole: {kept}")
            : take.KeptFrames == 0 ? FormattableString.Invariant($"T{take.Number} was cut off before anything of it was on disk")
            : FormattableString.Invariant($"T{take.Number} was cut off and is finished: kept {kept}");
        if (take.LostFrames > 0)
            text += FormattableString.Invariant($", at most {take.LostSeconds:0.00} s lost at its end");
        if (!take.Dropouts.IsEmpty)
        {
            var missing = (double)take.Dropouts.Sum(dropout => dropout.Frames) / take.RateHz;
            var places = take.Dropouts.Length == 1 ? "place" : "places";
            text += FormattableString.Invariant($", {missing:0.00} s missing in {take.Dropouts.Length} {places}");
        }
        text += ".";
        foreach (var layer in take.Layers.Where(layer => layer.WasOpen))
            text += "\n  " + OfLayer(layer);
        foreach (var loss in take.TrackLosses)
        {
            text += loss.StartFrame == 0
                ? FormattableString.Invariant($"\n  Track {loss.Track + 1} {take.TrackNames[loss.Track]} is gone; the other tracks are whole.")
                : FormattableString.Invariant($"\n  Track {loss.Track + 1} {take.TrackNames[loss.Track]} ends at {Output.Duration((double)loss.StartFrame / take.RateHz)}; silence stands for the rest.");
        }
        return text;
    }

    private static string OfLayer(RecoveredTake layer)
    {
        if (layer.Trouble is { } trouble)
            return trouble.Message;
        return layer.KeptFrames == 0
            ? FormattableString.Invariant($"Layer {layer.Layer} was cut off before anything of it was on disk; the take is untouched.")
            : FormattableString.Invariant($"Layer {layer.Layer} was cut off and is finished: kept {Output.Duration(layer.KeptSeconds)} ({layer.KeptFrames} frames); the take is untouched.");
    }
}
