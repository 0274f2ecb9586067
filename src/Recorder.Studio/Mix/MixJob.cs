using System.Globalization;
using Recorder.Core.Units;
using Recorder.Dsp.Loudness;
using Recorder.Dsp.Mixing;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Mixes;
using Recorder.Studio.Rendering;

namespace Recorder.Studio.Mix;

/// <summary>What a render came to.</summary>
/// <param name="File">The stereo file.</param>
/// <param name="Reading">Its loudness and peaks.</param>
/// <param name="StemFiles">Stems that were written beside it.</param>
public sealed record MixReport(string File, ProgrammeReading Reading, IReadOnlyList<string> StemFiles)
{
    /// <summary>What a musician should know; null when all is well.</summary>
    public string? Warning => Reading.TruePeakDbtp > 0
        ? string.Create(CultureInfo.InvariantCulture,
            $"The mix goes {Reading.TruePeakDbtp:0.0} dB above full scale and clips: turn Mix down by that much and render it again.")
        : null;
}

/// <summary>Renders a scene of a take into a stereo file and, when asked, its stems.</summary>
public static class MixJob
{
    private const SampleFormat Format = SampleFormat.S24;

    /// <summary>Renders; files get their names only when all of them are whole.</summary>
    /// <param name="take">The tracks.</param>
    /// <param name="scene">One strip per track.</param>
    /// <param name="file">The stereo WAV, 24 bit.</param>
    /// <param name="stemsFolder">Where stems go; null for none. They add up to the mix.</param>
    /// <param name="tags">Title and the like.</param>
    /// <param name="progress">The share done, 0 to 1.</param>
    /// <param name="cancel">Ends it early and leaves nothing behind.</param>
    public static MixReport Render(
        TakeAudio take, Scene scene, string file, string? stemsFolder, AudioTags tags,
        IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var spec = new AudioFileSpec { Kind = AudioFileKind.Wav, Format = Format, Channels = 2, RateHz = take.RateHz, Tags = tags };
        var names = stemsFolder is null ? [] : StemNames(scene).Select(name => Path.Combine(stemsFolder, name)).ToArray();
        foreach (var folder in names.Append(file).Select(name => Path.GetDirectoryName(Path.GetFullPath(name))!).Distinct())
        {
            RecordingGuard.RefuseTakeFolder(folder);
            Directory.CreateDirectory(folder);
        }
        var stems = new List<DitheredFile>();
        try
        {
            using var mix = new DitheredFile(file, spec);
            stems.AddRange(names.Select(name => new DitheredFile(name, spec)));
            var meter = new ProgrammeMeter(2, take.RateHz);
            MixRenderer.Render(
                take, MixSettings.Of(scene),
                (left, right) =>
                {
                    meter.Process(left, right);
                    mix.Write(left, right);
                },
                stemsFolder is null ? null : (stem, left, right) => stems[stem].Write(left, right),
                progress, cancel: cancel);
            stems.ForEach(stem => stem.Complete());
            var reading = meter.Complete();
            mix.Complete(reading.ToFigures());
            return new MixReport(file, reading, names);
        }
        finally
        {
            stems.ForEach(stem => stem.Dispose());
        }
    }

    private static IEnumerable<string> StemNames(Scene scene)
    {
        var tracks = scene.Strips.Select((strip, index) => SessionLayout.TrackFileName(index + 1, scene.Strips.Length, strip.Track));
        string[] effects = ["Reverb", "Delay"];
        return tracks.Concat(effects.Take(Mixer.EffectStems).Select(name => name + SessionLayout.TrackExtension));
    }
}
