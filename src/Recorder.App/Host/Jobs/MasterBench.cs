using System.Globalization;
using Recorder.App.Host.Session;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;
using Recorder.Studio.Mastering;
using Recorder.Studio.Mix;
using TakeMix = Recorder.Session.Mixes.Mix;

namespace Recorder.App.Host.Jobs;

/// <summary>A take's mix as it stands, rendered.</summary>
/// <param name="Take">The take.</param>
/// <param name="Mix">Its mix, with the master's values.</param>
/// <param name="File">The stereo file.</param>
/// <param name="Lufs">Its integrated loudness; null where it has none.</param>
/// <param name="IsAnew">Whether only its level is to change: a tone that its reference gave once stays.</param>
internal sealed record RenderedMix(Take Take, TakeMix Mix, string File, double? Lufs, bool IsAnew)
{
    /// <summary>What its master is to measure when it stands alone.</summary>
    public MasterTarget OwnTarget => MasterTarget.Of(Mix.Master);
}

/// <summary>Makes one master after another: the mix rendered, its tone brought nearer to its reference, mastered, certified on the files written.</summary>
/// <param name="session">Where mixes and masters go.</param>
/// <param name="desk">Whose mixes.</param>
/// <param name="references">Where the references are.</param>
/// <param name="formats">What to make, at least one.</param>
internal sealed class MasterBench(SessionFolder session, MixDesk desk, ReferenceShelf references, IReadOnlyList<MasterFormat> formats)
{
    private const int BlockFrames = 4096;
    private const int MostLettersOfName = 16;

    /// <summary>Renders a take's mix.</summary>
    /// <param name="take">The take.</param>
    /// <param name="isAnew">Whether only its master's level is to change.</param>
    /// <param name="progress">The share done.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RecorderException">Its reference is gone, or it cannot be rendered.</exception>
    public RenderedMix Render(Take take, bool isAnew, IProgress<double> progress, CancellationToken cancel)
    {
        var mix = desk.MixOf(take);
        if (!isAnew || mix.GivenTone is null)
            _ = ReferenceOf(take, mix);
        var file = session.Resolve($"{SessionLayout.MixFolder(take.Number)}/{FileNames.Sanitise(mix.Current.Name)}.wav");
        using var audio = TakeAudio.Open(take);
        var report = MixJob.Render(audio, mix.Current, file, stemsFolder: null, Tags(take, mix), progress, cancel);
        return new RenderedMix(take, mix, file, double.IsFinite(report.Reading.IntegratedLufs) ? report.Reading.IntegratedLufs : null, isAnew);
    }

    /// <summary>Makes the next version of a take's master.</summary>
    /// <param name="mix">Its mix.</param>
    /// <param name="target">What each file is to measure.</param>
    /// <param name="albumSentence">How it stands in its album; "" where it is of none.</param>
    /// <param name="progress">The share done.</param>
    /// <param name="cancel">Ends it; the versions before stay.</param>
    /// <exception cref="RecorderException">Its reference is gone or cannot be read, or the disk refuses: no version is made.</exception>
    public Certificate Make(RenderedMix mix, MasterTarget target, string albumSentence, IProgress<double> progress, CancellationToken cancel)
    {
        var (baseName, version) = MasterShelf.NextVersion(session, mix.Take);
        var (reference, tone, toneSentence) = ToneOf(mix, cancel);
        var order = new MasterOrder(
            mix.File, session.Resolve(SessionLayout.MasterFolder(mix.Take.Number)), baseName, tone?.In(mix.Mix.Master) ?? mix.Mix.Master, target,
            formats, RateHz: null, Tags(mix.Take, mix.Mix));
        var files = MasterJob.Run(order, progress, cancel);
        if (tone is not null)
            desk.GiveTone(mix.Take, mix.Mix, tone, reference);
        var certificate = CertificateOf(files, version, mix.Take.Facts.StartFrame) with
        {
            MixLufs = mix.Lufs,
            IsOfAlbum = albumSentence.Length > 0,
            Made = $"{toneSentence} {albumSentence}".Trim(),
        };
        MasterShelf.WriteCertificate(order.Folder, baseName, certificate);
        return certificate;
    }

    /// <summary>All that a certificate says, for the end of a job.</summary>
    public static string SentenceOf(Certificate certificate) => $"{certificate.Made} {certificate.Sentence}".Trim();

    // What a hand has set since the reference gave its tone stays, and so does a tone that undo took back.
    private (string Reference, GivenTone? Tone, string Sentence) ToneOf(RenderedMix mix, CancellationToken cancel)
    {
        if ((mix.IsAnew && mix.Mix.GivenTone is not null) || ReferenceOf(mix.Take, mix.Mix) is not { } reference)
            return ("", null, "");
        var name = reference.Offer.Name.Length > MostLettersOfName ? reference.Offer.Name[..MostLettersOfName].TrimEnd() : reference.Offer.Name;
        if (mix.Mix.GivenTone is { } given && given != GivenTone.Of(mix.Mix.Master))
            return (name, null, $"Tone as your hand set it; choose {name} again to move towards it.");
        try
        {
            var tone = GivenTone.Of(ReferenceTone.Match(mix.File, reference.Path, mix.Mix.Master, cancel));
            return (name, tone, $"Tone moved towards {name}: Low {Signed(tone.LowDb)}, Body {Signed(tone.BodyDb)}, Air {Signed(tone.AirDb)} dB.");
        }
        catch (RecorderException trouble) when (trouble.Kind == FaultKind.UnreadableInput)
        {
            throw new RecorderException(trouble.Kind, $"Reference {name} cannot be read: no master was made, older ones stay. Choose another reference, or none.", trouble);
        }
    }

    private Reference? ReferenceOf(Take take, TakeMix mix) => mix.Reference.Length == 0 ? null
        : references.Find(mix.Reference, take.Number) ?? throw new RecorderException(FaultKind.UnreadableInput,
            $"Reference {ReferenceOffer.NameOf(mix.Reference)} is not there: no master was made, older ones stay. Bring it back, or choose none.");

    private static string Signed(float decibels) => ParameterText.Signed(decibels, 1);

    private AudioTags Tags(Take take, TakeMix mix) => new()
    {
        Title = take.Facts.Name.Length > 0 ? take.Facts.Name : take.ShortName,
        Album = session.Name,
        Date = take.StartedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Comment = mix.Current.Name,
        Software = "Recorder",
    };

    // The screen shows the first file, a lossless one where there is one; it has passed only when all have.
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
            TargetLufs = first.Certificate.Target.IntegratedLufs,
            CeilingDbtp = first.Certificate.Target.CeilingDbtp,
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
