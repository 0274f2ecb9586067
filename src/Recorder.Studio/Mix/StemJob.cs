using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Dsp.Mixing;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Mixes;
using Recorder.Studio.Rendering;

namespace Recorder.Studio.Mix;

/// <summary>
/// Takes a scene of a take apart into stems, each with fader, pan and its own share of the effects: added together they are the mix, for reverb
/// and delay are linear, and there is nothing behind the sum but its level.
/// </summary>
public static class StemJob
{
    // A stem may be louder than the mix; as floats none clips, and nothing is rounded that is going to be added.
    private const SampleFormat Format = SampleFormat.F32;

    private const char Unfinished = '.';

    /// <summary>Renders into a new folder of its own, which gets its name when all stems are whole.</summary>
    /// <param name="take">The tracks; read once.</param>
    /// <param name="scene">One strip per track.</param>
    /// <param name="stemsFolder">Where folders of stems lie: this one is called as the scene, with a number where there is one already.</param>
    /// <param name="tags">Title and the like.</param>
    /// <param name="progress">The share done, 0 to 1.</param>
    /// <param name="cancel">Ends it early and leaves nothing behind.</param>
    /// <returns>The files, in the order of the stems.</returns>
    /// <exception cref="RecorderException">Nothing is heard in the mix, or the disk refuses.</exception>
    public static IReadOnlyList<string> Render(
        TakeAudio take, Scene scene, string stemsFolder, AudioTags tags, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var stems = StemPlan.Of(scene);
        if (stems.IsEmpty)
            throw new RecorderException(FaultKind.UnreadableInput, "Nothing is heard in this mix: no stems were made; turn a fader up or a mute off.");
        RecordingGuard.RefuseTakeFolder(stemsFolder);
        var folder = Path.Combine(stemsFolder, FreeName(stemsFolder, scene.Name));
        var making = Path.Combine(stemsFolder, Unfinished + Path.GetFileName(folder));
        // A power cut may have left one.
        DeleteIfThere(making);
        Directory.CreateDirectory(making);
        try
        {
            var names = stems.Select((stem, index) => SessionLayout.TrackFileName(index + 1, stems.Length, stem.Name)).ToArray();
            var spec = new AudioFileSpec { Kind = AudioFileKind.Wav, Format = Format, Channels = 2, RateHz = take.RateHz, Tags = tags };
            Write(take, scene, stems, [.. names.Select(name => Path.Combine(making, name))], spec, progress, cancel);
            Directory.Move(making, folder);
            return [.. names.Select(name => Path.Combine(folder, name))];
        }
        finally
        {
            DeleteIfThere(making);
        }
    }

    /// <summary>Whether a folder of stems is whole; one that is being made is none yet.</summary>
    public static bool IsWhole(string folder) => Path.GetFileName(folder) is [not Unfinished, ..];

    // All stems in one reading of the take, block by block beside the mix, which says when the last echo is over.
    private static void Write(
        TakeAudio take, Scene scene, ImmutableArray<Stem> stems, string[] paths, AudioFileSpec spec, IProgress<double>? progress, CancellationToken cancel)
    {
        var files = new List<DitheredFile>();
        try
        {
            files.AddRange(paths.Select(path => new DitheredFile(path, spec)));
            var mixers = stems.Select(stem => MixRenderer.CreateMixer(take, StemPlan.SettingsOf(scene, stem))).ToArray();
            var (left, right) = (new float[MixRenderer.BlockFrames], new float[MixRenderer.BlockFrames]);
            MixRenderer.Render(take, MixSettings.Of(scene), (_, _) => { }, progress: progress, cancel: cancel, beside: (inputs, strideFrames, frames) =>
            {
                for (var stem = 0; stem < mixers.Length; stem++)
                {
                    mixers[stem].Process(inputs, strideFrames, frames, left, right);
                    files[stem].Write(left.AsSpan(0, frames), right.AsSpan(0, frames));
                }
            });
            files.ForEach(file => file.Complete());
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    private static string FreeName(string stemsFolder, string scene)
    {
        var wanted = FileNames.Sanitise(scene) is { Length: > 0 } name ? name : "Stems";
        var free = wanted;
        for (var number = 2; Directory.Exists(Path.Combine(stemsFolder, free)); number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{wanted} ({number})");
        return free;
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
