using System.Globalization;

namespace Recorder.TestSupport;

/// <summary>How much a test does: a little on every day, as much as is asked for in a long run, which wants to know how far it came.</summary>
public static class Effort
{
    private const string FiguresFile = "RECORDER_FIGURES";

    private static readonly Lock Gate = new();

    /// <summary>The number that a variable of the environment asks for; null when it asks for none.</summary>
    public static double? Asked(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What RECORDER_SEED adds to every seed of a test, far enough apart that no two runs share one; 0 without it.</summary>
    public static ulong Seed => (ulong)(Asked("RECORDER_SEED") ?? 0) << 32;

    /// <summary>Adds figures to the file that RECORDER_FIGURES names, a line of name and value each; does nothing without it.</summary>
    public static void Tell(params ReadOnlySpan<(string Name, double Value)> figures)
    {
        if (Environment.GetEnvironmentVariable(FiguresFile) is not { Length: > 0 } path)
            return;
        lock (Gate)
        {
            foreach (var (name, value) in figures)
                File.AppendAllText(path, FormattableString.Invariant($"{name} {value}\n"));
        }
    }
}
