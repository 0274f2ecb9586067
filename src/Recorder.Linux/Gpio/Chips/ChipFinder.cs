namespace Recorder.Linux.Gpio.Chips;

/// <summary>
/// Finds a chip's device. Its number changes with the kernel and with the order in which chips appear, so an address is one
/// of: a device ("/dev/gpiochip0"), the place on its bus ("i2c/1-0020", "spi/0.1"), or the labels it may have, the first that is
/// there ("pinctrl-rp1|pinctrl-bcm2711").
/// </summary>
public static class ChipFinder
{
    /// <summary>The device of an address.</summary>
    /// <param name="address">As above.</param>
    /// <param name="labelOf">Asks a device for its label.</param>
    /// <param name="root">The root of the file system, for tests.</param>
    /// <exception cref="IOException">There is none.</exception>
    public static string PathOf(string address, Func<string, string?> labelOf, string root = "/")
    {
        if (address.StartsWith("/dev/", StringComparison.Ordinal))
            return address;
        return (address.Contains('/', StringComparison.Ordinal) ? OnBus(address, root) : Labelled(address.Split('|'), labelOf, root))
            ?? throw new IOException("is not there");
    }

    private static string? OnBus(string address, string root)
    {
        var (bus, device) = (address[..address.IndexOf('/', StringComparison.Ordinal)], address[(address.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        var folder = Path.Combine(root, "sys/bus", bus, "devices", bus == "spi" ? $"spi{device}" : device);
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, "gpiochip*").Select(chip => "/dev/" + Path.GetFileName(chip)).FirstOrDefault()
            : null;
    }

    private static string? Labelled(string[] labels, Func<string, string?> labelOf, string root)
    {
        var devices = Path.Combine(root, "dev");
        if (!Directory.Exists(devices))
            return null;
        var found = Directory.EnumerateFileSystemEntries(devices, "gpiochip*").Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Label: labelOf(path))).ToArray();
        foreach (var label in labels)
            foreach (var chip in found)
                if (chip.Label == label)
                    return chip.Path;
        return null;
    }
}
