using System.Text.Json.Serialization;

namespace Recorder.Core.Commands;

/// <summary>A command about control surfaces themselves.</summary>
public abstract record SurfaceCommand : RecorderCommand;

/// <summary>The next control moved on a mapped surface does this from now on. An encoder is turned right, then left.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Strip">For a strip's values and switches: which of the bank's eight, from 0.</param>
public sealed record LearnControl(SurfaceAction Action, int Strip = 0) : SurfaceCommand;

/// <summary>Nothing is learned any more.</summary>
public sealed record EndLearning : SurfaceCommand;

/// <summary>A surface does again what it did when it was first plugged in.</summary>
/// <param name="Surface">Its name as in the snapshot.</param>
public sealed record ForgetLearned(string Surface) : SurfaceCommand;

/// <summary>Which language a surface speaks, where its name does not tell.</summary>
/// <param name="Surface">Its name as in the snapshot.</param>
/// <param name="Protocol">The language.</param>
public sealed record SetSurfaceProtocol(string Surface, SurfaceProtocol Protocol) : SurfaceCommand;

/// <summary>How a surface is talked to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SurfaceProtocol>))]
public enum SurfaceProtocol
{
    /// <summary>Each control by what was set or learned for it.</summary>
    [JsonStringEnumMemberName("mapped")]
    Mapped,

    /// <summary>Mackie Control: motor faders, rings, meters, scribble strips.</summary>
    [JsonStringEnumMemberName("mackie")]
    Mackie,
}

/// <summary>What a control of a surface can do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SurfaceAction>))]
public enum SurfaceAction
{
    // Values of a strip.
    [JsonStringEnumMemberName("fader")] Fader,
    [JsonStringEnumMemberName("pan")] Pan,
    [JsonStringEnumMemberName("trim")] Trim,
    [JsonStringEnumMemberName("reverbSend")] ReverbSend,
    [JsonStringEnumMemberName("delaySend")] DelaySend,

    // Values of the whole.
    [JsonStringEnumMemberName("mixLevel")] MixLevel,
    [JsonStringEnumMemberName("phones")] Phones,

    // Switches of a strip.
    [JsonStringEnumMemberName("mute")] Mute,
    [JsonStringEnumMemberName("solo")] Solo,
    [JsonStringEnumMemberName("arm")] Arm,

    // Keys.
    [JsonStringEnumMemberName("record")] Record,
    [JsonStringEnumMemberName("stop")] Stop,
    [JsonStringEnumMemberName("play")] Play,
    [JsonStringEnumMemberName("mark")] Mark,
    [JsonStringEnumMemberName("bankLeft")] BankLeft,
    [JsonStringEnumMemberName("bankRight")] BankRight,
    [JsonStringEnumMemberName("channelLeft")] ChannelLeft,
    [JsonStringEnumMemberName("channelRight")] ChannelRight,
    [JsonStringEnumMemberName("markerBack")] MarkerBack,
    [JsonStringEnumMemberName("markerOn")] MarkerOn,
    [JsonStringEnumMemberName("undo")] Undo,
    [JsonStringEnumMemberName("redo")] Redo,
    [JsonStringEnumMemberName("quickMix")] QuickMix,
    [JsonStringEnumMemberName("makeMaster")] MakeMaster,
    [JsonStringEnumMemberName("seen")] Seen,
}
