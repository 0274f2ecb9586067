using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.Session.Layers;
using Recorder.TestSupport;

namespace Recorder.Session.Tests.Layers;

public sealed class LayerFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LayerFolderTests()
    {
        Add(layer: 0, startFrame: 0, frames: 48_000, [new(0, "Kick", "01 Kick.wav"), new(1, "Guitar", "02 Guitar.wav")]);
        Add(layer: 1, startFrame: 12_000, frames: 6_000, [new(1, "Guitar", "01 Guitar.wav"), new(8, "Voice", "02 Voice.wav")]);
        Add(layer: 2, startFrame: 13_000, frames: 2_000, [new(1, "Guitar", "01 Guitar.wav")]);
    }

    private SessionFolder Session => SessionFolder.Open(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_take_is_read_with_its_layers_over_its_tracks()
    {
        var take = Session.RequireTake(1);
        Assert.Equal([(1, 12_000L, 6_000L), (2, 13_000L, 2_000L)], take.Layers.Select(layer => (layer.Number, layer.StartFrame, layer.Frames)));
        Assert.Equal([("Kick", false), ("Guitar", false), ("Voice", true)], take.Tracks.Select(track => (track.Name, track.IsOfLayersOnly)));
        Assert.Equal([1, 2], take.Tracks[1].Layers.Select(layer => layer.Layer));
        Assert.Equal(folder.File("takes", "T0001", "layers", "L0001", "02 Voice.wav"), Assert.Single(take.Tracks[2].Layers).File);
    }

    [Fact]
    public void What_is_chosen_is_heard_and_the_files_stay_as_they_are()
    {
        var take = Session.RequireTake(1);
        Session.ChangeFacts(1, facts => facts with { ChosenLayers = LayerStack.Choose(facts.ChosenLayers, 1, 0, take.Layers) });
        var renewed = Session.Renew(take);
        Assert.Empty(renewed.Tracks[1].Layers);
        Assert.Single(renewed.Tracks[2].Layers);
        Assert.Equal(2, renewed.Layers.Length);
    }

    [Fact]
    public void Songs_and_markers_that_were_set_while_it_was_heard_are_the_takes()
    {
        Session.ChangeFacts(1, facts => facts with { SongBoundaries = [20_000], MarkerEdits = [new MarkerEdit { Frame = 100, Label = "Solo" }] });
        var take = Session.RequireTake(1);
        Assert.Equal([(1, 0L, 20_000L), (2, 20_000L, 48_000L)], take.Songs.Select(song => (song.Number, song.StartFrame, song.EndFrame)));
        Assert.Equal("Solo", Assert.Single(take.Markers).Label);
    }

    private void Add(int layer, long startFrame, long frames, JournalTrack[] tracks)
    {
        var store = new MemoryStore();
        var start = new TakeStart(1, 48_000, SampleFormat.S24, [.. tracks], "2026-02-03T20:15:00.0000000+01:00", 0, 0, "uid", "X18")
        {
            BootId = "boot", Layer = layer, LayerStartFrame = startFrame, RoundTripFrames = 17,
        };
        Assert.Equal(StoreError.None, JournalWriter.Create(store, start, out var journal));
        journal!.Stop(frames, StopReason.Asked);
        Directory.CreateDirectory(folder.File(SessionLayout.LayerFolder(1, layer)));
        File.WriteAllBytes(folder.File(start.JournalFile), store[start.JournalFile]);
        foreach (var track in tracks)
            File.WriteAllBytes(folder.File(start.PathOf(track.FileName)), []);
        var read = JournalReader.Read(store[start.JournalFile]).Start!;
        Assert.Equal((layer, layer > 0 ? startFrame : 0, layer > 0 ? 17 : 0), (read.Layer, read.LayerStartFrame, read.RoundTripFrames));
    }
}
