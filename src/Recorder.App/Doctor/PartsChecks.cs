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
        if (device.StartsWith("band:", StringComparison.Ordinal) || device.StartsWith("files:", StringComparison.Ordinal))
            return Finding.Ok(Subject, $"{device}, which needs no card.");
        var inputs = machine.ListInterfaces().Where(card => card.HasInputs).Select(card => $"{card.Identity.Name} ({card.PcmName})").ToArray();
        return inputs.Length > 0
            ? Finding.Ok(Subject, $"{device}; with inputs there are: {string.Join(", ", inputs)}.")
            : Finding.Missing(Subject, $"{device} is set up, but no interface with inputs is there.", "plug it in; arecord -l lists what the kernel sees, dmesg says why it refused");
    }
}
