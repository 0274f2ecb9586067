using System.Diagnostics;

namespace Recorder.App.Tests;

/// <summary>The program itself, as a person starts it.</summary>
internal sealed class RecorderProcess : IDisposable
{
    private readonly Process process;

    private RecorderProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Starts it with its words.</summary>
    public static RecorderProcess Start(params string[] arguments) => new(Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "recorder"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);

    /// <summary>Runs it to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var running = Start(arguments);
        return running.Finish();
    }

    /// <summary>Reads up to the line a take says when its first sound is safe on disk.</summary>
    public void WaitForSteadyLight()
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith("REC ", StringComparison.Ordinal))
                return;
        }
        Assert.Fail("The take never began: " + process.StandardError.ReadToEnd());
    }

    /// <summary>Sends a signal by its name, such as INT.</summary>
    public void Signal(string name) => Signal(name, process.Id);

    /// <summary>Sends a signal by its name to any process.</summary>
    public static void Signal(string name, int process) =>
        Process.Start("kill", ["-" + name, process.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>Waits for its end, but not for longer than this.</summary>
    public bool EndsWithin(TimeSpan patience) => process.WaitForExit(patience);

    /// <summary>The process is gone from one instruction to the next.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    public (int ExitCode, string Output, string Error) Finish()
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
