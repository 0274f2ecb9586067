using System.Text.Json.Serialization;
using Recorder.Core.Parameters;

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
/// What plays is heard as on another system, or with one stage of its master alone, for three seconds from now on, and longer only when
/// this is said again, so that it is never forgotten. It changes nothing that is recorded, rendered or copied; microphones and what
/// is played along to are heard as they are.
/// </summary>
/// <param name="As">The system; the studio ends it at once.</param>
/// <param name="Alone">The stage by its parameter, the aim being the limiter; null is the mix without any.</param>
public sealed record Listen(PlaybackSystem As, MasterParameter? Alone = null) : RecorderCommand;
