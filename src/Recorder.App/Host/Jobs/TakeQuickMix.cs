using Recorder.App.Host.Session;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.Studio.Mix;
using Recorder.Studio.QuickMix;

namespace Recorder.App.Host.Jobs;

/// <summary>A quick mix of a take into a new scene; what a hand has set stays.</summary>
/// <param name="take">The take; of a running one what is on disk so far.</param>
/// <param name="desk">Whose mix it starts from, and where the new scene goes.</param>
/// <param name="isRunning">Whether the take is still being recorded.</param>
internal sealed class TakeQuickMix(Take take, MixDesk desk, bool isRunning) : HostJob(JobKind.QuickMix, TitleOf(take))
{
    /// <inheritdoc/>
    public override bool RunsBesideTake => isRunning;

    /// <inheritdoc/>
    public override string Run(JobContext context)
    {
        using var audio = TakeAudio.Open(take);
        var mixed = QuickMixJob.Run(audio, desk.MixOf(take), context, context.Cancel);
        desk.AddQuickMix(take, mixed.Current, mixed.QuickMixMoves);
        return $"{mixed.Current.Name}: {mixed.QuickMixMoves.Length} moves. MIX shows the faders, MIX again says why.";
    }
}
