using System.Runtime.InteropServices;
using Recorder.Core.Ports;
using Recorder.Linux.Interop.Asound;
using Sequencer = Recorder.Linux.Interop.Asound.AlsaSequencerLibrary;

namespace Recorder.Linux.Midi;

/// <summary>The MIDI devices that the kernel's sequencer knows, as they come and go.</summary>
/// <remarks>
/// One client with one port, connected to every device of the kernel; other programs are left alone. One thread listens; whoever
/// sends does so on a thread of its own.
/// </remarks>
public sealed unsafe class AlsaMidiPorts : IMidiPorts
{
    private const int LookEveryMs = 200;
    private const int CoderBytes = 1024;
    private const int MostPolled = 4;

    // The kernel's own loop: what goes in comes out, and no hand is on it.
    private const string LoopName = "Midi Through";

    private readonly AlsaSequencer sequencer;
    private readonly int ownPort;
    private readonly AlsaMidiCoder decoder;
    private readonly AlsaMidiCoder encoder;
    private readonly object sending = new();
    private readonly Dictionary<(int Client, int Port), AlsaMidiPort> known = [];
    private readonly Thread listener;
    private volatile bool isClosing;

    private AlsaMidiPorts(AlsaSequencer sequencer, int ownPort)
    {
        (this.sequencer, this.ownPort) = (sequencer, ownPort);
        _ = Sequencer.NewCoder(CoderBytes, out decoder);
        _ = Sequencer.NewCoder(CoderBytes, out encoder);
        Sequencer.WithoutRunningStatus(decoder, 1);
        listener = new Thread(Listen) { Name = "midi", IsBackground = true };
    }

    /// <inheritdoc/>
    public event Action<IMidiPort>? Arrived;

    /// <inheritdoc/>
    public event Action<IMidiPort>? Left;

    /// <inheritdoc/>
    public event Action<IMidiPort, byte[]>? Received;

    /// <summary>Opens the sequencer; null where the kernel has none, or ALSA's library is not installed.</summary>
    public static AlsaMidiPorts? TryOpen()
    {
        try
        {
            AlsaLibrary.Silence();
            if (Sequencer.Open(out var sequencer, "default", Sequencer.Duplex, Sequencer.NonBlocking) < 0)
                return null;
            Sequencer.NameOwnClient(sequencer, "Recorder");
            var port = Sequencer.CreatePort(
                sequencer, "Surfaces", Sequencer.CanRead | Sequencer.CanWrite | Sequencer.CanReadSubscribed | Sequencer.CanWriteSubscribed,
                Sequencer.MidiGeneric | Sequencer.Application);
            if (port >= 0)
                return new AlsaMidiPorts(sequencer, port);
            sequencer.Dispose();
            return null;
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Start() => listener.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        isClosing = true;
        if (listener.IsAlive)
            listener.Join();
        lock (sending)
            sequencer.Dispose();
        decoder.Dispose();
        encoder.Dispose();
    }

    /// <summary>Sends whole messages to a device; false when it takes none now or is gone.</summary>
    internal bool Send(int client, int port, ReadOnlySpan<byte> messages)
    {
        lock (sending)
        {
            if (sequencer.IsClosed)
                return false;
            Sequencer.ResetEncoder(encoder);
            fixed (byte* bytes = messages)
            {
                for (nint at = 0; at < messages.Length;)
                {
                    AlsaEvent message = default;
                    var taken = Sequencer.Encode(encoder, bytes + at, messages.Length - at, &message);
                    if (taken <= 0)
                        return false;
                    at += taken;
                    if (message.Type == Sequencer.Nothing)
                        continue;
                    (message.Queue, message.SourcePort, message.TargetClient, message.TargetPort) = (Sequencer.AtOnce, (byte)ownPort, (byte)client, (byte)port);
                    if (Sequencer.Output(sequencer, &message) < 0)
                        return false;
                }
            }
            return true;
        }
    }

    private void Listen()
    {
        // First the announcements, then a look around: what comes between the two is seen twice, and taken once.
        _ = Sequencer.ConnectFrom(sequencer, ownPort, Sequencer.SystemClient, Sequencer.AnnouncePort);
        LookAround();
        var files = stackalloc PolledFile[MostPolled];
        while (!isClosing)
        {
            var count = Sequencer.PollDescriptors(sequencer, files, MostPolled, Sequencer.PollIn);
            if (Sequencer.Poll(files, (nuint)Math.Max(0, count), LookEveryMs) <= 0)
                continue;
            // Negative when nothing is there, and once when so much came that some was lost.
            while (!isClosing && Sequencer.Input(sequencer, out var happened) >= 0)
                Take(happened);
        }
    }

    private void Take(AlsaEvent* happened)
    {
        if (happened->SourceClient == Sequencer.SystemClient)
        {
            if (happened->Type == Sequencer.PortStart)
                Consider(happened->Client, happened->Port);
            else if (happened->Type == Sequencer.PortExit && known.Remove((happened->Client, happened->Port), out var gone))
                Left?.Invoke(gone);
            return;
        }
        if (!known.TryGetValue((happened->SourceClient, happened->SourcePort), out var port))
            return;
        var room = stackalloc byte[CoderBytes];
        var bytes = Sequencer.Decode(decoder, room, CoderBytes, happened);
        if (bytes > 0)
            Received?.Invoke(port, new Span<byte>(room, (int)bytes).ToArray());
    }

    private void LookAround()
    {
        _ = Sequencer.NewClientInfo(out var client);
        _ = Sequencer.NewPortInfo(out var port);
        using (client)
        using (port)
        {
            Sequencer.SetClient(client, -1);
            while (Sequencer.NextClient(sequencer, client) >= 0)
            {
                var number = Sequencer.GetClient(client);
                Sequencer.SetPortClient(port, number);
                Sequencer.SetPort(port, -1);
                while (Sequencer.NextPort(sequencer, port) >= 0)
                    Consider(number, Sequencer.GetPort(port));
            }
        }
    }

    private void Consider(int client, int port)
    {
        if (known.ContainsKey((client, port)) || IdentityOf(client, port) is not { } identity)
            return;
        // Whoever only sends, or only takes, is a surface too.
        var hears = Sequencer.ConnectFrom(sequencer, ownPort, client, port) >= 0;
        var shows = Sequencer.ConnectTo(sequencer, ownPort, client, port) >= 0;
        if (!hears && !shows)
            return;
        var found = known[(client, port)] = new AlsaMidiPort(this, client, port, identity);
        Arrived?.Invoke(found);
    }

    // Null for the system, for other programs, and for ports that are not meant to be connected.
    private MidiIdentity? IdentityOf(int client, int port)
    {
        _ = Sequencer.NewClientInfo(out var owner);
        _ = Sequencer.NewPortInfo(out var info);
        using (owner)
        using (info)
        {
            if (client == Sequencer.SystemClient || Sequencer.FindClient(sequencer, client, owner) < 0 || Sequencer.FindPort(sequencer, client, port, info) < 0)
                return null;
            var name = Text(Sequencer.GetClientName(owner));
            return Sequencer.GetClientType(owner) == Sequencer.KernelClient && name != LoopName
                && (Sequencer.GetAbilities(info) & Sequencer.NotForOthers) == 0
                && (Sequencer.GetAbilities(info) & (Sequencer.CanReadSubscribed | Sequencer.CanWriteSubscribed)) != 0
                    ? new MidiIdentity(name, Text(Sequencer.GetPortName(info)))
                    : null;
        }
    }

    private static string Text(nint words) => Marshal.PtrToStringUTF8(words) ?? "";
}

/// <summary>A device at the kernel's sequencer.</summary>
internal sealed class AlsaMidiPort(AlsaMidiPorts ports, int client, int port, MidiIdentity identity) : IMidiPort
{
    /// <inheritdoc/>
    public MidiIdentity Identity => identity;

    /// <inheritdoc/>
    public bool Send(ReadOnlySpan<byte> messages) => ports.Send(client, port, messages);
}
