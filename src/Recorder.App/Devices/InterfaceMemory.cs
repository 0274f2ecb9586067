using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recorder.App.Devices;

/// <summary>What is remembered of interfaces and outputs from one day to the next: which was chosen, and how loud each output was.</summary>
/// <remarks>A file beside the session. One that cannot be read or written is as if nothing had been chosen: no reason not to record.</remarks>
internal sealed class InterfaceMemory
{
    private readonly Lock gate = new();
    private Remembered remembered;
    private DateTime readAt;

    public InterfaceMemory(string file)
    {
        File = file;
        remembered = Read();
    }

    /// <summary>Where it is kept.</summary>
    public string File { get; }

    /// <summary>Whether the last change came to disk.</summary>
    public bool IsKept { get; private set; } = true;

    /// <summary>Key of the interface that was chosen; "" while it is left to the recorder.</summary>
    public string Chosen
    {
        get
        {
            lock (gate)
                return remembered.Chosen;
        }
    }

    /// <summary>The memory of the engine of this session.</summary>
    public static InterfaceMemory Beside(string session) =>
        new(Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(session))) ?? "/", "interfaces.json"));

    /// <summary>Remembers a choice; "" leaves it to the recorder again.</summary>
    public void Choose(string key) => Change(now => now with { Chosen = key });

    /// <summary>Headphone level that was last set at an output, in decibels; null for one that is new.</summary>
    public float? PhonesDb(string outputKey)
    {
        lock (gate)
            return remembered.PhonesDb.TryGetValue(outputKey, out var levelDb) ? levelDb : null;
    }

    /// <summary>Remembers an output's headphone level.</summary>
    public void KeepPhones(string outputKey, float levelDb) =>
        Change(now => now with { PhonesDb = now.PhonesDb.SetItem(outputKey, levelDb) });

    /// <summary>Takes in what another process has chosen; true when there was news.</summary>
    public bool Refresh()
    {
        if (System.IO.File.GetLastWriteTimeUtc(File) == readAt)
            return false;
        lock (gate)
        {
            var before = remembered.Chosen;
            remembered = Read();
            return remembered.Chosen != before;
        }
    }

    private void Change(Func<Remembered, Remembered> change)
    {
        lock (gate)
        {
            remembered = change(System.IO.File.GetLastWriteTimeUtc(File) == readAt ? remembered : Read());
            try
            {
                var next = File + ".new";
                System.IO.File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(remembered, InterfaceMemoryJson.Default.Remembered));
                System.IO.File.Move(next, File, overwrite: true);
                (readAt, IsKept) = (System.IO.File.GetLastWriteTimeUtc(File), true);
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                // It holds until the recorder is switched off.
                IsKept = false;
            }
        }
    }

    private Remembered Read()
    {
        try
        {
            readAt = System.IO.File.GetLastWriteTimeUtc(File);
            return System.IO.File.Exists(File) && JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(File), InterfaceMemoryJson.Default.Remembered) is { } read
                ? read with { Chosen = read.Chosen ?? "", PhonesDb = read.PhonesDb ?? ImmutableSortedDictionary<string, float>.Empty }
                : new Remembered();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or JsonException)
        {
            return new Remembered();
        }
    }

    internal sealed record Remembered
    {
        public string Chosen { get; set; } = "";
        public ImmutableSortedDictionary<string, float> PhonesDb { get; set; } = ImmutableSortedDictionary<string, float>.Empty;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(InterfaceMemory.Remembered))]
internal sealed partial class InterfaceMemoryJson : JsonSerializerContext;
