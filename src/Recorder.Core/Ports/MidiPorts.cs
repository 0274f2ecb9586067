namespace Recorder.Core.Ports;

/// <summary>What a control surface is known by, the same whenever and wherever it is plugged in.</summary>
/// <param name="Client">The device, such as "nanoKONTROL2".</param>
/// <param name="Port">Its port, such as "nanoKONTROL2 MIDI 1".</param>
public readonly record struct MidiIdentity(string Client, string Port)
{
    /// <summary>One line for people, commands and files.</summary>
    public override string ToString() => Port.StartsWith(Client, StringComparison.Ordinal) ? Port : $"{Client} {Port}";
}

/// <summary>A plugged-in device that sends and takes MIDI 1.0.</summary>
public interface IMidiPort
{
    /// <summary>What it is known by.</summary>
    MidiIdentity Identity { get; }

    /// <summary>Sends whole messages; never waits.</summary>
    /// <returns>False when it takes none at the moment, or is not there any more; then nothing of them was sent.</returns>
    bool Send(ReadOnlySpan<byte> messages);
}

/// <summary>All MIDI devices of the machine, as they come and go.</summary>
public interface IMidiPorts : IDisposable
{
    /// <summary>A device is there; also raised for those that were there at the start. From any thread, in order with the others.</summary>
    event Action<IMidiPort>? Arrived;

    /// <summary>It is gone.</summary>
    event Action<IMidiPort>? Left;

    /// <summary>Bytes as they came, messages split anywhere.</summary>
    event Action<IMidiPort, byte[]>? Received;

    /// <summary>Begins to look and listen.</summary>
    void Start();
}

/// <summary>Where what was learned about surfaces is kept.</summary>
public interface ISurfaceMaps
{
    /// <summary>What was kept for a surface; null when nothing was, or it cannot be read.</summary>
    string? Load(MidiIdentity surface);

    /// <summary>Keeps it; null forgets.</summary>
    /// <returns>False when it cannot be kept; it holds until the surface is unplugged all the same.</returns>
    bool Save(MidiIdentity surface, string? map);
}
