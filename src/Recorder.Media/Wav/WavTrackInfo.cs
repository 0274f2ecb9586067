using System.Globalization;
using Recorder.Core.Units;
using Recorder.Media.Audio;

namespace Recorder.Media.Wav;

/// <summary>One channel of a recorded file.</summary>
/// <param name="Input">The interface's input, counted from 1.</param>
/// <param name="Name">The track's name.</param>
/// <param name="Function">What it is to the others in iXML's dictionary, LEFT or RIGHT of a pair; empty is nothing.</param>
public readonly record struct WavChannel(int Input, string Name, string Function = "");

/// <summary>What a recorded track says about itself in <c>bext</c> and iXML; empty text is left out.</summary>
public sealed record WavTrackInfo
{
    public required SampleFormat Format { get; init; }
    public required int RateHz { get; init; }

    /// <summary>Channels of the file in order; as a rule one.</summary>
    public IReadOnlyList<WavChannel> Channels { get; init; } = [new(1, "")];

    /// <summary>The session's name.</summary>
    public string Project { get; init; } = "";
    public string Scene { get; init; } = "";
    public string Take { get; init; } = "";
    public string Tape { get; init; } = "";
    public string Note { get; init; } = "";
    public bool IsCircled { get; init; }

    /// <summary>Local time of the first frame; the default is unknown and leaves date and time out.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Frames since midnight of the first frame; null = as <see cref="StartedAt"/> says.</summary>
    public long? TimeReferenceFrames { get; init; }

    /// <summary>Frames at the beginning that were kept from before REC.</summary>
    public long PreRecordFrames { get; init; }

    /// <summary>The same text in all files of a take.</summary>
    public string FamilyUid { get; init; } = "";
    public string FamilyName { get; init; } = "";

    /// <summary>This file among those of the take, from 1.</summary>
    public int FileSetIndex { get; init; } = 1;
    public int FileSetTotal { get; init; } = 1;

    /// <summary>Unique per file; in <c>bext</c> its first 32 bytes are the originator's reference.</summary>
    public string FileUid { get; init; } = "";

    /// <summary>Measured after the take; otherwise left open.</summary>
    public LoudnessFigures Loudness { get; init; } = new();

    /// <summary>Bytes of one frame in the file.</summary>
    public int BytesPerFrame => Format.BytesPerSample() * Channels.Count;

    /// <summary>Frames since midnight of the first frame.</summary>
    internal long FirstFrameSinceMidnight => TimeReferenceFrames
        ?? (long)((Int128)StartedAt.TimeOfDay.Ticks * RateHz / TimeSpan.TicksPerSecond);

    internal BroadcastExtension ToBroadcastExtension() => new()
    {
        Description = string.Join(" / ", new[] { Project, Scene, Take, string.Join(", ", Channels.Select(channel => channel.Name)), Note }
            .Where(text => text.Length > 0)),
        Originator = "Recorder",
        OriginatorReference = FileUid,
        OriginationDate = StartedAt == default ? "" : StartedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        OriginationTime = StartedAt == default ? "" : StartedAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        TimeReferenceFrames = FirstFrameSinceMidnight,
        Loudness = Loudness,
        CodingHistory = string.Create(CultureInfo.InvariantCulture,
            $"A=PCM,F={RateHz},W={Format.BytesPerSample() * 8},M={ModeWord},T=Recorder\r\n"),
    };

    private string ModeWord => Channels.Count switch
    {
        1 => "mono",
        2 => "stereo",
        _ => "multi-track",
    };
}
