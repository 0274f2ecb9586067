using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.Media.Audio;
using Recorder.Session.Folders;
using Recorder.Session.Journal;

namespace Recorder.App.Verbs;

/// <summary><c>recorder info FILE|SESSION</c></summary>
internal static class InfoVerb
{
    public static Command Create()
    {
        var path = new Argument<string>("FILE|SESSION") { Description = "An audio file, or a session's folder." };
        var json = CommonOptions.Json();
        var verb = new Command("info", "Takes, tracks, formats, markers and metadata of a session or a file.") { path, json };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetValue(json)));
        return verb;
    }

    private static int Run(string path, bool asJson)
    {
        if (Directory.Exists(path))
            TellSession(SessionInfo.From(SessionFolder.Open(path)), asJson);
        else
            TellFile(path, asJson);
        return 0;
    }

    private static void TellSession(SessionInfo session, bool asJson)
    {
        if (asJson)
        {
            Output.WriteJson(session, SessionJson.Default.SessionInfo);
            return;
        }
        Console.WriteLine($"Session {session.Name} in {session.Folder}");
        foreach (var take in session.Takes)
            TellTake(take);
    }

    private static void TellTake(TakeInfo take)
    {
        var state = take.Condition switch
        {
            TakeCondition.Open => ", not ended: it runs, or 'recorder recover' finishes it",
            TakeCondition.Damaged => ", its journal is gone: 'recorder recover' finishes it",
            _ => take.IsBinned ? ", in the bin" : "",
        };
        var lost = take.LostSeconds > 0 ? FormattableString.Invariant($", {take.LostSeconds:0.00} s lost") : "";
        var form = take.RateHz is { } rateHz ? FormattableString.Invariant($", {rateHz} Hz {take.Format}") : "";
        var name = take.Name.Length > 0 ? " " + take.Name : "";
        Console.WriteLine(FormattableString.Invariant(
            $"\nT{take.Number}{name}{(take.IsStarred ? " *" : "")}  {Output.Duration(take.Seconds)}, {take.Tracks.Count} tracks{form}{lost}{state}"));
        if (take.DriftPpm is { } ppm)
            Console.WriteLine(FormattableString.Invariant($"  the interface ran {Math.Abs(ppm):0.0} ppm {(ppm < 0 ? "slow" : "fast")} of the machine's clock"));
        foreach (var change in take.RateChanges)
            Console.WriteLine($"  about {At((double)change.StartFrame / take.RateHz!.Value)} {RateSentence.Of(change, take.RateHz.Value)}");
        foreach (var track in take.Tracks)
        {
            var loss = string.Concat(track.Losses.Select(loss => FormattableString.Invariant($", {loss.Frames} frames missing from {loss.StartFrame}")));
            Console.WriteLine(FormattableString.Invariant(
                $"  {track.Number:00} {track.Name} (input {track.Input}){(track.IsPresent ? "" : take.Layers.Any(layer => layer.Tracks.Any(one => one.Input == track.Input)) ? "" : ", its file is missing")}{loss}"));
        }
        foreach (var layer in take.Layers)
        {
            var names = string.Join(", ", layer.Tracks.Select(track => track.IsHeard ? track.Name : track.Name + " (not heard)"));
            Console.WriteLine(FormattableString.Invariant($"  layer {layer.Number} {At(layer.StartSeconds)} to {At(layer.StartSeconds + layer.Seconds)} {names}"));
        }
        foreach (var song in take.Songs)
            Console.WriteLine($"  song {song.Number} {At(song.StartSeconds)} to {At(song.EndSeconds)}");
        foreach (var marker in take.Markers)
            Console.WriteLine($"  mark {At(marker.Seconds)} {marker.Label}".TrimEnd());
        foreach (var dropout in take.Dropouts)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"  gap {At((double)dropout.StartFrame / take.RateHz!.Value)} {(dropout.Exact ? "" : "about ")}{dropout.Frames} frames ({(dropout.Cause == DropoutCause.SecondCopyOnly ? "in the second copy alone" : dropout.Cause.ToString())})"));
        }
    }

    private static void TellFile(string path, bool asJson)
    {
        using var reader = AudioFile.Open(path);
        var file = FileInfoJson.From(path, reader);
        if (asJson)
        {
            Output.WriteJson(file, SessionJson.Default.FileInfoJson);
            return;
        }
        Console.WriteLine(FormattableString.Invariant(
            $"{file.File}\n  {Output.Duration(file.Seconds)} ({file.Frames} frames), {file.Channels} channels, {file.RateHz} Hz {file.Format}"));
        if (file.IsTruncated)
            Console.WriteLine("  It says it is longer than it is: what is there can be read.");
        var tags = file.Tags;
        (string Name, string? Text)[] lines =
        [
            ("title", tags.Title), ("artist", tags.Artist), ("album", tags.Album), ("date", tags.Date), ("track", tags.TrackNumber),
            ("genre", tags.Genre), ("comment", tags.Comment), ("software", tags.Software),
            ("description", file.Broadcast?.Description), ("recorded", Recorded(file)),
        ];
        foreach (var (name, text) in lines.Where(line => !string.IsNullOrWhiteSpace(line.Text)))
            Console.WriteLine($"  {name}: {text}");
        foreach (var marker in file.Markers)
            Console.WriteLine($"  mark {At(marker.Seconds)} {marker.Label}".TrimEnd());
    }

    private static string? Recorded(FileInfoJson file) => file.Broadcast is { } broadcast
        ? FormattableString.Invariant($"{broadcast.OriginationDate} {broadcast.OriginationTime}, frame {broadcast.TimeReferenceFrames} of the day")
        : null;

    private static string At(double seconds) =>
        FormattableString.Invariant($"{Output.Duration(seconds)}.{(int)(seconds * 1000) % 1000:000}");
}
