namespace Recorder.Linux.Gpio.Chips;

/// <summary>Why waiting for edges ended.</summary>
internal enum ChipWake
{
    /// <summary>Edges can be read.</summary>
    Edges,

    /// <summary>None came in the time given.</summary>
    Quiet,

    /// <summary><see cref="IChipLines.Wake"/> was called.</summary>
    Called,
}

/// <summary>The requested lines of one chip. Bit n of levels and masks is the n-th line of the plan.</summary>
/// <remarks>Every member throws <see cref="IOException"/> when the chip does not answer.</remarks>
internal interface IChipLines : IDisposable
{
    /// <summary>Waits for edges; one thread at a time.</summary>
    ChipWake Wait(int patienceMs);

    /// <summary>Ends a wait, now or the next one.</summary>
    void Wake();

    /// <summary>Reads whole <see cref="KernelLineEvent"/>s after <see cref="ChipWake.Edges"/>; returns the bytes.</summary>
    int ReadEvents(Span<byte> events);

    /// <summary>The levels now.</summary>
    ulong ReadLevels(ulong mask);

    /// <summary>Sets outputs.</summary>
    void WriteLevels(ulong mask, ulong levels);

    /// <summary>Sets all lines up anew: directions, pulls, edges, and the levels of outputs.</summary>
    void SetUp(ReadOnlySpan<ChipLine> lines, ulong outputLevels);
}

/// <summary>Where lines are requested; the kernel, or a test.</summary>
internal interface IGpioChips
{
    /// <summary>Requests lines of a chip.</summary>
    /// <exception cref="IOException">It is not there or refuses.</exception>
    IChipLines Request(string address, ReadOnlySpan<ChipLine> lines, ulong outputLevels);
}
