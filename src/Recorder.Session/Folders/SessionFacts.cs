using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Recorder.Session.Folders;

/// <summary>What session.json says.</summary>
public sealed record SessionFacts
{
    /// <summary>Such as "Tuesday"; empty means the folder's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>ISO 8601 with offset, as the wall clock believed; empty when unknown.</summary>
    public string CreatedAt { get; init; } = "";

    /// <summary>Names of the inputs, from the first; empty ones keep the interface's.</summary>
    public ImmutableArray<string> InputNames { get; init; } = [];

    /// <summary>Format of new tracks as a word (s24); null is the interface's own.</summary>
    public string? Format { get; init; }
}

/// <summary>What people have said about a take: take.json.</summary>
public sealed record TakeFacts
{
    public string Name { get; init; } = "";
    public bool IsStarred { get; init; }
    public bool IsBinned { get; init; }
    public string Note { get; init; } = "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionFacts))]
[JsonSerializable(typeof(TakeFacts))]
internal sealed partial class FactsJson : JsonSerializerContext;
