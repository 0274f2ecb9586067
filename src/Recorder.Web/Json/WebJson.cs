using System.Text.Json;
using System.Text.Json.Serialization;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Web.Endpoints;
using Recorder.Web.Pairing;

namespace Recorder.Web.Json;

/// <summary>The JSON that the page speaks: camelCase, units in the names, enumerations as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowOutOfOrderMetadataProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters =
    [
        typeof(StripValuesJson), typeof(BusValuesJson), typeof(GroupValuesJson), typeof(MasterValuesJson),
        typeof(WordJson<TransportState>), typeof(WordJson<JobKind>), typeof(WordJson<JobPhase>), typeof(WordJson<MessageKind>), typeof(WordJson<SecondCopyPhase>), typeof(WordJson<InputSignal>),
        typeof(WordJson<SampleFormat>), typeof(WordJson<MicrophoneType>), typeof(WordJson<ExportChoice>), typeof(WordJson<ParameterWarp>),
        typeof(WordJson<StripParameter>), typeof(WordJson<BusParameter>), typeof(WordJson<MasterParameter>), typeof(WordJson<PlaybackSystem>), typeof(WordJson<ClickParameter>), typeof(WordJson<CueParameter>), typeof(WordJson<GroupParameter>),
        typeof(WordJson<PanelControl>), typeof(WordJson<PanelAction>),
    ])]
[JsonSerializable(typeof(RecorderCommand))]
[JsonSerializable(typeof(CommandReply))]
[JsonSerializable(typeof(RecorderSnapshot))]
[JsonSerializable(typeof(ParameterLists))]
[JsonSerializable(typeof(SessionFile[]))]
[JsonSerializable(typeof(ControlMove))]
[JsonSerializable(typeof(PairingRequest))]
[JsonSerializable(typeof(PairingReply))]
public sealed partial class WebJson : JsonSerializerContext;

/// <summary>An enumeration as a camelCase word; numbers are refused.</summary>
internal sealed class WordJson<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
