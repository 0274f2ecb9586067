using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recorder.Core.Parameters;

namespace Recorder.Web.Json;

/// <summary>The values of a strip as one object, keyed as declared: <c>{"trimDb":0,…}</c>. The page reads, it never sends them whole.</summary>
internal sealed class StripValuesJson : WrittenOnly<StripValues>
{
    public override void Write(Utf8JsonWriter writer, StripValues value, JsonSerializerOptions options) =>
        WriteValues(writer, StripParameters.Specs, index => value[(StripParameter)index]);
}

/// <inheritdoc cref="StripValuesJson"/>
internal sealed class BusValuesJson : WrittenOnly<BusValues>
{
    public override void Write(Utf8JsonWriter writer, BusValues value, JsonSerializerOptions options) =>
        WriteValues(writer, BusParameters.Specs, index => value[(BusParameter)index]);
}

/// <inheritdoc cref="StripValuesJson"/>
internal sealed class MasterValuesJson : WrittenOnly<MasterValues>
{
    public override void Write(Utf8JsonWriter writer, MasterValues value, JsonSerializerOptions options) =>
        WriteValues(writer, MasterParameters.Specs, index => value[(MasterParameter)index]);
}

/// <inheritdoc cref="StripValuesJson"/>
internal sealed class GroupValuesJson : WrittenOnly<GroupValues>
{
    public override void Write(Utf8JsonWriter writer, GroupValues value, JsonSerializerOptions options) =>
        WriteValues(writer, GroupParameters.Specs, index => value[(GroupParameter)index]);
}

/// <summary>A converter for what goes out only.</summary>
internal abstract class WrittenOnly<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is written, never read.");

    protected static void WriteValues(Utf8JsonWriter writer, ImmutableArray<ParameterSpec> specs, Func<int, float> valueAt)
    {
        writer.WriteStartObject();
        for (var i = 0; i < specs.Length; i++)
            writer.WriteNumber(specs[i].Key, valueAt(i));
        writer.WriteEndObject();
    }
}
