using System.Text;
using Recorder.Session;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

/// <summary>A stereo pair is two mono tracks whose names and iXML say what they are to each other.</summary>
public sealed class PairTests
{
    [Fact]
    public void Neighbours_called_left_and_right_say_so_in_their_files()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Engine.NameInput(0, "OH L");
        desk.Engine.NameInput(1, "OH R");
        desk.Engine.StartTake();
        desk.Run(0.2);
        desk.End();
        var tracks = TakeCheck.Journal(store, 1).Start!.Tracks;
        Assert.Equal(["OH L", "OH R"], tracks.Take(2).Select(track => track.Name));
        Assert.Equal(["LEFT", "RIGHT"], tracks.Take(2).Select(track => Function(store, track.FileName)));
        Assert.All(tracks.Skip(2), track => Assert.Equal("", Function(store, track.FileName)));
    }

    private static string Function(MemoryStore store, string fileName)
    {
        var text = Encoding.Latin1.GetString(store[SessionLayout.InTake(1, fileName)]);
        var from = text.IndexOf("<FUNCTION>", StringComparison.Ordinal);
        return from < 0 ? "" : text[(from + 10)..text.IndexOf("</FUNCTION>", StringComparison.Ordinal)];
    }
}
