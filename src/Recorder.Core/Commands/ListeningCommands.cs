using System.Text.Json.Serialization;

namespace Recorder.Core.Commands;

/// <summary>What a song may be played on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlaybackSystem>))]
public enum PlaybackSystem
{
    /// <summary>As it is.</summary>
    Studio,

    /// <summary>The loudspeaker of a phone.</summary>
    Phone,

    /// <summary>The loudspeakers of a car, in its cabin.</summary>
    Car,

    /// <summary>The loudspeakers of a club.</summary>
    Club,

    /// <summary>Coded at 128 kbit/s.</summary>
    Mp3,
}

/// <summary>
/// What plays is heard as on another system for three seconds from now on, and longer only when this is said again, so that it is
/// never forgotten. It changes nothing that is recorded, rendered or copied; microphones and overdubs are heard as they are.
/// </summary>
/// <param name="As">The system; the studio ends it at once.</param>
public sealed record Listen(PlaybackSystem As) : RecorderCommand;
