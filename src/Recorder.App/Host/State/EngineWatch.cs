using Recorder.App.Host.Messages;
using Recorder.Core.Snapshots;

namespace Recorder.App.Host.State;

/// <summary>Compares each engine snapshot with the one before and puts up the messages of what happened between them.</summary>
/// <param name="board">Where messages stand.</param>
/// <param name="time">The clock of "just now".</param>
internal sealed class EngineWatch(MessageBoard board, TimeProvider time)
{
    private static readonly TimeSpan LossIsNow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NewsStands = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LayerStands = TimeSpan.FromSeconds(5);

    private const double LittleRoomSeconds = 600;

    private EngineSnapshot last;
    private bool hasLast;

    // What an engine that went away in the middle of a take said last.
    private EngineSnapshot? left;

    // The take whose second copy an engine that went away had not finished, although the take was over.
    private int leftCopy;
    private long? lostAt;
    private long goneSinceMs;
    private long backAtMs = long.MinValue / 2;
    private long mostWaitingFrames;
    private int carriedTake;
    private readonly OutputWatch output = new(board);

    /// <summary>Whether sound is being lost at this moment.</summary>
    public bool IsLosing => lostAt is { } at && time.GetElapsedTime(at) < LossIsNow;

    /// <summary>Looks at a snapshot; called with each new one, in order.</summary>
    public void Look(in EngineSnapshot now)
    {
        if (hasLast && now.EngineLife != last.EngineLife)
            Forget();
        if (leftCopy > 0)
            board.Tell(Matter.SecondCopy, MessageTexts.SecondCopyUnfinished(leftCopy));
        leftCopy = 0;
        if (!LookAtSuccessor(in now) && hasLast)
        {
            LookAtLoss(in now);
            LookAtInterface(in now);
            LookAtDisk(in now);
            LookAtSecondCopy(in now);
            LookAtEnd(in now);
            output.Look(in last, in now);
            LookAtLayer(in now);
        }
        (last, hasLast) = (now, true);
    }

    /// <summary>An engine came or went: the next snapshot is compared with nothing but the take that was left.</summary>
    public void Forget()
    {
        if (hasLast)
        {
            left = IsTakeRunning(in last) ? last : null;
            var isCopied = last.SecondCopy.Phase is SecondCopyPhase.Copying or SecondCopyPhase.Behind;
            leftCopy = isCopied && (left is null || last.SecondCopy.TakeNumber != last.TakeNumber) ? last.SecondCopy.TakeNumber : 0;
        }
        hasLast = false;
        lostAt = null;
    }

    // True once, when the gap between two engines is known.
    private bool LookAtSuccessor(in EngineSnapshot now)
    {
        if (left is not { } before || (now.TakeNumber == before.TakeNumber && IsTakeRunning(in now) && now.LostFrames <= before.LostFrames))
            return false;
        left = null;
        if (now.TakeNumber != before.TakeNumber || now.LostFrames <= before.LostFrames)
            return false;
        lostAt = time.GetTimestamp();
        board.Tell(Matter.FramesLost, MessageTexts.EngineRestarted(
            now.TakeNumber, Seconds(before.TakeFrames, in before), Seconds(now.LostFrames - before.LostFrames, in now)));
        return true;
    }

    private void LookAtLoss(in EngineSnapshot now)
    {
        if (now.TakeNumber != last.TakeNumber || now.LostFrames <= last.LostFrames)
            return;
        lostAt = time.GetTimestamp();
        if (now.Fault != EngineFault.InterfaceGone && now.PublishedAtMs - backAtMs > (long)LossIsNow.TotalMilliseconds)
            board.Tell(Matter.FramesLost, MessageTexts.FramesLost(now.TakeNumber, Seconds(now.FaultFrame, in now), Seconds(now.LostFrames, in now)));
    }

    private void LookAtInterface(in EngineSnapshot now)
    {
        var isGone = IsTakeRunning(in now) && now.InterfacePresent == 0;
        if (!isGone)
        {
            if (goneSinceMs != 0)
                TellReturn(in now);
            goneSinceMs = 0;
            return;
        }
        if (goneSinceMs == 0)
            goneSinceMs = now.PublishedAtMs;
        lostAt = time.GetTimestamp();
        var gapSeconds = (now.PublishedAtMs - goneSinceMs) / 1000.0;
        board.Tell(Matter.InterfaceGone, isStillTrue: true, message: now.ReturnedChannels > 0
            ? MessageTexts.InterfaceReturnedOther(
                now.InterfaceName.ToString(), now.TakeNumber, now.Channels, now.ReturnedChannels, now.RateHz, now.ReturnedRateHz, gapSeconds)
            : MessageTexts.InterfaceGone(now.InterfaceName.ToString(), now.TakeNumber, Seconds(now.FaultFrame, in now), gapSeconds));
    }

    // That it is over is told in the alarm's place; what the gap came to at last belongs to it.
    private void TellReturn(in EngineSnapshot now)
    {
        board.Cure(Matter.InterfaceGone);
        if (IsTakeRunning(in now))
        {
            backAtMs = now.PublishedAtMs;
            board.Tell(Matter.InterfaceGone, MessageTexts.InterfaceBack(
                now.InterfaceName.ToString(), now.TakeNumber, Seconds(now.TakeFrames, in now), (now.PublishedAtMs - goneSinceMs) / 1000.0));
        }
    }

    private void LookAtDisk(in EngineSnapshot now)
    {
        // The worst of this stall stays to be read when it is over.
        var waitingFrames = now.TakeFrames - now.CommittedFrames;
        mostWaitingFrames = now.Fault != EngineFault.SlowDisk ? 0 : Math.Max(mostWaitingFrames, waitingFrames);
        var isOnStick = now.SecondCopy.Phase == SecondCopyPhase.Copying && now.SecondCopy.TakeNumber == now.TakeNumber;
        TellOrCure(Matter.SlowCard, now.Fault == EngineFault.SlowDisk, isOnStick
            ? MessageTexts.SlowCardBesideStick(Seconds(mostWaitingFrames, in now))
            : MessageTexts.SlowCard(Seconds(mostWaitingFrames, in now), Seconds(now.RingCapacityFrames - mostWaitingFrames, in now)));
        if (now.SecondCopy.OnlyHereFrames > last.SecondCopy.OnlyHereFrames)
            board.Tell(Matter.OnStickAlone, MessageTexts.OnStickAlone(now.TakeNumber, Seconds(now.SecondCopy.OnlyHereFrames, in now)));
        // Also while something graver is the fault: the message stands until there is room.
        var hasLittleRoom = now.Fault == EngineFault.TenMinutesLeft
            || (IsTakeRunning(in now) && now.BytesPerSecond > 0 && now.FreeBytes < LittleRoomSeconds * now.BytesPerSecond && now.SecondCopy.CarriesTake == 0);
        TellOrCure(Matter.LittleRoom, hasLittleRoom, MessageTexts.LittleRoom(
            now.TakeNumber, now.BytesPerSecond > 0 ? now.FreeBytes / (60.0 * now.BytesPerSecond) : 0));
        if (now.Fault == last.Fault)
            return;
        if (now.Fault is EngineFault.DiskFull or EngineFault.DiskError && now.SecondCopy.CarriesTake != 0)
            board.Tell(Matter.CardFailed, MessageTexts.GoesOnOnStick(now.TakeNumber, Seconds(now.FaultFrame, in now), now.Fault == EngineFault.DiskFull));
        else if (now.Fault == EngineFault.DiskFull)
            board.Tell(Matter.CardFull, MessageTexts.CardFull(now.TakeNumber, Seconds(now.FaultFrame, in now)));
        else if (now.Fault == EngineFault.DiskError)
            board.Tell(Matter.CardFailed, MessageTexts.CardFailed(now.TakeNumber, Seconds(now.FaultFrame, in now)));
    }

    private void LookAtSecondCopy(in EngineSnapshot now)
    {
        if (now.SecondCopy.CarriesTake != 0)
            carriedTake = now.TakeNumber;
        TellOrCure(Matter.SecondCopy, now.SecondCopy.Phase == SecondCopyPhase.Behind, MessageTexts.SecondCopyBehind(
            Seconds(now.SecondCopy.BehindFrames, in now)));
        if (now.SecondCopy.TimesBegunAnew > last.SecondCopy.TimesBegunAnew)
            board.Tell(Matter.SecondCopyAnew, MessageTexts.SecondCopyBegunAnew(now.SecondCopy.TakeNumber));
        if (now.SecondCopy.Phase == last.SecondCopy.Phase)
            return;
        if (now.SecondCopy.Phase == SecondCopyPhase.Identical)
            board.Tell(Matter.SecondCopy, MessageTexts.SecondCopyDone(now.SecondCopy.TakeNumber, "the stick"), lifetime: NewsStands);
        if (now.SecondCopy.Phase == SecondCopyPhase.Failed)
            board.Tell(Matter.SecondCopy, MessageTexts.SecondCopyFailed(now.SecondCopy.TakeNumber, now.SecondCopy.Error));
    }

    // "REC goes on without a gap" is true for as long as memory reaches back to the end of the take.
    private void LookAtEnd(in EngineSnapshot now)
    {
        if (IsTakeRunning(in now) && !IsTakeRunning(in last))
            board.Withdraw(Matter.TakeEnded);
        if (now.TakeEndedCount != last.TakeEndedCount && carriedTake == now.TakeNumber)
        {
            board.Withdraw(Matter.CardFailed);
            board.Tell(Matter.CardFull, now.SecondCopy.Phase == SecondCopyPhase.Failed
                ? MessageTexts.BothFailed(now.TakeNumber, Seconds(now.SecondCopy.SafeFrames, in now))
                : MessageTexts.StoredOnStick(now.TakeNumber, Seconds(now.SecondCopy.SafeFrames, in now)));
            carriedTake = 0;
            return;
        }
        if (now.TakeEndedCount == last.TakeEndedCount || now.Fault is EngineFault.DiskFull or EngineFault.DiskError)
            return;
        // After a cut the next take's numbers stand there already.
        var ended = now.TakeNumber == last.TakeNumber ? now : last;
        board.Tell(
            Matter.TakeEnded,
            MessageTexts.TakeEnded(ended.TakeNumber, Seconds(ended.TakeFrames, in ended), ended.TrackCount, Seconds(ended.LostFrames, in ended)),
            lifetime: TimeSpan.FromSeconds(Math.Max(5, Seconds(now.RingCapacityFrames, in now))));
    }

    private void LookAtLayer(in EngineSnapshot now)
    {
        if (now.LayerEndedCount == last.LayerEndedCount)
            return;
        var seconds = Seconds(now.LayerFrames, in now);
        if (now.LayerTrouble != 0)
            board.Tell(Matter.CardFull, MessageTexts.LayerCutShort(now.LayerTakeNumber, now.LayerNumber, seconds, isFull: now.LayerTrouble == 1));
        else
            board.Tell(Matter.LayerEnded, MessageTexts.LayerEnded(now.LayerTakeNumber, now.LayerNumber, seconds, now.RoundTripFrames > 0), lifetime: LayerStands);
    }

    private void TellOrCure(Matter matter, bool isTrue, Message message)
    {
        if (isTrue)
            board.Tell(matter, message, isStillTrue: true);
        else
            board.Cure(matter);
    }

    private static bool IsTakeRunning(in EngineSnapshot engine) => SnapshotFold.IsTakeRunning(engine.Transport);

    private static double Seconds(long frames, in EngineSnapshot engine) => engine.RateHz > 0 ? (double)frames / engine.RateHz : 0;
}
