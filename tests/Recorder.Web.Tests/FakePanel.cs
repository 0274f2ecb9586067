using System.Threading.Channels;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Web.Tests;

/// <summary>A recorder and a panel that remember what was asked of them.</summary>
internal sealed class FakePanel : IRecorder, IPanelMirror
{
    private readonly byte[] picture = new byte[256 * 64];
    private readonly Channel<(PanelControl Control, PanelAction Action, int Detents)> moves =
        Channel.CreateUnbounded<(PanelControl, PanelAction, int)>();

    private long version;

    public List<RecorderCommand> Commands { get; } = [];

    public CommandReply Reply { get; set; } = CommandReply.Done;

    public RecorderSnapshot Snapshot { get; set; } = new();

    public int Width => 256;

    public int Height => 64;

    public long Version => Interlocked.Read(ref version);

    public PanelLights Lit { get; private set; }

    /// <summary>The next movement that arrives.</summary>
    public ValueTask<(PanelControl Control, PanelAction Action, int Detents)> NextMove() =>
        moves.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public CommandReply Post(RecorderCommand command)
    {
        Commands.Add(command);
        return Reply;
    }

    public void CopyPicture(Span<byte> greys) => picture.CopyTo(greys);

    public void Move(PanelControl control, PanelAction action, int detents) => moves.Writer.TryWrite((control, action, detents));

    /// <summary>Lights one pixel and these lamps.</summary>
    public void Draw(int pixel, byte grey, PanelLights lit)
    {
        picture[pixel] = grey;
        Lit = lit;
        Interlocked.Increment(ref version);
    }
}
