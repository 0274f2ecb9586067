using Recorder.App.Configuration;
using Recorder.Core.Ports;
using Recorder.Linux.Audio.Cards;
using Recorder.Linux.Machine;

namespace Recorder.App.Doctor;

/// <summary>The machine as the doctor sees it: all that the checks look at, so that tests can lay out another one.</summary>
internal sealed record Examined
{
    /// <summary>Its files about itself.</summary>
    public required MachineTree Tree { get; init; }

    /// <summary>How engine and host are set up.</summary>
    public required RecorderConfig Config { get; init; }

    /// <summary>The settings' file; null when all is as declared.</summary>
    public string? ConfigFile { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The sound cards that are there.</summary>
    public required Func<IReadOnlyList<PresentInterface>> ListInterfaces { get; init; }

    /// <summary>Asks for real-time precedence.</summary>
    public required IRealtimeScheduler Scheduler { get; init; }

    /// <summary>Whether a library can be loaded, by its file name.</summary>
    public required Func<string, bool> HasLibrary { get; init; }

    /// <summary>Whether the clock of the day is kept right from outside; null when that is not known.</summary>
    public required Func<bool?> IsClockSynchronised { get; init; }

    /// <summary>What the firmware says of supply and heat, as vcgencmd get_throttled prints it; null where there is no such firmware.</summary>
    public required Func<string?> ReadThrottling { get; init; }

    /// <summary>Battery charge in percent; null on mains.</summary>
    public required Func<int?> ReadBattery { get; init; }

    /// <summary>The engine's own account of interface, disk and take.</summary>
    public required EngineAccount Engine { get; init; }

    /// <summary>Measures how long the session's disk can keep a writer waiting; null when it was not measured.</summary>
    public required Func<WriteStall?> MeasureStall { get; init; }

    /// <summary>The stick that is plugged in.</summary>
    public required IRemovableDrive Stick { get; init; }
}

/// <summary>What is, or would be, recorded.</summary>
/// <param name="Channels">Inputs.</param>
/// <param name="RateHz">Frames per second.</param>
/// <param name="BytesPerSecond">Bytes of sound a take writes each second.</param>
/// <param name="FreeBytes">Room on the session's disk.</param>
/// <param name="IsAssumed">Whether no interface could be asked, so that an ordinary one was assumed.</param>
/// <param name="IsTakeRunning">Whether a take is being recorded right now.</param>
internal sealed record EngineAccount(int Channels, int RateHz, long BytesPerSecond, long FreeBytes, bool IsAssumed, bool IsTakeRunning);
