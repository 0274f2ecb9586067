using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Recorder.Core.Ports;
using Recorder.Session.Files;

namespace Recorder.Session.SetUp;

/// <summary>The paired browsers in a file of their own beside the session. It holds hashes: who reads it can pair nothing.</summary>
public sealed class PairedBrowserFile : IPairedBrowsers
{
    private const string FileName = "paired-browsers.json";

    // The oldest go: a page that is opened in a private window each day must not fill the file.
    private const int MostBrowsers = 100;

    private readonly string path;
    private readonly Lock gate = new();
    private ImmutableArray<PairedBrowser> browsers;

    private PairedBrowserFile(string path)
    {
        this.path = path;
        browsers = JsonFile.TryRead(path, PairedJson.Default.PairedFacts)?.Browsers ?? [];
    }

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (gate)
                return browsers.Length;
        }
    }

    /// <summary>Opens the one that belongs to the folder a session lies in; one that cannot be read holds nobody.</summary>
    public static PairedBrowserFile Beside(string sessionFolder)
    {
        var session = Path.TrimEndingDirectorySeparator(Path.GetFullPath(sessionFolder));
        return new PairedBrowserFile(Path.Combine(Path.GetDirectoryName(session) ?? session, FileName));
    }

    /// <inheritdoc/>
    public bool Contains(ReadOnlySpan<byte> tokenHash)
    {
        ImmutableArray<PairedBrowser> all;
        lock (gate)
            all = browsers;
        var isKnown = false;
        foreach (var browser in all)
            isKnown |= CryptographicOperations.FixedTimeEquals(browser.TokenHash, tokenHash);
        return isKnown;
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> tokenHash, DateTimeOffset at)
    {
        var one = new PairedBrowser { TokenHash = tokenHash.ToArray(), PairedAt = at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) };
        lock (gate)
            Write([.. browsers.Append(one).TakeLast(MostBrowsers)]);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        lock (gate)
            Write([]);
    }

    private void Write(ImmutableArray<PairedBrowser> changed)
    {
        JsonFile.Write(path, new PairedFacts { Browsers = changed }, PairedJson.Default.PairedFacts);
        browsers = changed;
    }
}

/// <summary>What paired-browsers.json says.</summary>
/// <inheritdoc cref="SetUpFacts" path="/remarks"/>
internal sealed record PairedFacts
{
    public ImmutableArray<PairedBrowser> Browsers { get; set; } = [];
}

/// <summary>One of them.</summary>
internal sealed record PairedBrowser
{
    public byte[] TokenHash { get; set; } = [];

    /// <summary>As the wall clock believed.</summary>
    public string PairedAt { get; set; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(PairedFacts))]
internal sealed partial class PairedJson : JsonSerializerContext;
