using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Link.Messages;

namespace Recorder.Link.Wire;

/// <summary>A host's end; any thread may post.</summary>
public sealed class EngineLinkClient : IDisposable
{
    private static readonly TimeSpan GreetingTimeout = TimeSpan.FromSeconds(5);

    private readonly Socket socket;
    private readonly Lock sending = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<CommandReply>> waiting = new();
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int lastRequestId;

    private EngineLinkClient(Socket socket, int engineProcessId)
    {
        this.socket = socket;
        EngineProcessId = engineProcessId;
    }

    /// <summary>What the engine tells unasked; raised on the link's thread.</summary>
    public event Action<LinkMessage>? EventReceived;

    /// <summary>The engine's process.</summary>
    public int EngineProcessId { get; }

    /// <summary>Completes when the engine is gone or <see cref="Dispose"/> was called.</summary>
    public Task Ended => end.Task;

    /// <summary>Null when no engine listens there.</summary>
    /// <exception cref="RecorderException">There is one, but it is of another version or another host has it.</exception>
    public static EngineLinkClient? TryConnect(string socketPath)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            socket.ReceiveTimeout = (int)GreetingTimeout.TotalMilliseconds;
            if (TryReceive(socket, out var hello))
            {
                Check(in hello);
                Send(socket, LinkMessages.Hello());
                socket.ReceiveTimeout = 0;
                var client = new EngineLinkClient(socket, hello.Number);
                new Thread(client.Listen) { Name = "link", IsBackground = true }.Start();
                return client;
            }
        }
        catch (SocketException)
        {
            // Nobody listens, or the engine went away in the middle of the greeting: the same to the caller.
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        socket.Dispose();
        return null;
    }

    /// <summary>Asks and waits for the reply; refused with a sentence when the engine is gone or silent for longer than the timeout.</summary>
    public CommandReply Post(LinkMessage command, TimeSpan timeout)
    {
        command.RequestId = Interlocked.Increment(ref lastRequestId);
        var reply = new TaskCompletionSource<CommandReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[command.RequestId] = reply;
        try
        {
            lock (sending)
                Send(socket, in command);
            return reply.Task.Wait(timeout) ? reply.Task.Result : CommandReply.Refused(
                "The engine does not answer; what it records goes on; try again.");
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            return Gone();
        }
        finally
        {
            waiting.TryRemove(command.RequestId, out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private static void Check(in LinkMessage hello)
    {
        if (!LinkMessages.IsOfThisVersion(in hello))
        {
            throw new RecorderException(FaultKind.Device,
                $"The engine (process {hello.Number}) is of another version than this host; a running take goes on; "
                + "end it from the host it belongs to, then start both anew.");
        }
        if (!hello.Flag)
            throw new RecorderException(FaultKind.Device, hello.Text.ToString());
    }

    private static CommandReply Gone() => CommandReply.Refused("The engine is gone; what was committed is on disk; it is started again.");

    private void Listen()
    {
        try
        {
            while (TryReceive(socket, out var message))
            {
                if (message.Kind != LinkKind.Reply)
                    EventReceived?.Invoke(message);
                else if (waiting.TryRemove(message.RequestId, out var reply))
                    reply.TrySetResult(new CommandReply(message.Flag, message.Text.ToString()));
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // The connection has ended; told below.
        }
        end.TrySetResult();
        foreach (var reply in waiting.Values)
            reply.TrySetResult(Gone());
    }

    private static void Send(Socket socket, in LinkMessage message)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<LinkMessage>(in message));
        while (bytes.Length > 0)
            bytes = bytes[socket.Send(bytes)..];
    }

    private static bool TryReceive(Socket socket, out LinkMessage message)
    {
        message = default;
        var bytes = MemoryMarshal.AsBytes(new Span<LinkMessage>(ref message));
        while (bytes.Length > 0)
        {
            var received = socket.Receive(bytes);
            if (received == 0)
                return false;
            bytes = bytes[received..];
        }
        return true;
    }
}
