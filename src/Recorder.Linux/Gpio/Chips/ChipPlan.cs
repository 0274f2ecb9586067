using System.Collections.Immutable;
using System.Device.Gpio;

namespace Recorder.Linux.Gpio.Chips;

/// <summary>A chip and the lines of it that are used, all requested at once so that their edges come in one order.</summary>
/// <param name="Name">What people call it in sentences.</param>
/// <param name="Address">Where it is found, see <see cref="ChipFinder"/>.</param>
/// <param name="Lines">At most 64.</param>
public sealed record ChipPlan(string Name, string Address, ImmutableArray<ChipLine> Lines)
{
    /// <summary>The most lines of one request (GPIO_V2_LINES_MAX), and the highest offset plus one.</summary>
    public const int MostLines = 64;
}

/// <summary>A line of a chip: its offset, 0 to 63, and what it is for.</summary>
public readonly record struct ChipLine(int Offset, PinMode Mode);
