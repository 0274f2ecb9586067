using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session.Folders;

namespace Recorder.App.Host.Session;

/// <summary>What people change about the open take without touching what was recorded: its range, its loop, its punch, its markers.</summary>
internal sealed class TakeDesk(TakeShelf shelf, Func<LinkMessage, CommandReply> ask)
{
    private (int Take, long End, (long, long)? Loop, TakeTempo? Tempo) told;

    /// <summary>Does it; null when the command is no such.</summary>
    public CommandReply? TryRoute(RecorderCommand command, RecorderSnapshot snapshot) => command switch
    {
        SetTakeRange set => Change(take => Limit(take, set)),
        SetLoop set => Change(take => facts => facts with { LoopInFrame = set.InFrame, LoopOutFrame = set.OutFrame }),
        SetPunch set => Change(_ => facts => facts with { PunchInFrame = set.InFrame, PunchOutFrame = set.OutFrame }),
        NameMarker name => Change(_ => facts => With(facts, new MarkerEdit { Frame = name.Frame, Label = name.Name.Trim() })),
        DeleteMarker delete => Change(_ => facts => With(facts, new MarkerEdit { Frame = delete.Frame, IsDeleted = true })),
        AddMarker add when snapshot.Transport is TransportState.Playing or TransportState.Paused or TransportState.Overdubbing && snapshot.Open is { } open =>
            Change(_ => facts => With(facts, new MarkerEdit { Frame = (long)Math.Round(open.PlayheadSeconds * open.RateHz), Label = add.Label ?? "" })),
        _ => null,
    };

    /// <summary>A new engine knows nothing yet.</summary>
    public void Forget() => told = default;

    /// <summary>Tells the engine what is played of the open take and what it was recorded to, when it has not been told.</summary>
    public void Tell()
    {
        if (shelf.Open is not { } take)
            return;
        var now = (take.Number, take.Range.End, take.Loop, take.Facts.Tempo);
        if (now == told)
            return;
        var hasNewTempo = take.Facts.Tempo is not null && (take.Number, take.Facts.Tempo) != (told.Take, told.Tempo);
        if (ask(LinkMessages.SetPlayRange(take.Number, take.Range.End, take.Loop)).Accepted
            && (!hasNewTempo || ask(LinkMessages.SetTakeTempo(take.Number, take.Facts.Tempo)).Accepted))
            told = now;
    }

    private static Func<TakeFacts, TakeFacts> Limit(Take take, SetTakeRange set)
    {
        var end = Math.Clamp(set.EndFrame ?? take.Frames, 1, Math.Max(1, take.Frames));
        return facts => facts with { StartFrame = Math.Clamp(set.StartFrame, 0, end - 1), EndFrame = end == take.Frames ? null : end };
    }

    private static TakeFacts With(TakeFacts facts, MarkerEdit edit) =>
        facts with { MarkerEdits = [.. facts.MarkerEdits.Where(other => other.Frame != edit.Frame), edit] };

    private CommandReply Change(Func<Take, Func<TakeFacts, TakeFacts>> change)
    {
        if (shelf.Open is not { } take)
            return CommandReply.Refused("No take is open. TAKES opens one.");
        var reply = shelf.Change(take.Number, change(take));
        if (reply.Accepted)
            Tell();
        return reply;
    }
}
