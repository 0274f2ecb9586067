using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.Core.Faults;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;
using Recorder.Studio.QuickMix;
using SessionMix = Recorder.Session.Mixes.Mix;

namespace Recorder.App.Verbs;

/// <summary><c>recorder mix SESSION [--take N] [--quick] [--scene NAME] [--out FILE] [--stems DIR]</c></summary>
internal static class MixVerb
{
    private sealed record Wish(string Session, int? Take, bool Quick, string? Scene, string? Out, string? Stems, int? Song, bool Json);

    public static Command Create()
    {
        var session = new Argument<string>("SESSION") { Description = "A session's folder." };
        var take = new Option<int?>("--take") { Description = "Number of the take; the newest otherwise." };
        var quick = new Option<bool>("--quick") { Description = "Set the strips from what is heard on them, and explain each move." };
        var scene = new Option<string?>("--scene") { Description = "Mix a stored scene." };
        var file = new Option<string?>("--out") { Description = "The stereo file; inside the session otherwise." };
        var stems = new Option<string?>("--stems") { Description = "Folder for one stereo file per strip and effect." };
        var song = SongOption.Create();
        var json = CommonOptions.Json();
        var verb = new Command("mix", "Mix a take, faster than it played.") { session, take, quick, scene, file, stems, song, json };
        verb.SetAction((parsed, cancel) => Task.FromResult(Run(
            new Wish(parsed.GetRequiredValue(session), parsed.GetValue(take), parsed.GetValue(quick), parsed.GetValue(scene),
                parsed.GetValue(file), parsed.GetValue(stems), parsed.GetValue(song), parsed.GetValue(json)),
            cancel)));
        return verb;
    }

    private static int Run(Wish wish, CancellationToken cancel)
    {
        if (wish is { Quick: true, Scene: not null })
            throw new RecorderException(FaultKind.WrongWords, "--quick makes a scene of its own: nothing was done; leave out --scene.");
        var session = SessionFolder.Open(wish.Session);
        var take = session.RequireTake(wish.Take);
        using var audio = TakeAudio.Open(take);
        if (wish.Song is { } song)
            audio.Choose(SongOption.Find(take, song));
        var mix = SceneStore.Read(session, take);
        if (wish.Quick)
        {
            using var listening = new ProgressBar("listening", TimeProvider.System);
            mix = QuickMixJob.Run(audio, mix, listening, cancel);
            SceneStore.Write(session, take, mix);
        }
        var scene = wish.Scene is null ? mix.Current : mix.FindScene(wish.Scene) ?? throw NoScene(wish.Scene, mix);
        var file = wish.Out ?? session.Resolve($"{SessionLayout.MixFolder(take.Number)}/{FileNames.Sanitise(scene.Name)}{SongOption.Ending(wish.Song)}.wav");
        using var bar = new ProgressBar("mixing", TimeProvider.System);
        var report = MixJob.Render(audio, scene, file, wish.Stems, TagsOf(session, take, scene), bar, cancel);
        bar.Dispose();
        Tell(new MixJson(report.File, take.Number, scene.Name, report.Reading.IntegratedLufs.Finite(), report.Reading.TruePeakDbtp.Finite(),
            report.Reading.Seconds, report.StemFiles, wish.Quick ? [.. mix.QuickMixMoves.Select(move => new MoveJson(move.Track, move.Sentence))] : [], report.Warning), wish.Json);
        return 0;
    }

    private static AudioTags TagsOf(SessionFolder session, Take take, Scene scene) => new()
    {
        Title = take.Facts.Name.Length > 0 ? take.Facts.Name : take.ShortName,
        Album = session.Name,
        Date = take.StartedAt?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Comment = scene.Name,
        Software = "Recorder",
    };

    private static RecorderException NoScene(string name, SessionMix mix) => new(FaultKind.WrongWords,
        $"There is no scene '{name}' of this take: nothing was mixed; there are {string.Join(", ", mix.Scenes.Select(scene => $"'{scene.Name}'"))}.");

    private static void Tell(MixJson report, bool asJson)
    {
        if (asJson)
        {
            Output.WriteJson(report, StudioJson.Default.MixJson);
            return;
        }
        foreach (var move in report.Moves)
            Console.WriteLine($"{move.Track}: {move.Sentence}");
        Console.WriteLine(FormattableString.Invariant(
            $"{report.File}: {Output.Duration(report.Seconds)}, {report.IntegratedLufs:0.0} LUFS, true peak {report.TruePeakDbtp:0.0} dBTP, scene {report.Scene}."));
        foreach (var stem in report.Stems)
            Console.WriteLine(stem);
        if (report.Warning is not null)
            Console.Error.WriteLine(report.Warning);
    }
}

/// <summary>What <c>mix --json</c> prints.</summary>
internal sealed record MixJson(
    string File, int Take, string Scene, double? IntegratedLufs, double? TruePeakDbtp, double Seconds,
    IReadOnlyList<string> Stems, IReadOnlyList<MoveJson> Moves, string? Warning);

/// <summary>A move of a quick mix and why.</summary>
internal sealed record MoveJson(string Track, string Sentence);
