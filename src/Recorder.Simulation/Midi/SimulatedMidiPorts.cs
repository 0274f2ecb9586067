using Recorder.Core.Ports;

namespace Recorder.Simulation.Midi;

/// <summary>MIDI devices that tests and scripts plug in, move and pull out; what is sent to them can be read.</summary>
public sealed class SimulatedMidiPorts : IMidiPorts
{
    private readonly List<SimulatedMidiPort> plugged = [];
    private bool isStarted;

    /// <inheritdoc/>
    public event Action<IMidiPort>? Arrived;

    /// <inheritdoc/>
    public event Action<IMidiPort>? Left;

    /// <inheritdoc/>
    public event Action<IMidiPort, byte[]>? Received;

    /// <inheritdoc/>
    public void Start()
    {
        isStarted = true;
        foreach (var port in plugged)
            Arrived?.Invoke(port);
    }

    /// <summary>Plugs a device in.</summary>
    public SimulatedMidiPort Plug(string client, string port = "MIDI 1")
    {
        var device = new SimulatedMidiPort(new MidiIdentity(client, port));
        plugged.Add(device);
        if (isStarted)
            Arrived?.Invoke(device);
        return device;
    }

    /// <summary>Pulls it out.</summary>
    public void Pull(SimulatedMidiPort port)
    {
        port.IsGone = true;
        if (plugged.Remove(port) && isStarted)
            Left?.Invoke(port);
    }

    /// <summary>A hand on the device: it sends these bytes.</summary>
    public void Move(SimulatedMidiPort port, params byte[] bytes)
    {
        if (isStarted && plugged.Contains(port))
            Received?.Invoke(port, bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => plugged.Clear();
}

/// <summary>A simulated MIDI device.</summary>
/// <param name="identity">What it is known by.</param>
public sealed class SimulatedMidiPort(MidiIdentity identity) : IMidiPort
{
    private readonly List<byte[]> sent = [];

    /// <inheritdoc/>
    public MidiIdentity Identity => identity;

    /// <summary>Its buffers are full: it takes nothing.</summary>
    public bool IsStuck { get; set; }

    /// <summary>It was pulled out.</summary>
    public bool IsGone { get; internal set; }

    /// <inheritdoc/>
    public bool Send(ReadOnlySpan<byte> messages)
    {
        if (IsStuck || IsGone)
            return false;
        sent.Add(messages.ToArray());
        return true;
    }

    /// <summary>What was sent to it since the last look, message by message.</summary>
    public byte[][] TakeSent()
    {
        byte[][] taken = [.. sent];
        sent.Clear();
        return taken;
    }
}
