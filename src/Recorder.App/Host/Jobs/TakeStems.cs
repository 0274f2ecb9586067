using Recorder.App.Host.Session;
using Recorder.Core.Snapshots;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Studio.Mix;

namespace Recorder.App.Host.Jobs;

/// <summary>The stems of a take's mix as it is heard when the job begins.</summary>
/// <param name="take">The take.</param>
/// <param name="session">Where its stems go.</param>
/// <param name="desk">Whose mix it is.</param>
internal sealed class TakeStems(Take take, SessionFolder session, MixDesk desk) : HostJob(JobKind.Stems, TitleOf(take))
{
    /// <inheritdoc/>
    public override string CancelledSentence => "Cancelled. No stems were made.";

    /// <inheritdoc/>
    public override string Run(JobContext context)
    {
        using var audio = TakeAudio.Open(take);
        var scene = desk.MixOf(take).Current;
        var tags = new AudioTags { Title = TitleOf(take), Album = session.Name, Comment = scene.Name, Software = "Recorder" };
        var files = StemJob.Render(audio, scene, session.Resolve(SessionLayout.StemsFolder(take.Number)), tags, context, context.Cancel);
        return files.Count == 1 ? $"1 stem of {scene.Name}. EXPORT copies it with the tracks." : FormattableString.Invariant($"{files.Count} stems of {scene.Name}. EXPORT copies them with the tracks.");
    }
}
