namespace Recorder.App.Devices;

/// <summary>How this program is started once more.</summary>
internal static class OwnProgram
{
    /// <summary>The words before a verb. Under the <c>dotnet</c> command the program is its first argument.</summary>
    public static string[] Words => Path.GetFileName(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "recorder.dll")]
        : [Environment.ProcessPath!];
}
