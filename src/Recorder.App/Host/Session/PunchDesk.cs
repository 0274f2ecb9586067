using System.Globalization;
using Recorder.App.Host.Messages;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session.Folders;

namespace Recorder.App.Host.Session;

/// <summary>
/// Punching in where the open take says: REC pressed before punch in, or while the take is counted in, waits here until that place has been
/// heard. The engine has the inputs in memory and finds the exact frame itself, so nothing depends on when it is asked.
/// </summary>
/// <param name="shelf">The takes.</param>
/// <param name="ask">Asks the engine.</param>
/// <param name="board">Where a refusal is told that comes when nobody waits for the reply any more.</param>
internal sealed class PunchDesk(TakeShelf shelf, Func<LinkMessage, CommandReply> ask, MessageBoard board)
{
    private static readonly TimeSpan RefusalStands = TimeSpan.FromSeconds(6);

    private readonly Lock gate = new();
    private (Take Take, long In, (long In, long Out)? Range)? waiting;
    private bool isAsking;

    /// <summary>Whether REC was pressed and the place where it begins has not been heard yet.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (gate)
                return waiting is not null;
        }
    }

    /// <summary>REC while the open take plays.</summary>
    public CommandReply PunchIn(bool fromPlayStart, RecorderSnapshot snapshot)
    {
        if (shelf.Open is not { } take || snapshot.Transport != TransportState.Playing)
            return ask(LinkMessages.PunchIn(fromPlayStart));
        var now = FrameOf(snapshot, take);
        if (take.Punch is { } range && now < range.In)
        {
            lock (gate)
                waiting = (take, range.In, range);
            return new CommandReply(true, $"In at {At(range.In, take)}, out at {At(range.Out, take)}. REC: not.");
        }
        var reply = ask(LinkMessages.PunchIn(fromPlayStart, take.Punch));
        if (reply.Accepted || reply.Sentence != LinkMessages.NotHeardYet)
            return reply;
        // It is counted in: the layer begins where the take begins to play.
        lock (gate)
            waiting = (take, now, take.Punch);
        return new CommandReply(true, $"In at {At(now, take)}, after the count-in. REC: not.");
    }

    /// <summary>REC again before that: nothing is punched in; false when nothing waited.</summary>
    public bool TryLetBe()
    {
        lock (gate)
        {
            var waited = waiting is not null;
            waiting = null;
            return waited;
        }
    }

    /// <summary>With every snapshot: what waits ends with playing, and is asked for once its place is under the playhead.</summary>
    public void Look(RecorderSnapshot snapshot)
    {
        lock (gate)
        {
            if (waiting is not var (take, first, range) || isAsking)
                return;
            if (snapshot.Transport != TransportState.Playing || snapshot.Open?.Number != take.Number)
            {
                waiting = null;
                return;
            }
            if (FrameOf(snapshot, take) < first)
                return;
            isAsking = true;
            // The engine may have files to make: meters do not wait for them.
            Task.Run(() => Ask(range));
        }
    }

    private void Ask((long In, long Out)? range)
    {
        var reply = ask(LinkMessages.PunchIn(fromPlayStart: true, range));
        bool wasLetBe;
        lock (gate)
        {
            isAsking = false;
            // What is under the playhead is heard, and comes back, a little later.
            if (!reply.Accepted && reply.Sentence == LinkMessages.NotHeardYet)
                return;
            wasLetBe = waiting is null;
            waiting = null;
        }
        // REC again came while it was asked: what has begun ends where it began.
        if (reply.Accepted && wasLetBe)
            ask(LinkMessages.Plain(LinkKind.PunchOut));
        if (!reply.Accepted)
            board.Tell(Matter.Panel, MessageTexts.HostTrouble(reply.Sentence), lifetime: RefusalStands);
    }

    private static long FrameOf(RecorderSnapshot snapshot, Take take) => (long)Math.Round((snapshot.Open?.PlayheadSeconds ?? 0) * take.RateHz);

    private static string At(long frame, Take take)
    {
        var tenths = (long)Math.Round(10.0 * frame / take.RateHz);
        return string.Create(CultureInfo.InvariantCulture, $"{tenths / 600}:{tenths / 10 % 60:00}.{tenths % 10}");
    }
}
