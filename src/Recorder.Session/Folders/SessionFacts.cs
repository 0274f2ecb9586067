using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recorder.Core.Snapshots;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.Session.Folders;

/// <summary>What session.json says.</summary>
/// <remarks>Settable, not init: generated readers give an init property that the file leaves out no default but null.</remarks>
public sealed record SessionFacts
{
    /// <summary>Such as "Tuesday"; empty means the folder's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>ISO 8601 with offset, as the wall clock believed; empty when unknown.</summary>
    public string CreatedAt { get; set; } = "";

    /// <summary>Names of the inputs, from the first; empty ones keep the interface's.</summary>
    public ImmutableArray<string> InputNames { get; set; } = [];

    /// <summary>Format of new tracks as a word (s24); null is the interface's own.</summary>
    public string? Format { get; set; }

    /// <summary>Whether takes are copied to the stick while they are recorded; null is what the recorder's own set-up says.</summary>
    public bool? SecondCopy { get; set; }

    /// <summary>Whether masters keep the distances of their mixes; null is no.</summary>
    public bool? Album { get; set; }

    /// <summary>What masters are made as, in words such as wav24; empty leaves it to the recorder.</summary>
    public ImmutableArray<string> MasterFormats { get; set; } = [];
}

/// <summary>What people have said about a take: take.json.</summary>
/// <inheritdoc cref="SessionFacts" path="/remarks"/>
public sealed record TakeFacts
{
    public string Name { get; set; } = "";
    public bool IsStarred { get; set; }
    public bool IsBinned { get; set; }
    public string Note { get; set; } = "";

    /// <summary>Which layer is heard of each track for which someone has chosen; the newest layers are where nobody has.</summary>
    public ImmutableArray<LayerChoice> ChosenLayers { get; set; } = [];

    /// <summary>Frames at which a song ends and the next begins, rising.</summary>
    public ImmutableArray<long> SongBoundaries { get; set; } = [];

    /// <summary>What the bytes of a take.json say; nothing when they are no such.</summary>
    public static TakeFacts Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, FactsJson.Default.TakeFacts) ?? new TakeFacts();
        }
        catch (JsonException)
        {
            return new TakeFacts();
        }
    }

    /// <summary>Frame at which what is heard, mixed and mastered begins; the recording stays whole.</summary>
    public long StartFrame { get; set; }

    /// <summary>The frame after the last that is; null is the take's end.</summary>
    public long? EndFrame { get; set; }

    /// <summary>First frame of the loop; null without one.</summary>
    public long? LoopInFrame { get; set; }

    /// <summary>The frame after the loop's last.</summary>
    public long? LoopOutFrame { get; set; }

    /// <summary>First frame that a layer may replace; null where it may replace any.</summary>
    public long? PunchInFrame { get; set; }

    /// <summary>The frame after the last one.</summary>
    public long? PunchOutFrame { get; set; }

    /// <summary>What it was recorded to; null where that was no click.</summary>
    public TakeTempo? Tempo { get; set; }

    /// <summary>What was done to markers after the take; those it was recorded with stand in its journal.</summary>
    public ImmutableArray<MarkerEdit> MarkerEdits { get; set; } = [];
}

/// <summary>A marker that was added, named or taken away after the take.</summary>
/// <inheritdoc cref="SessionFacts" path="/remarks"/>
public sealed record MarkerEdit
{
    public long Frame { get; set; }
    public string Label { get; set; } = "";
    public bool IsDeleted { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionFacts))]
[JsonSerializable(typeof(TakeFacts))]
internal sealed partial class FactsJson : JsonSerializerContext;
