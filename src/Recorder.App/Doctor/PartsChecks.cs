using Recorder.App.Devices;
using Recorder.Linux.Machine;

namespace Recorder.App.Doctor;

/// <summary>What is plugged in and installed: interfaces and libraries.</summary>
internal static class PartsChecks
{
    private static readonly (string File, string Package, string Use)[] Libraries =
    [
        ("libasound.so.2", "libasound2", "interfaces cannot be opened"),
        ("libsndfile.so.1", "libsndfile1", "FLAC, MP3 and Opus can be neither read nor written"),
        ("libsoxr.so.0", "libsoxr0", "sample rates cannot be converted"),
    ];

    public static IEnumerable<Finding> Of(Examined machine)
    {
        yield return Interface(machine);
        foreach (var (file, package, use) in Libraries)
        {
            yield return machine.HasLibrary(file)
                ? Finding.Ok(package, "Installed.")
                : Finding.Missing(package, $"{file} is not installed: {use}.", $"sudo apt-get install {package}");
        }
    }

    private static Finding Interface(Examined machine)
    {
        const string Subject = "interface";
        var device = machine.Config.Device;
        if (device != InterfaceKeeper.Auto && !device.StartsWith("alsa:", StringComparison.Ordinal))
            return Finding.Ok(Subject, $"{device}, which needs no card.");
        var cards = Cards(machine.Tree).ToArray();
        return cards.Length > 0
            ? Finding.Ok(Subject, $"{device}; cards with inputs: {string.Join(", ", cards)}.")
            : Finding.Missing(Subject, $"{device} is set up, but no card with inputs is there.", "plug in the interface; arecord -l lists what the kernel sees, dmesg why it refused");
    }

    // /proc/asound/cardN: its id, and a folder pcmMc for each device with inputs.
    private static IEnumerable<string> Cards(MachineTree tree) =>
        from card in tree.Names("/proc/asound")
        where card.StartsWith("card", StringComparison.Ordinal) && tree.Read($"/proc/asound/{card}/id") is not null
        where tree.Names($"/proc/asound/{card}").Any(name => name.StartsWith("pcm", StringComparison.Ordinal) && name.EndsWith('c'))
        select tree.Read($"/proc/asound/{card}/id");
}
