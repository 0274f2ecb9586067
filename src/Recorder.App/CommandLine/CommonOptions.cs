using System.CommandLine;

namespace Recorder.App.CommandLine;

/// <summary>Options that several verbs share; each verb makes its own instance.</summary>
internal static class CommonOptions
{
    /// <summary>One JSON object on standard output and nothing else there.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print exactly one JSON object." };
}
