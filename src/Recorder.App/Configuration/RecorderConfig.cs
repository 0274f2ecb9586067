using System.Text.Json;
using System.Text.Json.Serialization;
using Recorder.Core.Faults;
using Recorder.Core.SetUp;
using Recorder.Link;

namespace Recorder.App.Configuration;

/// <summary>How engine and host are set up; both read the same file (<c>/etc/recorder/recorder.json</c> on the device).</summary>
/// <remarks>Settable, not init: generated readers give an init property that the file leaves out no default but null or 0.</remarks>
internal sealed record RecorderConfig
{
    /// <summary>The interface: auto (the one chosen, or the best that is there), alsa:NAME, files:DIR or band:N.</summary>
    public string Device { get; set; } = "auto";

    /// <summary>Frames per second; null is what the interface has.</summary>
    public int? RateHz { get; set; }

    /// <summary>Format of new tracks: s16, s24, s32 or f32; null is the interface's own.</summary>
    public string? Format { get; set; }

    /// <summary>The output for phones and playback: auto (the interface's own, else a USB headphone adapter, else the jack), alsa:NAME; null is none.</summary>
    public string? Output { get; set; }

    /// <summary>The session's folder.</summary>
    public string Session { get; set; } = "/var/lib/recorder/session";

    /// <summary>Where host and engine meet; null is the user's runtime folder.</summary>
    public string? LinkFolder { get; set; }

    /// <summary>Seconds of every input kept in memory.</summary>
    public double MemorySeconds { get; set; } = 65;

    /// <summary>Seconds before REC that belong to a take, 0 to 60.</summary>
    public double PreRollSeconds { get; set; } = 5;

    /// <summary>Frames that are mixed and heard at once, 32 to 1024; what is set up for an interface goes before.</summary>
    public int MonitorPeriodFrames { get; set; } = MonitorPeriod.UsualFrames;

    /// <summary>The page.</summary>
    public WebConfig Web { get; set; } = new();

    /// <summary>The front panel: full, small, or the file of a description; null where there is none but the page.</summary>
    public string? Panel { get; set; }

    /// <summary>Whether takes are copied to the stick while they are recorded; a session may say otherwise.</summary>
    public bool SecondCopy { get; set; }

    /// <summary>The folder under which sticks are mounted.</summary>
    public string StickFolder { get; set; } = "/media";

    /// <summary>Where host and engine meet.</summary>
    [JsonIgnore]
    public LinkPaths Link => LinkPaths.InFolder(LinkFolder ?? LinkPaths.RuntimeFolder("recorder"));

    /// <summary>Reads a file; without one everything is as declared here.</summary>
    /// <exception cref="RecorderException">It cannot be read or is not what it should be.</exception>
    public static RecorderConfig Read(string? file)
    {
        if (file is null)
            return new RecorderConfig();
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), ConfigJson.Default.RecorderConfig)
                ?? throw new JsonException("it is empty");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{file} cannot be read as settings ({trouble.Message.TrimEnd('.')}): nothing was started; mend it or leave --config away.", trouble);
        }
    }
}

/// <summary>The page's server.</summary>
internal sealed record WebConfig
{
    /// <summary>The address it listens on; 127.0.0.1 keeps it on this machine.</summary>
    public string Address { get; set; } = "0.0.0.0";

    /// <summary>Whether browsers of other machines are asked for the panel's code, once.</summary>
    public bool AsksForCode { get; set; } = true;

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 8080;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(RecorderConfig))]
internal sealed partial class ConfigJson : JsonSerializerContext;
