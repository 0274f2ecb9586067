using System.Net.WebSockets;
using System.Text;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Web.Tests.Endpoints;

public class PanelSocketTests
{
    private const byte PictureKind = 1;
    private const byte LightsKind = 2;
    private const byte LevelsKind = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_picture_arrives_packed_with_its_lights()
    {
        await using var panel = await RunningPanel.Start();
        panel.Fake.Draw(1, 13, PanelLights.Record | PanelLights.Mix);
        using var socket = await Connect(panel);

        var frame = await Next(socket, PictureKind);

        Assert.Equal(8 + 256 * 64 / 2, frame.Length);
        Assert.Equal((byte)(PanelLights.Record | PanelLights.Mix), frame[1]);
        Assert.Equal([0, 1, 64, 0], frame[2..6]);
        Assert.Equal(0x0d, frame[8]);
    }

    [Fact]
    public async Task A_change_of_lights_alone_is_two_bytes()
    {
        await using var panel = await RunningPanel.Start();
        using var socket = await Connect(panel);
        await Next(socket, PictureKind);

        panel.Fake.Draw(0, 0, PanelLights.Stop);

        var frame = await Next(socket, LightsKind);
        Assert.Equal([LightsKind, (byte)PanelLights.Stop], frame);
    }

    [Fact]
    public async Task Levels_and_state_arrive_apart()
    {
        await using var panel = await RunningPanel.Start();
        panel.Fake.Snapshot = new RecorderSnapshot { Inputs = [new InputState { Name = "Kick", Peak = 0.5f, Rms = 0.25f, Hold = 0.75f }] };
        using var socket = await Connect(panel);

        var levels = await Next(socket, LevelsKind);
        var state = Encoding.UTF8.GetString(await Next(socket, (byte)'{'));

        Assert.Equal([1, 0, 0], levels[1..4]);
        Assert.Equal([0.5f, 0.25f, 0.75f], Enumerable.Range(0, 3).Select(i => BitConverter.ToSingle(levels, 4 + 4 * i)));
        Assert.Contains("\"name\":\"Kick\",\"isArmed\":true,", state, StringComparison.Ordinal);
        Assert.Contains("\"peak\":0,", state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Movements_arrive_in_their_order_and_nonsense_is_passed_over()
    {
        await using var panel = await RunningPanel.Start();
        using var socket = await Connect(panel);

        await Send(socket, """{"control":"knob3","action":"turn","detents":-2}""");
        await Send(socket, "nonsense");
        await Send(socket, """{"control":"siren","action":"down"}""");
        await Send(socket, """{"control":"mark","action":"up"}""");
        await Send(socket, """{"control":"stop","action":"down"}""");
        await Send(socket, """{"control":"stop","action":"down"}""");
        await Send(socket, """{"control":"stop","action":"up"}""");

        Assert.Equal((PanelControl.Knob3, PanelAction.Turn, -2), await panel.Fake.NextMove());
        Assert.Equal((PanelControl.Stop, PanelAction.Down, 0), await panel.Fake.NextMove());
        Assert.Equal((PanelControl.Stop, PanelAction.Up, 0), await panel.Fake.NextMove());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_ends_lets_go_of_what_it_held_without_the_action(bool politely)
    {
        await using var panel = await RunningPanel.Start();
        using var socket = await Connect(panel);
        await Send(socket, """{"control":"stop","action":"down"}""");
        await panel.Fake.NextMove();

        if (politely)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        else
            socket.Abort();

        Assert.Equal((PanelControl.Stop, PanelAction.Release, 0), await panel.Fake.NextMove());
    }

    private static async Task<ClientWebSocket> Connect(RunningPanel panel)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{panel.Port}/panel"), Cancel);
        return socket;
    }

    private static Task Send(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancel);

    // The next message that begins with this byte.
    private static async Task<byte[]> Next(ClientWebSocket socket, byte first)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), Cancel);
                length += part.Count;
            } while (!part.EndOfMessage);
            if (buffer[0] == first)
                return buffer[..length];
        }
    }
}
