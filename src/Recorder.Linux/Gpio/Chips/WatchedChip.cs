using System.Device.Gpio;
using Recorder.Core.Ports;
using Recorder.Linux.Realtime;

namespace Recorder.Linux.Gpio.Chips;

/// <summary>
/// One chip with a thread that hands on its edges in the kernel's order. A chip that stops answering is told once, looked
/// for again and set up as it was; meanwhile its inputs rest and what is written to it waits.
/// </summary>
internal sealed class WatchedChip : IDisposable
{
    // So long without an edge, the chip is asked: an expander whose cable came loose sends no edge that says so.
    private const int QuietMs = 1000;
    private const int EventsAtOnce = 64;

    private readonly Lock gate = new();
    private readonly IGpioChips chips;
    private readonly ChipPlan plan;
    private readonly ChipLine[] lines;
    private readonly LineLevels known;
    private readonly LineLevels.EdgeHandler onEdge;
    private readonly Action<bool> onPresence;
    private readonly TimeProvider time;
    private readonly ManualResetEventSlim closing = new();
    private readonly Thread thread;
    private IChipLines? request;
    private ulong outputs;
    private volatile bool isClosing;

    /// <summary>Requests the lines and begins to listen.</summary>
    /// <param name="chips">Where.</param>
    /// <param name="plan">What.</param>
    /// <param name="onEdge">Called on the chip's thread.</param>
    /// <param name="onPresence">Told on the chip's thread when it stops answering (false) and when it is back (true).</param>
    /// <param name="time">The clock of changes found by asking.</param>
    public WatchedChip(IGpioChips chips, ChipPlan plan, LineLevels.EdgeHandler onEdge, Action<bool> onPresence, TimeProvider time)
    {
        (this.chips, this.plan, this.onEdge, this.onPresence, this.time) = (chips, plan, onEdge, onPresence, time);
        lines = [.. plan.Lines];
        known = new LineLevels(lines);
        thread = new Thread(Run) { Name = $"lines {plan.Name}", IsBackground = true };
    }

    /// <summary>Tries to request the lines; false, with why, when the chip does not answer yet.</summary>
    public bool Start(out string why)
    {
        why = "";
        try
        {
            Open();
        }
        catch (IOException trouble)
        {
            why = trouble.Message;
        }
        thread.Start();
        return why.Length == 0;
    }

    /// <summary>Whether its lines are requested and it has not stopped answering.</summary>
    public bool IsThere
    {
        get
        {
            lock (gate)
                return request is not null;
        }
    }

    /// <summary>The level of a line: an output's as set, an input's as it is, high while the chip does not answer.</summary>
    public bool Read(int index)
    {
        lock (gate)
        {
            if (lines[index].Mode == PinMode.Output)
                return (outputs >> index & 1) != 0;
            try
            {
                return request is null || request.ReadLevels(1ul << index) != 0;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>Sets an output; while the chip does not answer it is set when the chip is back.</summary>
    public void Write(int index, bool isHigh)
    {
        lock (gate)
        {
            var bit = 1ul << index;
            var next = isHigh ? outputs | bit : outputs & ~bit;
            if (next == outputs && request is not null)
                return;
            outputs = next;
            Attempt(() => request?.WriteLevels(bit, next));
        }
    }

    /// <summary>The mode of a line.</summary>
    public PinMode ModeOf(int index)
    {
        lock (gate)
            return lines[index].Mode;
    }

    /// <summary>Gives a line another mode than planned.</summary>
    public void SetMode(int index, PinMode mode)
    {
        lock (gate)
        {
            if (lines[index].Mode == mode)
                return;
            lines[index] = lines[index] with { Mode = mode };
            Attempt(() => request?.SetUp(lines, outputs));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isClosing)
            return;
        isClosing = true;
        closing.Set();
        lock (gate)
            request?.Wake();
        thread.Join();
        request?.Dispose();
        closing.Dispose();
    }

    // A write that fails is not lost: the thread finds the chip gone and sets everything up when it is back.
    private void Attempt(Action act)
    {
        try
        {
            act();
        }
        catch (IOException)
        {
            request?.Wake();
        }
    }

    private void Open(bool isBack = false)
    {
        lock (gate)
        {
            var opened = chips.Request(plan.Address, lines, outputs);
            try
            {
                if (isBack)
                    SetUpAnew(opened);
                known.Begin(opened.ReadLevels(ulong.MaxValue >> (ChipPlan.MostLines - lines.Length)));
            }
            catch (IOException)
            {
                opened.Dispose();
                throw;
            }
            request = opened;
        }
    }

    // Without power a chip has forgotten what its lines are, and the kernel writes only what it takes for a change: so they are
    // all inputs first.
    private void SetUpAnew(IChipLines opened)
    {
        opened.SetUp([.. lines.Select(line => line with { Mode = PinMode.Input })], 0);
        opened.SetUp(lines, outputs);
    }

    private void Run()
    {
        new FifoScheduler().Raise(ThreadRole.Panel);
        var events = new byte[EventsAtOnce * KernelLineEvent.SizeBytes];
        while (!isClosing)
        {
            try
            {
                if (request is { } open)
                    Listen(open, events);
                else if (!closing.Wait(QuietMs))
                    Reopen();
            }
            catch (IOException)
            {
                Lose();
            }
        }
    }

    private void Listen(IChipLines open, byte[] events)
    {
        var woken = open.Wait(QuietMs);
        if (isClosing)
            return;
        // Only when nothing is queued may the levels be asked for: they would run ahead of edges not read yet.
        var isToAsk = woken != ChipWake.Edges;
        if (!isToAsk)
            isToAsk = known.Decode(events.AsSpan(0, open.ReadEvents(events)), onEdge);
        if (isToAsk)
            known.Compare(open.ReadLevels(ulong.MaxValue >> (ChipPlan.MostLines - lines.Length)), NowNs, onEdge);
    }

    private long NowNs => (long)(time.GetElapsedTime(0).TotalMilliseconds * 1e6);

    private void Reopen()
    {
        try
        {
            Open(isBack: true);
        }
        catch (IOException)
        {
            return;
        }
        onPresence(true);
    }

    private void Lose()
    {
        lock (gate)
        {
            request?.Dispose();
            request = null;
        }
        if (!isClosing)
            onPresence(false);
    }
}
