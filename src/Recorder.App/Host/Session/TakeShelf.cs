using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;

namespace Recorder.App.Host.Session;

/// <summary>The session's takes as lists show them, and which of them is open.</summary>
/// <param name="session">The session's folder.</param>
/// <param name="store">The same folder as the engine sees it, for the next take's number.</param>
internal sealed class TakeShelf(SessionFolder session, IRecordingStore store)
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, Take> closed = [];
    private ImmutableArray<TakeSummary> summaries = [];
    private ImmutableArray<TakeSummary> bin = [];
    private Take? open;

    /// <summary>Newest first, without those in the bin and those still running.</summary>
    public ImmutableArray<TakeSummary> Summaries
    {
        get
        {
            lock (gate)
                return summaries;
        }
    }

    /// <summary>Takes in the bin, newest first.</summary>
    public ImmutableArray<TakeSummary> Bin
    {
        get
        {
            lock (gate)
                return bin;
        }
    }

    /// <summary>The take that PLAY, MIX and MASTER mean; null when there is none.</summary>
    public Take? Open
    {
        get
        {
            lock (gate)
                return open;
        }
    }

    /// <summary>The number the next take will have.</summary>
    public int NextNumber { get; private set; } = 1;

    /// <summary>Closed takes, by number, those in the bin too.</summary>
    public IReadOnlyList<Take> Closed
    {
        get
        {
            lock (gate)
                return [.. closed.Values.OrderBy(take => take.Number)];
        }
    }

    /// <summary>Reads the takes anew; journals of closed takes never change and are read once.</summary>
    public void Refresh()
    {
        var takes = session.ReadTakeNumbers().Select(Read).OfType<Take>().ToList();
        lock (gate)
        {
            NextNumber = TakeNumbers.Peek(store);
            var newestFirst = takes.Where(take => take.Condition == TakeCondition.Closed).OrderByDescending(take => take.Number).ToList();
            summaries = [.. newestFirst.Where(take => !take.Facts.IsBinned).Select(Summarise)];
            bin = [.. newestFirst.Where(take => take.Facts.IsBinned).Select(Summarise)];
            open = takes.FirstOrDefault(take => take.Number == open?.Number && !take.Facts.IsBinned);
        }
    }

    /// <summary>Opens a take; null when there is no such take, it runs or it lies in the bin.</summary>
    public Take? TryOpen(int number)
    {
        lock (gate)
        {
            if (Read(number) is not { Condition: TakeCondition.Closed, Facts.IsBinned: false } take)
                return null;
            return open = take;
        }
    }

    /// <summary>Changes what people say about a take.</summary>
    /// <exception cref="Core.Faults.RecorderException">There is no such take, or the disk refuses.</exception>
    public CommandReply Change(int number, Func<TakeFacts, TakeFacts> change)
    {
        session.ChangeFacts(number, change);
        Refresh();
        return CommandReply.Done;
    }

    /// <summary>Deletes for good what lies in the bin; how many takes that were.</summary>
    /// <exception cref="Core.Faults.RecorderException">The disk refuses; what is not deleted stays in the bin.</exception>
    public int EmptyBin()
    {
        var numbers = Bin.Select(take => take.Number).ToArray();
        try
        {
            foreach (var number in numbers)
            {
                session.DeleteBinned(number);
                lock (gate)
                    closed.Remove(number);
            }
        }
        finally
        {
            Refresh();
        }
        return numbers.Length;
    }

    private Take? Read(int number)
    {
        lock (gate)
        {
            if (closed.TryGetValue(number, out var known))
                return closed[number] = session.Renew(known);
            var take = session.ReadTake(number);
            if (take is { Condition: TakeCondition.Closed })
                closed[number] = take;
            return take;
        }
    }

    private TakeSummary Summarise(Take take) => new()
    {
        Number = take.Number,
        Name = take.Facts.Name,
        StartedAt = take.StartedAt,
        Seconds = take.Seconds,
        Tracks = take.Tracks.Length,
        IsStarred = take.Facts.IsStarred,
        LostSeconds = take.LostSeconds,
        Note = NoteOf(take),
    };

    // What matters most comes first: a loss, then how far the take has come.
    private string NoteOf(Take take)
    {
        if (take.LostSeconds > 0)
            return FormattableString.Invariant($"gap {take.LostSeconds:0.00} s");
        var masters = session.Resolve(SessionLayout.MasterFolder(take.Number));
        if (Directory.Exists(masters) && Directory.EnumerateFiles(masters).Any())
            return MasterShelf.CountingCertificate(session, take.Number) is { IsApproved: true } ? "approved" : "master";
        if (!SceneStore.Read(session, take).QuickMixMoves.IsEmpty)
            return "quick mix";
        return take.Layers.Length switch
        {
            0 when take.Songs.IsEmpty => take.Facts.Note,
            0 => FormattableString.Invariant($"{take.Songs.Length} songs"),
            1 => "1 layer",
            var layers => FormattableString.Invariant($"{layers} layers"),
        };
    }
}
