using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Recorder.Core.Faults;
using Recorder.Session.Files;

namespace Recorder.Session.Interfaces;

/// <summary>What a cable from an output to an input told, for one period.</summary>
/// <remarks>Settable, not init: generated readers give an init property that the file leaves out no default but null or 0.</remarks>
public sealed record PeriodLatency
{
    /// <summary>Frames of one period.</summary>
    public int PeriodFrames { get; set; }

    /// <summary>Frames from where the driver says that the output plays to where it says that the input hears: converters and transport.</summary>
    public int InterfaceFrames { get; set; }

    /// <summary>Frames that wait in the output just after one was written.</summary>
    public int OutputFrames { get; set; }

    /// <summary>From writing a frame to being able to read it: what waits in the output, the interface, and a period of the input.</summary>
    public int RoundTripFrames { get; set; }
}

/// <summary>What was measured of one interface and one output at one rate.</summary>
/// <inheritdoc cref="PeriodLatency" path="/remarks"/>
public sealed record InterfaceLatency
{
    /// <summary>The interface, by what its settings are kept under.</summary>
    public string InterfaceKey { get; set; } = "";

    /// <summary>The output, likewise: the same one under whatever number or name it was opened.</summary>
    public string OutputKey { get; set; } = "";

    /// <summary>Frames per second.</summary>
    public int RateHz { get; set; }

    /// <summary>The shortest period first.</summary>
    public ImmutableArray<PeriodLatency> Periods { get; set; } = [];

    /// <summary>Frames by which a sound comes back later than the drivers tell; the longest period, which nothing disturbs, is believed.</summary>
    [JsonIgnore]
    public int InterfaceFrames => Periods.IsDefaultOrEmpty ? 0 : Periods[^1].InterfaceFrames;
}

/// <summary>Everything measured on this machine.</summary>
/// <inheritdoc cref="PeriodLatency" path="/remarks"/>
public sealed record LatencyFacts
{
    /// <summary>In no order.</summary>
    public ImmutableArray<InterfaceLatency> Interfaces { get; set; } = [];
}

/// <summary>Measured latencies in a file beside the session: they belong to the machine and outlive every session.</summary>
public static class LatencyFile
{
    private const string FileName = "latency.json";

    /// <summary>Where the file of a session's folder lies.</summary>
    public static string PathBeside(string sessionFolder)
    {
        var session = Path.TrimEndingDirectorySeparator(Path.GetFullPath(sessionFolder));
        return Path.Combine(Path.GetDirectoryName(session) ?? session, FileName);
    }

    /// <summary>What was measured; null when it never was, or the file cannot be read.</summary>
    public static InterfaceLatency? Find(string sessionFolder, string interfaceKey, string outputKey, int rateHz) =>
        Read(PathBeside(sessionFolder)).Interfaces.FirstOrDefault(one => IsOf(one, interfaceKey, outputKey, rateHz));

    /// <summary>Everything that was measured on this machine.</summary>
    public static ImmutableArray<InterfaceLatency> All(string sessionFolder) => Read(PathBeside(sessionFolder)).Interfaces;

    /// <summary>Keeps a measurement in the place of an older one.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="RecorderException">The disk refuses; what was kept before stands.</exception>
    public static string Keep(string sessionFolder, InterfaceLatency measured)
    {
        var path = PathBeside(sessionFolder);
        var others = Read(path).Interfaces.Where(one => !IsOf(one, measured.InterfaceKey, measured.OutputKey, measured.RateHz));
        JsonFile.Write(path, new LatencyFacts { Interfaces = [.. others, measured] }, LatencyJson.Default.LatencyFacts);
        return path;
    }

    private static LatencyFacts Read(string path) => JsonFile.TryRead(path, LatencyJson.Default.LatencyFacts) ?? new LatencyFacts();

    private static bool IsOf(InterfaceLatency one, string interfaceKey, string outputKey, int rateHz) =>
        (one.InterfaceKey, one.OutputKey, one.RateHz) == (interfaceKey, outputKey, rateHz);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(LatencyFacts))]
internal sealed partial class LatencyJson : JsonSerializerContext;
