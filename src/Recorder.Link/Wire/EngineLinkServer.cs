using System.Net.Sockets;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Link.Interop;
using Recorder.Link.Messages;

namespace Recorder.Link.Wire;

/// <summary>Does what a host asks and fills in the reply (Flag = accepted, Text = sentence); called on the link's thread.</summary>
public delegate void LinkHandler(in LinkMessage command, ref LinkMessage reply);

/// <summary>
/// The engine's end: one host at a time. A host that dies makes room for the next at once; a second one beside a living
/// host is refused with a sentence.
/// </summary>
/// <remarks>Once constructed nothing here allocates, not even when hosts come and go.</remarks>
public sealed class EngineLinkServer : IDisposable
{
    private readonly string path;
    private readonly Socket listener;
    private readonly LinkHandler handler;
    private readonly ConnectionSlot host = new();
    private readonly ConnectionSlot visitor = new();
    private readonly Lock sending = new();
    private readonly Thread thread;
    private readonly byte[] incoming = new byte[LinkMessage.SizeBytes];
    private int incomingBytes;
    private volatile bool isGreeted;
    private volatile bool isStopping;
    private long hostLeftAtMs = Environment.TickCount64;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="RecorderException">Another engine listens there, or the path cannot be used.</exception>
    public EngineLinkServer(string socketPath, LinkHandler handler)
    {
        path = socketPath;
        this.handler = handler;
        listener = Listen(socketPath);
        thread = new Thread(Serve) { Name = "link", IsBackground = true };
        thread.Start();
    }

    /// <summary>Whether a host is there now.</summary>
    public bool HasHost => isGreeted;

    /// <summary>When the last host left, or when the engine began to wait for one, on the monotonic clock; null while one is there.</summary>
    public long? WithoutHostSinceMs => isGreeted ? null : Volatile.Read(ref hostLeftAtMs);

    /// <summary>
    /// Tells the host, if there is one. Never waits and never allocates: a host that does not read any more is let go,
    /// it finds everything in the shared snapshot when it comes again.
    /// </summary>
    public void Send(in LinkMessage message)
    {
        lock (sending)
        {
            if (isGreeted && !TrySend(host, in message))
                Libc.Shutdown(host);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isStopping = true;
        Libc.Shutdown(listener.SafeHandle);
        thread.Join();
        listener.Dispose();
        host.Dispose();
        visitor.Dispose();
        File.Delete(path);
    }

    private static Socket Listen(string path)
    {
        var endPoint = new UnixDomainSocketEndPoint(path);
        if (File.Exists(path))
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                probe.Connect(endPoint);
            }
            catch (SocketException)
            {
                File.Delete(path);
            }
            if (probe.Connected)
            {
                throw new RecorderException(FaultKind.Device,
                    $"Another engine is running at {path}; its take goes on untouched; end that one first.");
            }
        }
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endPoint);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen();
            return socket;
        }
        catch (Exception problem) when (problem is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new RecorderException(FaultKind.Storage,
                $"The socket {path} cannot be made; nothing was started; choose a folder that can be written.", problem);
        }
    }

    private unsafe void Serve()
    {
        var targets = stackalloc Libc.PollTarget[2];
        var listening = (int)listener.SafeHandle.DangerousGetHandle();
        while (!isStopping)
        {
            targets[0] = new Libc.PollTarget { Descriptor = listening, Wanted = Libc.PollIn };
            targets[1] = new Libc.PollTarget { Descriptor = host.Descriptor, Wanted = Libc.PollIn };
            if (Libc.Poll(targets, 2, -1) < 0)
            {
                if (Marshal.GetLastPInvokeError() == Libc.Interrupted)
                    continue;
                break;
            }
            // The host first: when it has died its place is free before the next one is let in.
            if (targets[1].Happened != 0)
                ReceiveFromHost();
            if (targets[0].Happened != 0 && !isStopping)
                LetIn();
        }
        LoseHost();
    }

    // The engine speaks first: a socket closed with words unread in it would reset the line and take the refusal along.
    private void LetIn()
    {
        var connection = Libc.Accept(listener.SafeHandle);
        if (connection < 0)
            return;
        var hello = LinkMessages.Hello();
        hello.Flag = !isGreeted;
        if (isGreeted)
        {
            hello.Text.Set("Another host is connected to the engine; a running take goes on; close that host first.");
            visitor.Replace(connection);
            TrySend(visitor, in hello);
            visitor.Replace(-1);
            return;
        }
        incomingBytes = 0;
        host.Replace(connection);
        TrySend(host, in hello);
    }

    private void ReceiveFromHost()
    {
        var received = Libc.Receive(host, incoming.AsSpan(incomingBytes));
        if (received <= 0)
        {
            LoseHost();
            return;
        }
        incomingBytes += (int)received;
        if (incomingBytes < LinkMessage.SizeBytes)
            return;
        incomingBytes = 0;
        ref readonly var message = ref MemoryMarshal.AsRef<LinkMessage>(incoming);
        if (isGreeted)
            Answer(in message);
        else if (LinkMessages.IsOfThisVersion(in message))
            isGreeted = true;
        else
            LoseHost();
    }

    private void Answer(in LinkMessage command)
    {
        LinkMessage reply = new() { Kind = LinkKind.Reply, RequestId = command.RequestId };
        if (command.Kind == LinkKind.Ping)
            reply.Flag = true;
        else
            handler(in command, ref reply);
        Send(in reply);
    }

    private void LoseHost()
    {
        lock (sending)
        {
            isGreeted = false;
            Volatile.Write(ref hostLeftAtMs, Environment.TickCount64);
            host.Replace(-1);
        }
    }

    // A part of a message would shift all that follow, so a full socket counts as a dead one.
    private static bool TrySend(ConnectionSlot to, in LinkMessage message) =>
        Libc.Send(to, MemoryMarshal.AsBytes(new ReadOnlySpan<LinkMessage>(in message))) == LinkMessage.SizeBytes;
}
