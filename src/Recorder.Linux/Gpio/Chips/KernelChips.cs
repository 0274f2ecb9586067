using System.Device.Gpio;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Recorder.Linux.Interop.Libc;
using static Recorder.Linux.Gpio.Chips.GpioCalls;

namespace Recorder.Linux.Gpio.Chips;

/// <summary>The kernel's chips.</summary>
internal sealed class KernelChips : IGpioChips
{
    /// <inheritdoc/>
    public IChipLines Request(string address, ReadOnlySpan<ChipLine> lines, ulong outputLevels)
    {
        using var chip = Open(ChipFinder.PathOf(address, LabelOf), GpioCalls.ReadOnly | CloseOnExec, 0);
        if (chip.IsInvalid)
            throw Trouble("is not there");
        return KernelChipLines.Request(chip, lines, outputLevels, ExpanderProbe.For(address));
    }

    /// <summary>What a chip calls itself; null when it cannot be asked.</summary>
    private static unsafe string? LabelOf(string path)
    {
        using var chip = Open(path, GpioCalls.ReadOnly | CloseOnExec, 0);
        ChipInfo info;
        if (chip.IsInvalid || Control(chip, GetChipInfo, &info) != 0)
            return null;
        ReadOnlySpan<byte> label = info.Label;
        var end = label.IndexOf((byte)0);
        return System.Text.Encoding.ASCII.GetString(end < 0 ? label : label[..end]);
    }

    internal static IOException Trouble(string what)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException($"{what} ({Marshal.GetPInvokeErrorMessage(errno).ToLowerInvariant()})", errno);
    }
}

/// <summary>Lines requested from the kernel: one file for all of a chip's lines, so their edges stand in one queue.</summary>
internal sealed class KernelChipLines : IChipLines
{
    // The kernel's queue; at 600 edges a second on nine knobs it holds what comes while this process sleeps for 190 ms.
    private const uint EventBufferSize = 1024;

    private readonly SafeFileHandle file;
    private readonly SafeFileHandle wake;

    private readonly ExpanderProbe? probe;

    private KernelChipLines(SafeFileHandle file, SafeFileHandle wake, ExpanderProbe? probe) => (this.file, this.wake, this.probe) = (file, wake, probe);

    /// <summary>Requests lines of an open chip; <paramref name="probe"/> is then its own.</summary>
    public static unsafe KernelChipLines Request(SafeFileHandle chip, ReadOnlySpan<ChipLine> lines, ulong outputLevels, ExpanderProbe? probe = null)
    {
        LineRequest request = default;
        for (var i = 0; i < lines.Length; i++)
            request.Offsets[i] = (uint)lines[i].Offset;
        "recorder"u8.CopyTo(request.Consumer);
        request.Config = ConfigOf(lines, outputLevels);
        request.LineCount = (uint)lines.Length;
        request.EventBufferSize = EventBufferSize;
        if (Control(chip, GetLines, &request) != 0)
        {
            var refused = KernelChips.Trouble("refuses its lines");
            probe?.Dispose();
            throw refused;
        }
        var file = new SafeFileHandle(request.File, ownsHandle: true);
        var wake = MakeEvent(0, CloseOnExec);
        if (!wake.IsInvalid)
            return new KernelChipLines(file, wake, probe);
        file.Dispose();
        probe?.Dispose();
        throw KernelChips.Trouble("cannot be waited for");
    }

    /// <inheritdoc/>
    public unsafe ChipWake Wait(int patienceMs)
    {
        var entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { File = (int)file.DangerousGetHandle(), Wanted = PollIn };
        entries[1] = new PollEntry { File = (int)wake.DangerousGetHandle(), Wanted = PollIn };
        var ready = Poll(entries, 2, patienceMs);
        if (ready < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted)
            throw KernelChips.Trouble("cannot be waited for");
        if (ready <= 0)
            return ChipWake.Quiet;
        if ((entries[0].Happened & (PollError | PollHangUp)) != 0)
            throw new IOException("is gone");
        if ((entries[0].Happened & PollIn) != 0)
            return ChipWake.Edges;
        ulong count;
        _ = ReadBytes(wake, &count, sizeof(ulong));
        return ChipWake.Called;
    }

    /// <inheritdoc/>
    public unsafe void Wake()
    {
        ulong one = 1;
        _ = WriteBytes(wake, &one, sizeof(ulong));
    }

    /// <inheritdoc/>
    public unsafe int ReadEvents(Span<byte> events)
    {
        fixed (byte* bytes = events)
        {
            var count = ReadBytes(file, bytes, events.Length);
            return count >= 0 ? (int)count : throw KernelChips.Trouble("cannot be read");
        }
    }

    /// <inheritdoc/>
    public unsafe ulong ReadLevels(ulong mask)
    {
        var values = new LineValues { Mask = mask };
        if (Control(file, GetValues, &values) != 0)
            throw KernelChips.Trouble("cannot be read");
        // Asked afterwards: levels that were read from a chip that is gone are never believed.
        return probe?.Answers() != false ? values.Bits & mask : throw new IOException("does not answer");
    }

    /// <inheritdoc/>
    public unsafe void WriteLevels(ulong mask, ulong levels)
    {
        var values = new LineValues { Mask = mask, Bits = levels };
        if (Control(file, SetValues, &values) != 0)
            throw KernelChips.Trouble("cannot be written");
    }

    /// <inheritdoc/>
    public unsafe void SetUp(ReadOnlySpan<ChipLine> lines, ulong outputLevels)
    {
        var config = ConfigOf(lines, outputLevels);
        if (Control(file, SetConfig, &config) != 0)
            throw KernelChips.Trouble("refuses its lines");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        wake.Dispose();
        probe?.Dispose();
    }

    /// <summary>The configuration that gives each line its mode: one attribute a mode, one for the outputs' levels.</summary>
    internal static LineConfig ConfigOf(ReadOnlySpan<ChipLine> lines, ulong outputLevels)
    {
        LineConfig config = default;
        foreach (var mode in (ReadOnlySpan<PinMode>)[PinMode.Input, PinMode.InputPullUp, PinMode.InputPullDown, PinMode.Output])
        {
            var mask = MaskOf(lines, mode);
            if (mask == 0)
                continue;
            config.Attributes[(int)config.AttributeCount++] = new ConfigAttribute { Id = AttributeFlags, Value = FlagsOf(mode), Mask = mask };
            if (mode == PinMode.Output)
                config.Attributes[(int)config.AttributeCount++] = new ConfigAttribute { Id = AttributeOutputValues, Value = outputLevels & mask, Mask = mask };
        }
        return config;
    }

    private static ulong MaskOf(ReadOnlySpan<ChipLine> lines, PinMode mode)
    {
        var mask = 0ul;
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].Mode == mode)
                mask |= 1ul << i;
        return mask;
    }
}
