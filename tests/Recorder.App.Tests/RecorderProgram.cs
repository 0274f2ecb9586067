using System.Diagnostics;
using System.Text.Json;

namespace Recorder.App.Tests;

/// <summary>The program itself, as its own process: what it prints is what a person or a script sees.</summary>
internal static class RecorderProgram
{
    /// <summary>The executable beside the tests.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "recorder");

    /// <summary>Runs it to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Runs it with --json and asserts that it prints one object and nothing else, with this exit code.</summary>
    public static JsonElement RunJson(int exitCode, params string[] arguments)
    {
        var (code, output, error) = Run([.. arguments, "--json"]);
        Assert.True(code == exitCode, $"exit code {code}: {error}");
        return JsonDocument.Parse(output).RootElement;
    }
}
