using Recorder.Core.SetUp;
using Recorder.Session.Interfaces;
using Recorder.Session.SetUp;
using static System.FormattableString;

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
        yield return Listening(machine);
        foreach (var (file, package, use) in Libraries)
        {
            yield return machine.HasLibrary(file)
                ? Finding.Ok(package, "Installed.")
                : Finding.Missing(package, $"{file} is not installed: {use}.", $"sudo apt-get install {package}");
        }
    }

    // How long a sound takes is the sum of a few periods and of what converters take: only a cable tells.
    private static Finding Listening(Examined machine)
    {
        const string Subject = "listening";
        var (wished, session) = (machine.Config.MonitorPeriodFrames, machine.Config.Session);
        if (!MonitorPeriod.IsValid(wished))
        {
            return Finding.Missing(Subject, Invariant($"\"monitorPeriodFrames\": {wished} is not between {MonitorPeriod.LeastFrames} and {MonitorPeriod.MostFrames}: the engine does not start."),
                Invariant($"write {MonitorPeriod.UsualFrames} in {machine.ConfigFile}"));
        }
        var setUp = SetUpFile.Beside(session).Facts;
        var measured = LatencyFile.All(session).Select(one => Measured(one, setUp.Of(one.InterfaceKey).MonitorPeriodFrames ?? wished)).OfType<string>().ToArray();
        return Finding.Ok(Subject, Invariant($"Periods of {wished} frames")
            + (measured.Length > 0 ? $"; measured round trip of {string.Join(", ", measured)}." : "; no round trip was measured with them: recorder doctor --latency does it, through a cable."));
    }

    private static string? Measured(InterfaceLatency one, int periodFrames) =>
        one.Periods.FirstOrDefault(period => period.PeriodFrames == periodFrames) is { } found
            ? Invariant($"{one.InterfaceKey} to {one.OutputKey} {1000.0 * found.RoundTripFrames / one.RateHz:0.0} ms with {periodFrames} frames at {one.RateHz} Hz")
            : null;

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
