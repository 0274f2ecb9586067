using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Dsp.Loudness;
using Recorder.Dsp.Mastering;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Studio.Rendering;

namespace Recorder.Studio.Mastering;

/// <summary>What to make.</summary>
/// <param name="SourceFile">The mix.</param>
/// <param name="Folder">Where the masters go.</param>
/// <param name="BaseName">Their name without its ending.</param>
/// <param name="Values">The sound: tone, compression, width; loudness and ceiling come from the target.</param>
/// <param name="Target">What each file is to measure.</param>
/// <param name="Formats">At least one.</param>
/// <param name="RateHz">The rate of the masters; null for the mix's own.</param>
/// <param name="Tags">Title and the like, in every file.</param>
public sealed record MasterOrder(
    string SourceFile, string Folder, string BaseName, MasterValues Values, MasterTarget Target,
    IReadOnlyList<MasterFormat> Formats, int? RateHz, AudioTags Tags);

/// <summary>One finished file.</summary>
/// <param name="File">Where it is.</param>
/// <param name="Format">What it is.</param>
/// <param name="Certificate">Measured on the file as it was written, decoded again.</param>
/// <param name="Result">How it was made.</param>
public sealed record MasterFile(string File, MasterFormat Format, FileCertificate Certificate, MasterResult Result);

/// <summary>Makes masters and certifies each on what was written.</summary>
/// <remarks>
/// Each rate is mastered on its own, after conversion, because conversion moves true peaks. A lossy file is decoded and
/// measured; where the coding raised a peak above the ceiling, the master for it is made again with more room.
/// </remarks>
public static class MasterJob
{
    private const int BlockFrames = 4096;
    private const int LossyAttempts = 4;

    // What coding does to a peak is not the same twice; this much more is taken than it was over.
    private const double LossyExtraDb = 0.1;

    /// <summary>Makes all files of an order, each whole under its name or not there.</summary>
    public static IReadOnlyList<MasterFile> Run(MasterOrder order, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        RecordingGuard.RefuseTakeFolder(order.Folder);
        using (Open(order, order.Formats[0], passes: null, cancel))
            Directory.CreateDirectory(order.Folder);
        var files = new List<MasterFile>();
        var found = new Dictionary<(int RateHz, double CeilingDbtp), MasterResult>();
        foreach (var format in order.Formats)
        {
            var passes = progress is null ? null : new PassProgress(progress, files.Count, order.Formats.Count);
            files.Add(Make(order, format, found, passes, cancel));
            progress?.Report((double)files.Count / order.Formats.Count);
        }
        return files;
    }

    private static MasterFile Make(
        MasterOrder order, MasterFormat format, Dictionary<(int RateHz, double CeilingDbtp), MasterResult> found,
        IProgress<double>? passes, CancellationToken cancel)
    {
        var file = Path.Combine(order.Folder, order.BaseName + format.FileEnding);
        var ceilingDbtp = order.Target.CeilingDbtp;
        for (var attempt = 1; ; attempt++)
        {
            var result = Write(order, format, file, ceilingDbtp, found, passes, cancel);
            var certificate = Certifier.Certify(file, order.Target, passes, cancel);
            if (certificate.PeakHolds || !format.IsLossy || attempt == LossyAttempts)
                return new MasterFile(file, format, certificate, result);
            ceilingDbtp -= certificate.Loudness.TruePeakDbtp!.Value - order.Target.CeilingDbtp + LossyExtraDb;
        }
    }

    private static MasterResult Write(
        MasterOrder order, MasterFormat format, string file, double ceilingDbtp,
        Dictionary<(int RateHz, double CeilingDbtp), MasterResult> found, IProgress<double>? passes, CancellationToken cancel)
    {
        using var source = Open(order, format, passes, cancel);
        var values = order.Values;
        values[MasterParameter.TargetLufs] = (float)order.Target.IntegratedLufs;
        values[MasterParameter.CeilingDbtp] = (float)ceilingDbtp;
        if (!found.TryGetValue((source.RateHz, ceilingDbtp), out var result))
            found[(source.RateHz, ceilingDbtp)] = result = MasterRenderer.Find(source, values, cancel: cancel);
        var spec = new AudioFileSpec
        {
            Kind = format.Kind,
            Format = format.Format,
            Channels = source.Channels,
            RateHz = source.RateHz,
            Tags = order.Tags,
            Loudness = result.Reading.ToFigures(),
        };
        using var target = new DitheredFile(file, spec);
        Copy(MasterRenderer.Open(source, values, result), target);
        target.Complete(result.Reading.ToFigures());
        return result;
    }

    private static FileSource Open(MasterOrder order, MasterFormat format, IProgress<double>? passes, CancellationToken cancel)
    {
        var wantedHz = order.RateHz;
        if (wantedHz is null)
        {
            using var asIs = new FileSource(order.SourceFile);
            wantedHz = asIs.RateHz;
        }
        return new FileSource(order.SourceFile, format.RateFor(wantedHz.Value), passes, cancel);
    }

    private static void Copy(IFrameSource source, DitheredFile target)
    {
        var (left, right) = (new float[BlockFrames], new float[BlockFrames]);
        for (int frames; (frames = source.Read(left, right)) > 0;)
            target.Write(left.AsSpan(0, frames), right.AsSpan(0, frames));
    }

    /// <summary>What a musician should know of a master, one sentence each.</summary>
    public static IReadOnlyList<string> SentencesOf(MasterFile file)
    {
        if (file.Certificate.Loudness.IntegratedLufs is null)
            return file.Result.Sentences;
        // The search aims closer than a certificate asks for; what is certified is not told as a miss.
        var isCloseEnough = !file.Result.TargetMet && file.Certificate.LoudnessHolds;
        return [file.Certificate.Sentence, .. isCloseEnough ? file.Result.Sentences[..^1] : file.Result.Sentences, .. CodingSentences(file)];
    }

    private static IEnumerable<string> CodingSentences(MasterFile file)
    {
        var roomDb = file.Certificate.Target.CeilingDbtp - file.Result.LimiterCeilingDbtp;
        if (file.Format.IsLossy && roomDb > LossyExtraDb)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Coding as {file.Format.Word} raises peaks: the limiter stands {roomDb:0.0} dB under the ceiling for this file.");
    }

    // How many passes a search takes is known only at its end: each one counts for a fixed share of what is left.
    private sealed class PassProgress(IProgress<double> whole, int filesDone, int files) : IProgress<double>
    {
        private const double ShareOfRest = 0.3;
        private double before;
        private double last;

        public void Report(double value)
        {
            if (value < last)
                before += (1 - before) * ShareOfRest;
            last = value;
            whole.Report((filesDone + before + (1 - before) * ShareOfRest * Math.Min(1, value)) / files);
        }
    }
}
