using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>What is on each GPIO of the Pi: the panel's lines and the buses they leave.</summary>
/// <param name="panel">The build.</param>
internal sealed class PanelNets(PanelDescription panel)
{
    private readonly Dictionary<int, LineUse> piUses = panel.Uses().Where(use => !panel.Chips[use.Chip].IsExpander).ToDictionary(use => use.Offset);

    /// <summary>Whether anything is on I2C.</summary>
    public bool HasI2c => IsOn("i2c", panel.Display.Bus) || panel.Chips.Any(chip => IsOn("i2c", chip.Address)) || panel.Devices.Any(device => IsOn("i2c", device.Address));

    /// <summary>Whether the display is on SPI.</summary>
    public bool HasSpi => IsOn("spi", panel.Display.Bus);

    /// <summary>Whether a GPIO is used by the panel itself.</summary>
    public bool Uses(int gpio) => piUses.ContainsKey(gpio);

    /// <summary>What a GPIO is for; null when it is free.</summary>
    public string? PurposeOf(int gpio) => piUses.TryGetValue(gpio, out var use) ? use.Purpose : gpio switch
    {
        2 when HasI2c => "I2C SDA",
        3 when HasI2c => "I2C SCL",
        8 when HasSpi => "SPI CE0, display CS#",
        10 when HasSpi => "SPI MOSI, display SDIN",
        11 when HasSpi => "SPI SCLK, display SCLK",
        _ => null,
    };

    private static bool IsOn(string bus, string address) => address.StartsWith(bus + "/", StringComparison.Ordinal);
}
