using System.Globalization;
using Recorder.App.Host.Session;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.Studio.Mastering;

namespace Recorder.App.Host.Jobs;

/// <summary>
/// The takes of a session that have a master, as an album: the loudest mix has the album's loudness, the others lie below it as
/// far as their mixes do. A song that changes this takes along those whose masters no longer fit, in the same job.
/// </summary>
/// <param name="session">Where the masters are.</param>
/// <param name="shelf">The takes.</param>
/// <param name="bench">What makes masters.</param>
internal sealed class MasterAlbum(SessionFolder session, TakeShelf shelf, MasterBench bench)
{
    private const double MixShare = 0.4;

    /// <summary>Makes a take's master, and anew those that no longer fit beside it.</summary>
    /// <returns>The result in sentences.</returns>
    /// <exception cref="RecorderException">A master could not be made; those that were are whole.</exception>
    public string Run(Take take, JobContext context)
    {
        var others = Others(take);
        var mixes = new Dictionary<int, RenderedMix>();
        Render(take, isAnew: false, others.Count, mixes, context);
        Dictionary<int, MasterTarget> targets;
        while (true)
        {
            targets = Targets(others, mixes);
            var misfits = others.Where(other => !mixes.ContainsKey(other.Take.Number) && !AlbumFit.Fits(other.Certificate, targets[other.Take.Number])).ToList();
            if (misfits.Count == 0)
                break;
            foreach (var (misfit, _) in misfits)
                Render(misfit, isAnew: true, others.Count, mixes, context);
        }
        var loudest = targets.MaxBy(target => target.Value.IntegratedLufs).Key;
        var anew = mixes.Keys.Where(number => number != take.Number).Order().ToArray();
        var also = anew.Length == 0 ? "" : $"; made anew beside it: {string.Join(", ", anew.Select(Name))}";
        var own = Make(mixes[take.Number], targets, loudest, also, 0, mixes.Count, context);
        for (var i = 0; i < anew.Length; i++)
            MakeAnew(mixes[anew[i]], targets, loudest, i + 1, mixes.Count, take, context);
        context.Report(1, $"{take.ShortName} {take.Facts.Name}".TrimEnd(), export: null);
        return MasterBench.SentenceOf(own);
    }

    private List<(Take Take, Certificate Certificate)> Others(Take take) =>
    [
        .. from other in shelf.Closed
           where other.Number != take.Number && !other.Facts.IsBinned
           let certificate = MasterShelf.NewestCertificate(session, other.Number)
           where certificate is not null
           select (other, certificate),
    ];

    private void Render(Take take, bool isAnew, int others, Dictionary<int, RenderedMix> mixes, JobContext context)
    {
        var (from, width) = (MixShare * mixes.Count / (others + 1), MixShare / (others + 1));
        context.Report(from, $"{take.ShortName} {take.Facts.Name}".TrimEnd(), export: null);
        mixes[take.Number] = bench.Render(take, isAnew, context.Part(from, from + width), context.Cancel);
    }

    private static Dictionary<int, MasterTarget> Targets(List<(Take Take, Certificate Certificate)> others, Dictionary<int, RenderedMix> mixes)
    {
        var lufs = others.ToDictionary(other => other.Take.Number, other => other.Certificate.MixLufs);
        foreach (var (number, mix) in mixes)
            lufs[number] = mix.Lufs;
        var numbers = lufs.Keys.ToArray();
        return numbers.Zip(AlbumLevels.Of([.. numbers.Select(number => lufs[number])])).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private Certificate Make(RenderedMix mix, Dictionary<int, MasterTarget> targets, int loudest, string also, int place, int count, JobContext context)
    {
        var (from, width) = (MixShare + (1 - MixShare) * place / count, (1 - MixShare) / count);
        context.Report(from, $"{mix.Take.ShortName} {mix.Take.Facts.Name}".TrimEnd(), export: null);
        var target = targets[mix.Take.Number];
        var belowLu = MasterTarget.Album.IntegratedLufs - target.IntegratedLufs;
        var sentence = mix.Take.Number == loudest ? $"Album: the loudest song{also}."
            : string.Create(CultureInfo.InvariantCulture, $"Album: {belowLu:0.0} LU below {Name(loudest)}, as mixed{also}.");
        return bench.Make(mix, target, sentence, context.Part(from, from + width), context.Cancel);
    }

    // What was asked for is made already; what was not asked for must not make it look as if it were not.
    private void MakeAnew(RenderedMix mix, Dictionary<int, MasterTarget> targets, int loudest, int place, int count, Take asked, JobContext context)
    {
        try
        {
            Make(mix, targets, loudest, also: "", place, count, context);
        }
        catch (RecorderException trouble)
        {
            throw new RecorderException(trouble.Kind, $"{asked.ShortName} is made, {mix.Take.ShortName} is not made anew: {trouble.Message}", trouble);
        }
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"T{number}");
}
