using System.Collections.Concurrent;
using System.Device.Gpio;
using System.Runtime.InteropServices;
using Recorder.Linux.Gpio.Chips;

namespace Recorder.Linux.Tests.Gpio;

/// <summary>A kernel in process: chips by address, whose events are the very bytes that are read from the character device.</summary>
internal sealed class FakeChips : IGpioChips
{
    private readonly ConcurrentDictionary<string, FakeChip> chips = [];

    public FakeChip this[string address] => chips.GetOrAdd(address, _ => new FakeChip());

    public IChipLines Request(string address, ReadOnlySpan<ChipLine> lines, ulong outputLevels) => this[address].Request(lines, outputLevels);
}

/// <summary>A chip: all lines high until a test drives them.</summary>
internal sealed class FakeChip
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly object gate = new();
    private readonly Queue<KernelLineEvent> events = [];
    private readonly Dictionary<int, bool> levels = [];
    private ChipLine[] lines = [];
    private uint sequence;
    private bool isWoken;
    private bool isIdle;
    private volatile bool isGone;

    /// <summary>Levels of the outputs by offset.</summary>
    public ConcurrentDictionary<int, bool> Outputs { get; } = [];

    /// <summary>Every set-up of its lines so far: their modes.</summary>
    public ConcurrentQueue<PinMode[]> SetUps { get; } = [];

    /// <summary>How often its lines were requested.</summary>
    public int Requests { get; private set; }

    public bool IsGone
    {
        get => isGone;
        set
        {
            lock (gate)
            {
                isGone = value;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>An edge; lost, it is counted and not queued, as when the kernel's queue is full.</summary>
    public void Drive(int offset, bool isHigh, long timestampNs, bool isLost = false)
    {
        lock (gate)
        {
            levels[offset] = isHigh;
            sequence++;
            if (!isLost)
                events.Enqueue(new KernelLineEvent
                {
                    TimestampNs = (ulong)timestampNs,
                    Id = isHigh ? KernelLineEvent.RisingEdge : KernelLineEvent.FallingEdge,
                    Offset = (uint)offset,
                    Sequence = sequence,
                });
            isIdle = false;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Returns when all edges were read and handed on, and the reader waits for more.</summary>
    public void WaitUntilRead()
    {
        lock (gate)
            while (!isIdle)
                Assert.True(Monitor.Wait(gate, Patience));
    }

    /// <summary>A level that changed without an edge.</summary>
    public void Change(int offset, bool isHigh)
    {
        lock (gate)
            levels[offset] = isHigh;
    }

    public IChipLines Request(ReadOnlySpan<ChipLine> wanted, ulong outputLevels)
    {
        ThrowIfGone();
        lock (gate)
        {
            (lines, sequence) = (wanted.ToArray(), 0);
            events.Clear();
            Requests++;
        }
        var request = new Requested(this);
        request.SetUp(wanted, outputLevels);
        return request;
    }

    private void ThrowIfGone()
    {
        if (isGone)
            throw new IOException("is gone");
    }

    private sealed class Requested(FakeChip chip) : IChipLines
    {
        public ChipWake Wait(int patienceMs)
        {
            lock (chip.gate)
            {
                chip.ThrowIfGone();
                if (chip.events.Count == 0 && !chip.isWoken)
                {
                    chip.isIdle = true;
                    Monitor.PulseAll(chip.gate);
                    if (!Monitor.Wait(chip.gate, patienceMs))
                        return ChipWake.Quiet;
                }
                chip.ThrowIfGone();
                if (chip.events.Count > 0)
                    return ChipWake.Edges;
                chip.isWoken = false;
                return ChipWake.Called;
            }
        }

        public void Wake()
        {
            lock (chip.gate)
            {
                chip.isWoken = true;
                Monitor.PulseAll(chip.gate);
            }
        }

        public int ReadEvents(Span<byte> events)
        {
            chip.ThrowIfGone();
            var into = MemoryMarshal.Cast<byte, KernelLineEvent>(events);
            lock (chip.gate)
            {
                var count = Math.Min(into.Length, chip.events.Count);
                for (var i = 0; i < count; i++)
                    into[i] = chip.events.Dequeue();
                return count * KernelLineEvent.SizeBytes;
            }
        }

        public ulong ReadLevels(ulong mask)
        {
            chip.ThrowIfGone();
            lock (chip.gate)
            {
                var read = 0ul;
                for (var i = 0; i < chip.lines.Length; i++)
                    if (chip.levels.GetValueOrDefault(chip.lines[i].Offset, true))
                        read |= 1ul << i;
                return read & mask;
            }
        }

        public void WriteLevels(ulong mask, ulong levels)
        {
            chip.ThrowIfGone();
            for (var i = 0; i < chip.lines.Length; i++)
                if ((mask >> i & 1) != 0)
                    chip.Outputs[chip.lines[i].Offset] = (levels >> i & 1) != 0;
        }

        public void SetUp(ReadOnlySpan<ChipLine> wanted, ulong outputLevels)
        {
            chip.ThrowIfGone();
            lock (chip.gate)
                chip.lines = wanted.ToArray();
            chip.SetUps.Enqueue([.. chip.lines.Select(line => line.Mode)]);
            for (var i = 0; i < wanted.Length; i++)
                if (wanted[i].Mode == PinMode.Output)
                    chip.Outputs[wanted[i].Offset] = (outputLevels >> i & 1) != 0;
        }

        public void Dispose()
        {
        }
    }
}
