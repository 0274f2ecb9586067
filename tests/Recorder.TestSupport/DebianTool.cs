using System.Diagnostics;

namespace Recorder.TestSupport;

/// <summary>Other people's programs, asked for their opinion of our files.</summary>
public static class DebianTool
{
    /// <summary>Runs a program to its end; skips the test, naming the package, when it is not installed.</summary>
    /// <returns>Exit code, standard output and standard error.</returns>
    public static (int ExitCode, string Output, string Error) Run(string package, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Xunit.Assert.Skip($"{program} is not installed (Debian package {package})");
            throw;
        }
    }
}
