using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Link.Messages;
using Recorder.Link.Wire;
using Recorder.TestSupport;

namespace Recorder.Link.Tests.Wire;

public sealed class EngineLinkTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder folder = new();

    private string SocketPath => LinkPaths.InFolder(folder.Path).Socket;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_command_is_answered_with_its_sentence()
    {
        using var server = new EngineLinkServer(SocketPath, Echo);
        using var client = EngineLinkClient.TryConnect(SocketPath)!;

        Assert.Equal(new CommandReply(true, "NameInput 3 Größe"), client.Post(LinkMessages.NameInput(3, "Größe"), Patience));
        Assert.Equal(new CommandReply(true, ""), client.Post(LinkMessages.Plain(LinkKind.Ping), Patience));
        Assert.Equal(Environment.ProcessId, client.EngineProcessId);
        Assert.Null(server.WithoutHostSinceMs);
    }

    [Fact]
    public void Many_threads_may_post_and_each_gets_its_own_answer()
    {
        using var server = new EngineLinkServer(SocketPath, Echo);
        using var client = EngineLinkClient.TryConnect(SocketPath)!;

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal($"NameInput {i} n{i}", client.Post(LinkMessages.NameInput(i, $"n{i}"), Patience).Sentence));
    }

    [Fact]
    public void Events_arrive_in_order()
    {
        using var server = new EngineLinkServer(SocketPath, Echo);
        using var client = EngineLinkClient.TryConnect(SocketPath)!;
        using var seen = new BlockingCollection<LinkMessage>();
        client.EventReceived += seen.Add;

        server.Send(LinkMessages.TakeStarted(7));
        server.Send(LinkMessages.TakeEnded(7, 48_000));

        Assert.True(seen.TryTake(out var first, Patience) && seen.TryTake(out var second, Patience)
            && (first.Kind, first.Number) == (LinkKind.TakeStarted, 7) && (second.Kind, second.Frame) == (LinkKind.TakeEnded, 48_000));
    }

    [Fact]
    public void A_second_host_beside_a_living_one_is_refused_and_a_dead_ones_place_is_free()
    {
        using var server = new EngineLinkServer(SocketPath, Echo);
        var first = EngineLinkClient.TryConnect(SocketPath)!;
        var refused = Assert.Throws<RecorderException>(() => EngineLinkClient.TryConnect(SocketPath));
        Assert.Equal(FaultKind.Device, refused.Kind);
        Assert.Equal("Ping", Name(first));

        first.Dispose();
        using var second = EngineLinkClient.TryConnect(SocketPath)!;
        Assert.Equal("Ping", Name(second));

        static string Name(EngineLinkClient client) =>
            client.Post(LinkMessages.Plain(LinkKind.Ping), Patience).Accepted ? "Ping" : "silence";
    }

    [Fact]
    public void A_host_of_another_version_is_not_let_in()
    {
        using var server = new EngineLinkServer(SocketPath, Echo);
        using var socket = Connect();
        var hello = LinkMessages.Hello();
        hello.Choice++;
        Send(socket, hello);

        Assert.True(LinkMessages.IsOfThisVersion(Receive(socket)));
        Assert.Equal(0, socket.Receive(new byte[1]));
        Assert.False(server.HasHost);
    }

    [Fact]
    public async Task An_engine_of_another_version_is_named()
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        engine.Bind(new UnixDomainSocketEndPoint(SocketPath));
        engine.Listen();
        var connecting = Task.Run(() => EngineLinkClient.TryConnect(SocketPath), TestContext.Current.CancellationToken);
        using var connection = await engine.AcceptAsync(TestContext.Current.CancellationToken);
        var hello = LinkMessages.Hello();
        hello.Frame++;
        Send(connection, hello);

        var problem = await Assert.ThrowsAsync<RecorderException>(() => connecting);
        Assert.Contains("another version", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_does_not_read_is_let_go_and_never_waited_for()
    {
        using var server = new EngineLinkServer(SocketPath, Echo);
        using var socket = Connect();
        Assert.True(Receive(socket).Flag);
        Send(socket, LinkMessages.Hello());
        Send(socket, LinkMessages.Plain(LinkKind.Ping));
        Assert.True(Receive(socket).Flag);

        for (var i = 0; server.HasHost && i < 1_000_000; i++)
            server.Send(LinkMessages.TakeStarted(i));

        Assert.False(server.HasHost);
        using var next = EngineLinkClient.TryConnect(SocketPath)!;
        Assert.True(next.Post(LinkMessages.Plain(LinkKind.Ping), Patience).Accepted);
    }

    [Fact]
    public async Task The_end_of_the_engine_is_told_and_later_commands_are_refused()
    {
        var server = new EngineLinkServer(SocketPath, Echo);
        using var client = EngineLinkClient.TryConnect(SocketPath)!;
        server.Dispose();

        await client.Ended.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(client.Post(LinkMessages.Plain(LinkKind.EndTake), Patience).Accepted);
        Assert.Null(EngineLinkClient.TryConnect(SocketPath));
    }

    [Fact]
    public void A_second_engine_at_the_same_place_is_refused_and_a_dead_ones_socket_is_taken_over()
    {
        var first = new EngineLinkServer(SocketPath, Echo);
        Assert.Equal(FaultKind.Device, Assert.Throws<RecorderException>(() => new EngineLinkServer(SocketPath, Echo)).Kind);
        first.Dispose();

        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            dead.Bind(new UnixDomainSocketEndPoint(SocketPath));
        using var second = new EngineLinkServer(SocketPath, Echo);
        using var client = EngineLinkClient.TryConnect(SocketPath);
        Assert.NotNull(client);
    }

    [Fact]
    public void The_engines_end_allocates_nothing_while_hosts_come_ask_and_go()
    {
        long allocated = -1, atStart = 0;
        var commands = 0;
        using var server = new EngineLinkServer(SocketPath, (in command, ref reply) =>
        {
            if (commands++ == 0)
                atStart = GC.GetAllocatedBytesForCurrentThread();
            reply.Flag = true;
            reply.Text.Set("Already recording T12.");
            allocated = GC.GetAllocatedBytesForCurrentThread() - atStart;
        });

        for (var host = 0; host < 5; host++)
        {
            using var client = EngineLinkClient.TryConnect(SocketPath)!;
            for (var i = 0; i < 20; i++)
                Assert.True(client.Post(LinkMessages.SetBus(0, i), Patience).Accepted);
        }

        Assert.Equal(100, commands);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_socket_path_that_is_too_long_is_a_sentence() =>
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() => LinkPaths.InFolder("/tmp/" + new string('x', 120))).Kind);

    private static void Echo(in LinkMessage command, ref LinkMessage reply)
    {
        reply.Flag = true;
        reply.Text.Set($"{command.Kind} {command.Number} {command.Text}");
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }

    private static void Send(Socket socket, LinkMessage message) =>
        socket.Send(MemoryMarshal.AsBytes(new ReadOnlySpan<LinkMessage>(in message)));

    private static LinkMessage Receive(Socket socket)
    {
        LinkMessage message = default;
        var bytes = MemoryMarshal.AsBytes(new Span<LinkMessage>(ref message));
        for (var count = 0; count < bytes.Length;)
            count += socket.Receive(bytes[count..]) is var received and > 0 ? received : throw new EndOfStreamException();
        return message;
    }
}
