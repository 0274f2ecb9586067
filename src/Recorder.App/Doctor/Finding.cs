using System.Text.Json.Serialization;

namespace Recorder.App.Doctor;

/// <summary>How it stands with one thing that recording needs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingState>))]
internal enum FindingState
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Recording works; what could go wrong is said.</summary>
    [JsonStringEnumMemberName("weak")]
    Weak,

    /// <summary>Something a take relies on is not there.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,
}

/// <summary>What was found about one thing.</summary>
/// <param name="Subject">The thing, such as "governor".</param>
/// <param name="State">How it stands.</param>
/// <param name="Sentence">What was found, for people.</param>
/// <param name="Remedy">The command, or the line in a file, that mends it; null where nothing needs to be.</param>
internal sealed record Finding(string Subject, FindingState State, string Sentence, string? Remedy = null)
{
    public static Finding Ok(string subject, string sentence) => new(subject, FindingState.Ok, sentence);

    public static Finding Weak(string subject, string sentence, string? remedy) => new(subject, FindingState.Weak, sentence, remedy);

    public static Finding Missing(string subject, string sentence, string? remedy) => new(subject, FindingState.Missing, sentence, remedy);
}
