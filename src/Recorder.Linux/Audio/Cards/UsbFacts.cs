namespace Recorder.Linux.Audio.Cards;

/// <summary>What the USB device of a sound card says of itself.</summary>
/// <param name="Id">Vendor and product, such as "1397:00d4".</param>
/// <param name="Serial">Its serial number; null where it has none.</param>
/// <param name="Port">The port it is plugged into, such as "1-1.2".</param>
internal sealed record UsbFacts(string Id, string? Serial, string? Port)
{
    /// <summary>Reads them of a card; null when it is no USB device.</summary>
    /// <param name="card">The card's number.</param>
    /// <param name="root">"/", or where a test has laid out /proc and /sys.</param>
    public static UsbFacts? Read(int card, string root = "/")
    {
        if (DeviceFolder(Path.Combine(root, $"sys/class/sound/card{card}")) is { } folder)
            return new($"{Text(folder, "idVendor")}:{Text(folder, "idProduct")}", Text(folder, "serial"), Path.GetFileName(folder));
        // Without a sysfs (a container) the sound system's own words must do.
        return Text(Path.Combine(root, $"proc/asound/card{card}"), "usbid") is { } id ? new(id, null, null) : null;
    }

    // The card hangs on an interface of the device, one folder below it. Links are relative to where they really are.
    private static string? DeviceFolder(string card)
    {
        try
        {
            for (var folder = Real(Path.Combine(Real(card), "device")); folder is { Length: > 1 }; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "idVendor")) && File.Exists(Path.Combine(folder, "idProduct")))
                    return folder;
            }
        }
        catch (IOException)
        {
            // It has been unplugged in the middle of this.
        }
        return null;
    }

    private static string Real(string link) => new DirectoryInfo(link).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? link;

    private static string? Text(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file)).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
