using System.Globalization;
using System.Text;
using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>
/// The lines of the Pi's config.txt that make the kernel drive buses, expanders, clock and gauge of a build
/// (names and parameters: the README of the Raspberry Pi firmware's overlays).
/// </summary>
internal static class BootLines
{
    // GPIO 0 and 1 carry a HAT's memory, 14 and 15 the serial console, unless switched off.
    private static readonly int[] HatLines = [0, 1];
    private static readonly int[] SerialLines = [14, 15];
    private static readonly int[] SpareSpiLines = [7, 9];

    public static string Write(PanelDescription panel)
    {
        var nets = new PanelNets(panel);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {panel.Title}.\n# Append to /boot/firmware/config.txt. Made by `recorder hardware {panel.Name}`.\n");
        if (nets.HasI2c)
            text.Append("dtparam=i2c_arm=on,i2c_arm_baudrate=400000\n");
        if (nets.HasSpi)
            text.Append(SpareSpiLines.Any(nets.Uses) ? "dtparam=spi=on\n# One chip select and no MISO: GPIO 7 and 9 are the panel's.\ndtoverlay=spi0-1cs,no_miso\n" : "dtparam=spi=on\n");
        foreach (var chip in panel.Chips.Where(chip => chip.IsExpander))
            text.Append(CultureInfo.InvariantCulture, $"# \"{chip.Name}\"\n{Overlay(panel, chip)}\n");
        foreach (var device in panel.Devices)
            text.Append(CultureInfo.InvariantCulture, $"# {device.Part}, {device.Role}\ndtoverlay={device.Overlay}\n");
        text.Append("# Phones: the Pi 4's jack; a Pi 5 has none and takes a USB adapter, which needs no line.\ndtparam=audio=on\n");
        if (SerialLines.Any(nets.Uses))
            text.Append("# GPIO 14 and 15 are the panel's: no serial console (and none in cmdline.txt).\nenable_uart=0\n");
        if (HatLines.Any(nets.Uses))
            text.Append("# GPIO 0 and 1 are the panel's: no HAT is looked for.\nforce_eeprom_read=0\n");
        return text.ToString();
    }

    private static string Overlay(PanelDescription panel, ChipParts chip)
    {
        var interrupt = chip.Interrupt is { } line ? panel.Use(line, LineRole.Kernel, "").Offset : (int?)null;
        return string.Create(CultureInfo.InvariantCulture,
            $"dtoverlay=mcp23017,addr=0x{Mcp23017.Address(chip.Address):x2},{(interrupt is { } gpio ? string.Create(CultureInfo.InvariantCulture, $"gpiopin={gpio}") : "noints")}");
    }
}
