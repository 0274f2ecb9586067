using Recorder.Core.Snapshots;

namespace Recorder.App.Host.Messages;

/// <summary>What a message is about; one message per matter stands at a time.</summary>
internal enum Matter
{
    TakeEnded,
    PowerCut,
    InterfaceGone,
    FramesLost,
    SlowCard,
    OnStickAlone,
    LittleRoom,
    CardFull,
    CardFailed,
    Battery,
    Stick,
    StickTrouble,
    SecondCopy,
    SecondCopyAnew,
    LayerEnded,
    Panel,
    Output,
    Clocks,
    ClockSource,
    Rate,
    Phantom,
}

/// <summary>
/// The messages that stand, and which of them is shown: the gravest that nobody has seen, of two equal ones the newer.
/// One that was seen stays known while its cause is true.
/// </summary>
internal sealed class MessageBoard(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Matter, Entry> entries = [];
    private long order;

    /// <summary>The message over the screen; null when there is none.</summary>
    public Message? Current
    {
        get
        {
            lock (gate)
            {
                foreach (var gone in entries.Where(entry => entry.Value.EndsAt <= time.GetTimestamp()).Select(entry => entry.Key).ToList())
                    entries.Remove(gone);
                return entries.Values.MaxBy(entry => (!entry.Message.IsSeen, entry.Message.Kind, entry.Order))?.Message;
            }
        }
    }

    /// <summary>Puts up a message, or brings the words of the one about this matter up to date without showing it anew.</summary>
    /// <param name="matter">What it is about.</param>
    /// <param name="message">The words.</param>
    /// <param name="isStillTrue">Whether its cause goes on.</param>
    /// <param name="lifetime">How long it stands by itself; null is until it is seen.</param>
    public void Tell(Matter matter, Message message, bool isStillTrue = false, TimeSpan? lifetime = null)
    {
        lock (gate)
        {
            var isUpdate = entries.TryGetValue(matter, out var old) && old.Message.IsStillTrue && isStillTrue;
            var endsAt = lifetime is { } span ? time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency) : long.MaxValue;
            entries[matter] = new Entry(
                message with { IsStillTrue = isStillTrue, IsSeen = isUpdate && old!.Message.IsSeen },
                isUpdate ? old!.Order : ++order, endsAt);
        }
    }

    /// <summary>The cause is gone: a message that was seen goes, one that was not stays to be read.</summary>
    public void Cure(Matter matter)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(matter, out var entry) || !entry.Message.IsStillTrue)
                return;
            if (entry.Message.IsSeen)
                entries.Remove(matter);
            else
                entries[matter] = entry with { Message = entry.Message with { IsStillTrue = false } };
        }
    }

    /// <summary>Takes a message down.</summary>
    public void Withdraw(Matter matter)
    {
        lock (gate)
            entries.Remove(matter);
    }

    /// <summary>The one that is shown has been read; false when there is none.</summary>
    public bool MarkSeen()
    {
        lock (gate)
        {
            if (Current is not { IsSeen: false } shown)
                return false;
            var matter = entries.First(entry => ReferenceEquals(entry.Value.Message, shown)).Key;
            if (shown.IsStillTrue)
                entries[matter] = entries[matter] with { Message = shown with { IsSeen = true } };
            else
                entries.Remove(matter);
            return true;
        }
    }

    private sealed record Entry(Message Message, long Order, long EndsAt);
}
