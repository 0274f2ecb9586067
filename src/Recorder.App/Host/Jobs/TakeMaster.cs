using Recorder.App.Host.Session;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;

namespace Recorder.App.Host.Jobs;

/// <summary>A new version of a take's master: the mix as it stands, rendered, mastered, and certified on the files written.</summary>
/// <param name="take">The take.</param>
/// <param name="bench">What makes it.</param>
/// <param name="album">The album it belongs to, whose other masters follow where it changes their levels; null where it stands alone.</param>
internal sealed class TakeMaster(Take take, MasterBench bench, MasterAlbum? album) : HostJob(JobKind.Master, TitleOf(take))
{
    private const double MixShare = 0.4;

    /// <inheritdoc/>
    public override string Run(JobContext context)
    {
        if (album is not null)
            return album.Run(take, context);
        var mix = bench.Render(take, isAnew: false, context.Part(0, MixShare), context.Cancel);
        return MasterBench.SentenceOf(bench.Make(mix, mix.OwnTarget, albumSentence: "", context.Part(MixShare, 1), context.Cancel));
    }
}
