using System.Diagnostics;
using Recorder.App.Devices;
using Recorder.Core.Faults;

namespace Recorder.App.Host.Engine;

/// <summary>Starts this program's own engine so that it outlives the host: in a session of its own, with nothing of the host's terminal.</summary>
/// <param name="arguments">The words after <c>recorder</c>.</param>
/// <param name="logFile">Where its standard error goes.</param>
internal sealed class EngineStarter(IReadOnlyList<string> arguments, string logFile)
{
    // setsid: a Ctrl-C at the host's terminal goes to its whole session, and the engine must not be in it.
    private const string Detached = "exec setsid --fork \"$@\" </dev/null >/dev/null 2>>\"$RECORDER_ENGINE_LOG\"";

    /// <summary>Starts it and returns at once; whether it lives is seen by connecting to it.</summary>
    /// <exception cref="RecorderException">No shell or no setsid (Debian package util-linux).</exception>
    public void Start()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Detached, "sh", .. OwnProgram.Words, .. arguments]);
        start.Environment["RECORDER_ENGINE_LOG"] = logFile;
        try
        {
            using var shell = Process.Start(start)!;
            shell.WaitForExit();
            if (shell.ExitCode == 0)
                return;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Told below in the same words.
        }
        throw new RecorderException(FaultKind.Device,
            "The engine cannot be started: nothing is recorded yet; install the Debian package util-linux and start again.");
    }

    /// <summary>What the engine last complained of; empty when it did not.</summary>
    public string LastComplaint()
    {
        try
        {
            return File.ReadLines(logFile).LastOrDefault(line => line.Length > 0) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
