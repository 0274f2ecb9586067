using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recorder.Core.Commands;
using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Surfaces.Mapped;

/// <summary>How a control says where it is, or how far it was turned.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ControlEncoding>))]
internal enum ControlEncoding
{
    /// <summary>A place: 0 to 127, a pitch bend 0 to 16383; for buttons down and up.</summary>
    [JsonStringEnumMemberName("absolute")]
    Absolute,

    /// <summary>Detents in two's complement of seven bits: 1 right, 127 left.</summary>
    [JsonStringEnumMemberName("twosComplement")]
    TwosComplement,

    /// <summary>Detents beside 64: 65 right, 63 left.</summary>
    [JsonStringEnumMemberName("offset")]
    Offset,

    /// <summary>Bit 6 is the direction, the rest how far: 1 right, 65 left.</summary>
    [JsonStringEnumMemberName("signBit")]
    SignBit,
}

/// <summary>What a control sends: its kind of message, channel and number.</summary>
/// <param name="Kind">Note on, control or pitch bend.</param>
/// <param name="Channel">From 0.</param>
/// <param name="Number">Note or controller; 0 for a pitch bend.</param>
internal readonly record struct ControlSource(MidiKind Kind, int Channel, int Number)
{
    /// <summary>The control behind a message; null for messages that come from none.</summary>
    public static ControlSource? Of(MidiMessage message) => message.Kind switch
    {
        MidiKind.NoteOn or MidiKind.NoteOff => new(MidiKind.NoteOn, message.Channel, message.Data1),
        MidiKind.Control => new(MidiKind.Control, message.Channel, message.Data1),
        MidiKind.PitchBend => new(MidiKind.PitchBend, message.Channel, 0),
        _ => null,
    };
}

/// <summary>How a surface is told that a switch is on, or where a ring points.</summary>
/// <param name="Target">The message that does it.</param>
/// <param name="On">Its value for on; the number of places of a ring, which count from 1.</param>
/// <param name="IsRing">A ring instead of a light.</param>
internal sealed record ControlLight(ControlSource Target, byte On, bool IsRing = false);

/// <summary>A control and what it does.</summary>
/// <param name="Source">What it sends.</param>
/// <param name="Encoding">How it says where it is.</param>
/// <param name="Action">What it does.</param>
/// <param name="Strip">For strips: which of the bank, from 0.</param>
/// <param name="Light">Its light; null without one.</param>
internal sealed record ControlBinding(ControlSource Source, ControlEncoding Encoding, SurfaceAction Action, int Strip = 0, ControlLight? Light = null);

/// <summary>All that is known of a surface: its language, and for a mapped one each control.</summary>
internal sealed record SurfaceMap
{
    public SurfaceProtocol Protocol { get; init; }

    public ImmutableArray<ControlBinding> Bindings { get; init; } = [];

    /// <summary>Messages that prepare the surface, sent once when it comes.</summary>
    [JsonIgnore]
    public ImmutableArray<MidiMessage> Greeting { get; init; } = [];

    /// <summary>With one more: it takes the place of what its control did, and of the control that did the same.</summary>
    public SurfaceMap With(ControlBinding binding) => this with
    {
        Bindings =
        [
            .. Bindings.Where(other => other.Source != binding.Source && (other.Action, other.Strip) != (binding.Action, binding.Strip)),
            // The light stays with the control, whatever it does.
            binding with { Light = binding.Light ?? Bindings.FirstOrDefault(other => other.Source == binding.Source)?.Light },
        ],
    };

    /// <summary>As kept in a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SurfaceMapJson.Default.SurfaceMap);

    /// <summary>As read from a file; null when it is none, or has something in it that cannot be.</summary>
    public static SurfaceMap? FromJson(string? json)
    {
        try
        {
            var map = json is null ? null : JsonSerializer.Deserialize(json, SurfaceMapJson.Default.SurfaceMap);
            return map is { Bindings.IsDefault: false } && map.Bindings.All(IsPossible) ? map : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsPossible(ControlBinding? binding) => binding is not null
        && Enum.IsDefined(binding.Action) && Enum.IsDefined(binding.Encoding) && binding.Strip is >= 0 and < SurfaceDesk.StripsPerBank
        && IsPossible(binding.Source) && (binding.Light is null || IsPossible(binding.Light.Target));

    private static bool IsPossible(ControlSource source) =>
        source.Kind is MidiKind.NoteOn or MidiKind.Control or MidiKind.PitchBend && source.Channel is >= 0 and <= 15 && source.Number is >= 0 and <= 127;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(SurfaceMap))]
internal sealed partial class SurfaceMapJson : JsonSerializerContext;
