using System.Globalization;
using Recorder.App.Host.Session;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Studio.Mastering;
using Recorder.Studio.Mix;

namespace Recorder.App.Host.Jobs;

/// <summary>A new version of a take's master: the mix as it stands, rendered, mastered, and certified on the files written.</summary>
internal sealed class TakeMaster(SessionFolder session, Take take, MixDesk desk) : HostJob(JobKind.Master, TitleOf(take))
{
    private const string Formats = "wav24,mp3";
    private const double MixShare = 0.4;
    private const double ToleranceLu = 0.2;
    private const int BlockFrames = 4096;

    /// <inheritdoc/>
    public override string Run(JobContext context)
    {
        var mix = desk.MixOf(take);
        var (baseName, version) = MasterShelf.NextVersion(session, take);
        var mixFile = session.Resolve($"{SessionLayout.MixFolder(take.Number)}/{FileNames.Sanitise(mix.Current.Name)}.wav");
        var tags = Tags(mix.Current.Name);
        using (var audio = TakeAudio.Open(take))
            MixJob.Render(audio, mix.Current, mixFile, stemsFolder: null, tags, context.Part(0, MixShare), context.Cancel);
        var target = new MasterTarget(
            "", mix.Master[MasterParameter.TargetLufs], mix.Master[MasterParameter.CeilingDbtp], ToleranceLu);
        var order = new MasterOrder(
            mixFile, session.Resolve(SessionLayout.MasterFolder(take.Number)), baseName, mix.Master, target,
            MasterFormat.ParseList(Formats), RateHz: null, tags);
        var files = MasterJob.Run(order, context.Part(MixShare, 1), context.Cancel);
        var certificate = CertificateOf(files, version, take.Facts.StartFrame);
        MasterShelf.WriteCertificate(order.Folder, baseName, certificate);
        return certificate.Sentence;
    }

    private AudioTags Tags(string scene) => new()
    {
        Title = take.Facts.Name.Length > 0 ? take.Facts.Name : take.ShortName,
        Album = session.Name,
        Date = take.StartedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Comment = scene,
        Software = "Recorder",
    };

    // The screen shows the first file, the lossless one; it has passed only when all have.
    private static Certificate CertificateOf(IReadOnlyList<MasterFile> files, int version, long startFrame)
    {
        var first = files[0];
        var failed = files.FirstOrDefault(file => !file.Certificate.Passed);
        return new Certificate
        {
            FileName = Path.GetFileName(first.File),
            Version = version,
            StartFrame = startFrame,
            IntegratedLufs = first.Certificate.Loudness.IntegratedLufs,
            LoudnessRangeLu = first.Certificate.Loudness.LoudnessRangeLu,
            TruePeakDbtp = first.Certificate.Loudness.TruePeakDbtp,
            LimiterMaxDb = -first.Result.MaxReductionDb,
            Correlation = CorrelationOf(first.File),
            Passed = failed is null,
            Sentence = failed is null ? first.Certificate.Sentence : $"{Path.GetFileName(failed.File)}: {failed.Certificate.Sentence}",
        };
    }

    // Over the whole song: +1 is mono, 0 wide, below 0 something vanishes in mono.
    private static double CorrelationOf(string file)
    {
        using var reader = AudioFile.Open(file);
        if (reader.Channels != 2)
            return 1;
        var planar = new float[2 * BlockFrames];
        double left = 0, right = 0, both = 0;
        for (int frames; (frames = reader.Read(planar, BlockFrames, BlockFrames)) > 0;)
        {
            for (var i = 0; i < frames; i++)
            {
                var (l, r) = ((double)planar[i], (double)planar[BlockFrames + i]);
                left += l * l;
                right += r * r;
                both += l * r;
            }
        }
        return left > 0 && right > 0 ? both / Math.Sqrt(left * right) : 0;
    }
}
