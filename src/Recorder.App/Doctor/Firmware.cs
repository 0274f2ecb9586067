using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Recorder.Linux.Machine;

namespace Recorder.App.Doctor;

/// <summary>What is asked of the Pi's firmware and of the loader of libraries.</summary>
internal static class Firmware
{
    private const int PatienceMs = 2000;

    /// <summary>Supply and heat as get_throttled tells them, from the kernel or from vcgencmd; null where there is no such firmware.</summary>
    public static string? ReadThrottling(MachineTree tree) => tree.Read("/sys/devices/platform/soc/soc:firmware/get_throttled") ?? Ask("vcgencmd", "get_throttled");

    /// <summary>Whether a library can be loaded.</summary>
    public static bool HasLibrary(string file)
    {
        if (!NativeLibrary.TryLoad(file, out var handle))
            return false;
        NativeLibrary.Free(handle);
        return true;
    }

    private static string? Ask(string program, string word)
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(program, word) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (!asked.WaitForExit(PatienceMs))
            {
                asked.Kill();
                return null;
            }
            return asked.ExitCode == 0 ? asked.StandardOutput.ReadToEnd() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
