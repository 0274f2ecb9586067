using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;
using Recorder.Studio.Mastering;
using Recorder.Studio.Measuring;

namespace Recorder.App.Verbs;

/// <summary><c>recorder master FILE|SESSION [--target T] [--reference FILE] [--out DIR] [--formats ...] [--rate HZ]</c></summary>
internal static class MasterVerb
{
    private const int LowestRateHz = 44100;
    private const int HighestRateHz = 192000;

    private sealed record Wish(string Source, MasterTarget Target, string? Reference, string? Out, string Formats, int? RateHz, AudioTags Tags, int? Song, bool Json);

    // What to master, where the masters go, and with which sound.
    private sealed record Song(string File, string Folder, MasterValues Values);

    public static Command Create()
    {
        var source = new Argument<string>("FILE|SESSION") { Description = "A mix, or a session whose newest mix is meant; as an album all its mixes, each at its distance from the loudest." };
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
        var songs = Find(wish);
        var targets = wish.Target == MasterTarget.Album ? AlbumLevels.Of(Lufs(songs, cancel)) : [.. songs.Select(_ => wish.Target)];
        var masters = new List<MasterFile>();
        foreach (var (song, target) in songs.Zip(targets))
        {
            var values = wish.Reference is null ? song.Values : ReferenceTone.Match(song.File, wish.Reference, song.Values, cancel);
            var order = new MasterOrder(
                song.File, song.Folder, Path.GetFileNameWithoutExtension(song.File), values, target, formats, wish.RateHz, TagsOf(song.File, wish.Tags));
            RefuseOverwriting(order);
            using var bar = new ProgressBar("mastering", TimeProvider.System);
            masters.AddRange(MasterJob.Run(order, bar, cancel));
        }
        Tell(wish, masters);
        return masters.TrueForAll(master => master.Certificate.Passed) ? 0 : 1;
    }

    private static double?[] Lufs(List<Song> songs, CancellationToken cancel)
    {
        if (songs.Count == 1)
            return [null];
        using var bar = new ProgressBar("measuring", TimeProvider.System);
        return [.. songs.Select(song => FileMeter.Measure(song.File, bar, cancel).IntegratedLufs)];
    }

    // A session stands for its newest take; as an album for all that have a mix.
    private static List<Song> Find(Wish wish)
    {
        if (!Directory.Exists(wish.Source))
            return [new(wish.Source, wish.Out ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(wish.Source))!, SessionLayout.Masters), MasterParameters.Defaults())];
        var session = SessionFolder.Open(wish.Source);
        var newest = session.RequireTake();
        if (wish.Song is null && wish.Target == MasterTarget.Album)
        {
            var album = session.ReadTakes().Where(take => take.Condition == TakeCondition.Closed && !take.Facts.IsBinned)
                .Select(take => Find(wish, session, take, SessionLayout.TakeName(take.Number))).OfType<Song>().ToList();
            if (album.Count > 1)
                return album;
        }
        return [Find(wish, session, newest, "") ?? throw new RecorderException(FaultKind.UnreadableInput,
            $"{newest.ShortName} has no mix{(wish.Song is { } song ? $" of song {song}" : "")} yet: nothing was written; run 'recorder mix {wish.Source} --quick' first.")];
    }

    // The mix of the scene that is heard; without one, the newest by the clock of then.
    private static Song? Find(Wish wish, SessionFolder session, Take take, string subfolder)
    {
        var mixes = session.Resolve(SessionLayout.MixFolder(take.Number));
        var mix = SceneStore.Read(session, take);
        var heard = FileNames.Sanitise(mix.Current.Name) + SongOption.Ending(wish.Song) + SessionLayout.TrackExtension;
        var file = (Directory.Exists(mixes) ? new DirectoryInfo(mixes).EnumerateFiles($"*{SongOption.Ending(wish.Song)}.wav") : [])
            .OrderByDescending(file => file.Name == heard).ThenByDescending(file => file.LastWriteTimeUtc).FirstOrDefault();
        var folder = wish.Out is { } given ? Path.Combine(given, subfolder) : session.Resolve(SessionLayout.MasterFolder(take.Number));
        return file is null ? null : new Song(file.FullName, folder, mix.Master);
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
    double LimiterMaxDb, double LimiterMeanDb, double TargetLufs, IReadOnlyList<string> Sentences)
{
    public static MasteredFile From(MasterFile master) => new(
        master.File, master.Format.Word, master.Certificate.Passed, master.Certificate.Loudness.IntegratedLufs,
        master.Certificate.Loudness.TruePeakDbtp, master.Certificate.Loudness.LoudnessRangeLu, master.Certificate.Loudness.RateHz,
        master.Result.MaxReductionDb, master.Result.MeanReductionDb, master.Certificate.Target.IntegratedLufs, MasterJob.SentencesOf(master));
}
