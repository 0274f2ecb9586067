using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;
using Recorder.Studio.Mastering;

namespace Recorder.App.Verbs;

/// <summary><c>recorder master FILE|SESSION [--target T] [--reference FILE] [--out DIR] [--formats ...] [--rate HZ]</c></summary>
internal static class MasterVerb
{
    private const int LowestRateHz = 44100;
    private const int HighestRateHz = 192000;

    private sealed record Wish(string Source, MasterTarget Target, string? Reference, string? Out, string Formats, int? RateHz, AudioTags Tags, int? Song, bool Json);

    public static Command Create()
    {
        var source = new Argument<string>("FILE|SESSION") { Description = "A mix, or a session whose newest mix is meant." };
        var target = TargetOption.Create();
        var reference = new Option<string?>("--reference") { Description = "A finished song whose tone the master shall have." };
        var folder = new Option<string?>("--out") { Description = "Folder for the masters; beside the mix, or inside the session, otherwise." };
        var formats = new Option<string>("--formats") { Description = "wav24,wav16,flac,mp3,opus.", DefaultValueFactory = _ => "wav24" };
        var rate = new Option<int?>("--rate") { Description = "44100 or 48000 and up; the mix's own otherwise. Opus is always 48000." };
        var title = new Option<string?>("--title") { Description = "Title in every file; the mix's own otherwise." };
        var artist = new Option<string?>("--artist") { Description = "Artist in every file." };
        var album = new Option<string?>("--album") { Description = "Album in every file." };
        var song = SongOption.Create();
        var json = CommonOptions.Json();
        var verb = new Command("master", "A finished sound to a stated target, certified on the files written.")
        {
            source, target, reference, folder, formats, rate, title, artist, album, song, json,
        };
        verb.SetAction((parsed, cancel) => Task.FromResult(Run(
            new Wish(parsed.GetRequiredValue(source), MasterTarget.Parse(parsed.GetRequiredValue(target)), parsed.GetValue(reference),
                parsed.GetValue(folder), parsed.GetRequiredValue(formats), parsed.GetValue(rate),
                new AudioTags { Title = parsed.GetValue(title), Artist = parsed.GetValue(artist), Album = parsed.GetValue(album) },
                parsed.GetValue(song), parsed.GetValue(json)),
            cancel)));
        return verb;
    }

    private static int Run(Wish wish, CancellationToken cancel)
    {
        if (wish.RateHz is < LowestRateHz or > HighestRateHz)
            throw new RecorderException(FaultKind.WrongWords,
                $"A master cannot have {wish.RateHz} Hz: nothing was written; choose from {LowestRateHz} to {HighestRateHz}.");
        var formats = MasterFormat.ParseList(wish.Formats);
        var (file, folder, values) = Find(wish);
        if (wish.Reference is not null)
            values = ReferenceTone.Match(file, wish.Reference, values, cancel);
        var order = new MasterOrder(
            file, folder, Path.GetFileNameWithoutExtension(file), values, wish.Target, formats, wish.RateHz, TagsOf(file, wish.Tags));
        RefuseOverwriting(order);
        using var bar = new ProgressBar("mastering", TimeProvider.System);
        var masters = MasterJob.Run(order, bar, cancel);
        bar.Dispose();
        Tell(wish, masters);
        return masters.All(master => master.Certificate.Passed) ? 0 : 1;
    }

    // A session stands for the mix of the scene that is heard in its newest take; without one, for the newest by the clock of then.
    private static (string File, string Folder, MasterValues Values) Find(Wish wish)
    {
        if (!Directory.Exists(wish.Source))
            return (wish.Source, wish.Out ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(wish.Source))!, SessionLayout.Masters), MasterParameters.Defaults());
        var session = SessionFolder.Open(wish.Source);
        var take = session.RequireTake();
        var mixes = session.Resolve(SessionLayout.MixFolder(take.Number));
        var heard = FileNames.Sanitise(SceneStore.Read(session, take).Current.Name) + SongOption.Ending(wish.Song) + SessionLayout.TrackExtension;
        var newest = (Directory.Exists(mixes) ? new DirectoryInfo(mixes).EnumerateFiles($"*{SongOption.Ending(wish.Song)}.wav") : [])
            .OrderByDescending(file => file.Name == heard).ThenByDescending(file => file.LastWriteTimeUtc).FirstOrDefault()
            ?? throw new RecorderException(FaultKind.UnreadableInput,
                $"{take.ShortName} has no mix{(wish.Song is { } song ? $" of song {song}" : "")} yet: nothing was written; run 'recorder mix {wish.Source} --quick' first.");
        return (newest.FullName, wish.Out ?? session.Resolve(SessionLayout.MasterFolder(take.Number)), SceneStore.Read(session, take).Master);
    }

    private static AudioTags TagsOf(string file, AudioTags wished)
    {
        using var reader = AudioFile.Open(file);
        var own = reader.Metadata.Tags;
        return own with
        {
            Title = wished.Title ?? own.Title ?? Path.GetFileNameWithoutExtension(file),
            Artist = wished.Artist ?? own.Artist,
            Album = wished.Album ?? own.Album,
            Software = "Recorder",
        };
    }

    private static void RefuseOverwriting(MasterOrder order)
    {
        var source = Path.GetFullPath(order.SourceFile);
        var clash = order.Formats.Select(format => Path.GetFullPath(Path.Combine(order.Folder, order.BaseName + format.FileEnding)))
            .FirstOrDefault(file => file == source);
        if (clash is not null)
            throw new RecorderException(FaultKind.WrongWords,
                $"The master would replace its own mix {order.SourceFile}: nothing was written; give another folder with --out.");
    }

    private static void Tell(Wish wish, IReadOnlyList<MasterFile> masters)
    {
        if (wish.Json)
        {
            Output.WriteJson(MasterReport.From(wish.Target, masters), StudioJson.Default.MasterReport);
            return;
        }
        foreach (var master in masters)
        {
            Console.WriteLine($"{(master.Certificate.Passed ? "pass" : "FAIL")}  {master.File}");
            foreach (var sentence in MasterJob.SentencesOf(master))
                Console.WriteLine($"      {sentence}");
        }
    }
}

/// <summary>What <c>master --json</c> prints.</summary>
internal sealed record MasterReport(string Target, double TargetLufs, double CeilingDbtp, bool Passed, IReadOnlyList<MasteredFile> Files)
{
    public static MasterReport From(MasterTarget target, IReadOnlyList<MasterFile> masters) => new(
        target.Name, target.IntegratedLufs, target.CeilingDbtp, masters.All(master => master.Certificate.Passed),
        [.. masters.Select(MasteredFile.From)]);
}

/// <summary>One file of a <see cref="MasterReport"/>.</summary>
internal sealed record MasteredFile(
    string File, string Format, bool Passed, double? IntegratedLufs, double? TruePeakDbtp, double? LoudnessRangeLu, int RateHz,
    double LimiterMaxDb, double LimiterMeanDb, IReadOnlyList<string> Sentences)
{
    public static MasteredFile From(MasterFile master) => new(
        master.File, master.Format.Word, master.Certificate.Passed, master.Certificate.Loudness.IntegratedLufs,
        master.Certificate.Loudness.TruePeakDbtp, master.Certificate.Loudness.LoudnessRangeLu, master.Certificate.Loudness.RateHz,
        master.Result.MaxReductionDb, master.Result.MeanReductionDb, MasterJob.SentencesOf(master));
}
