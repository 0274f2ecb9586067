namespace Recorder.Core.Wiring;

/// <summary>What cannot be built.</summary>
internal static class PanelChecks
{
    // BCM numbers, the same on every Pi with forty pins.
    private static readonly int[] I2cLines = [2, 3];
    private static readonly int[] SpiLines = [8, 10, 11];

    /// <summary>The first thing that is wrong, in words; null when it can be built.</summary>
    public static string? FirstTrouble(PanelDescription panel)
    {
        var uses = panel.Uses().ToArray();
        return Twice(uses)
            ?? OnBus(panel, uses)
            ?? OutputsOnly(panel, uses)
            ?? Deaf(panel, uses)
            ?? Doubled(panel.Knobs.Select(knob => PanelNames.Of(knob.Control)).Concat(panel.Keys.Select(key => PanelNames.Of(key.Control))))
            ?? Doubled(panel.Lamps.Select(lamp => PanelNames.Of(lamp.Light) + " light"))
            ?? (panel.Display is { Controller: DisplayController.Ssd1322, DataCommand: null } ? "an SSD1322 needs its line D/C" : null);
    }

    private static string? Twice(LineUse[] uses) => uses.GroupBy(use => use.Number).FirstOrDefault(group => group.Count() > 1) is { } twice
        ? $"\"{twice.First().Line}\" is used twice, for {string.Join(" and for ", twice.Select(use => use.Purpose))}"
        : null;

    private static string? OnBus(PanelDescription panel, LineUse[] uses)
    {
        var usesI2c = panel.Display.Bus.StartsWith("i2c", StringComparison.Ordinal) || panel.Chips.Any(chip => chip.Address.StartsWith("i2c", StringComparison.Ordinal))
            || panel.Devices.Any(device => device.Address.StartsWith("i2c", StringComparison.Ordinal));
        var usesSpi = panel.Display.Bus.StartsWith("spi", StringComparison.Ordinal);
        foreach (var use in uses)
            if (!panel.Chips[use.Chip].IsExpander && ((usesI2c && I2cLines.Contains(use.Offset)) || (usesSpi && SpiLines.Contains(use.Offset))))
                return $"\"{use.Line}\" ({use.Purpose}) belongs to a bus that is in use";
        return null;
    }

    private static string? OutputsOnly(PanelDescription panel, LineUse[] uses)
    {
        foreach (var use in uses)
            if (use.Role == LineRole.Input && !panel.Chips[use.Chip].CanRead(use.Offset))
                return $"\"{use.Line}\" ({use.Purpose}) is an output only on {panel.Chips[use.Chip].Part}";
        return null;
    }

    private static string? Deaf(PanelDescription panel, LineUse[] uses)
    {
        foreach (var use in uses)
            if (use.Role == LineRole.Input && panel.Chips[use.Chip] is { IsExpander: true, Interrupt: null } chip)
                return $"\"{use.Line}\" ({use.Purpose}) is never heard: {chip.Name} has no interrupt line";
        return null;
    }

    private static string? Doubled(IEnumerable<string> names) =>
        names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"{twice.Key} is there twice" : null;
}
