using System.Collections.Immutable;
using Recorder.Core.Units;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.Session.Tests.Layers;

public class LayerStackTests
{
    private static readonly TakeStart Take = Start(0, 0, (0, "Drums"), (1, "Guitar"));

    [Fact]
    public void Layers_lie_over_one_another_as_they_were_recorded()
    {
        var heard = LayerStack.Of(Take, [Layer(1, 100, 500, 1), Layer(2, 300, 400, 1)], []);
        Assert.Empty(heard[0].Spans);
        Assert.Equal([(1, 100L, 500L), (2, 300L, 400L)], heard[1].Spans.Select(span => (span.Layer, span.StartFrame, span.EndFrame)));
    }

    [Fact]
    public void Of_three_takes_one_is_picked_and_what_lies_elsewhere_stays()
    {
        Layer[] layers = [Layer(1, 100, 500, 1), Layer(2, 90, 510, 1), Layer(3, 110, 490, 1), Layer(4, 800, 900, 1)];
        var choices = LayerStack.Choose([], 1, 2, layers);
        Assert.Equal([1, 2, 4], LayerStack.Of(Take, layers, choices)[1].Spans.Select(span => span.Layer));
        choices = LayerStack.Choose(choices, 1, 1, layers);
        Assert.Equal([1, 4], LayerStack.Of(Take, layers, choices)[1].Spans.Select(span => span.Layer));
    }

    [Fact]
    public void The_original_is_heard_when_it_is_chosen_until_something_new_is_recorded()
    {
        Layer[] layers = [Layer(1, 100, 500, 1), Layer(2, 600, 700, 1)];
        var choices = LayerStack.Choose([], 1, 0, layers);
        Assert.Empty(LayerStack.Of(Take, layers, choices)[1].Spans);
        Assert.Equal([3], LayerStack.Of(Take, [.. layers, Layer(3, 200, 300, 1)], choices)[1].Spans.Select(span => span.Layer));
    }

    [Fact]
    public void A_choice_for_one_track_leaves_the_others_alone()
    {
        Layer[] layers = [Layer(1, 0, 100, 0, 1)];
        var heard = LayerStack.Of(Take, layers, LayerStack.Choose([], 0, 0, layers));
        Assert.Empty(heard[0].Spans);
        Assert.Single(heard[1].Spans);
    }

    [Fact]
    public void Inputs_that_only_layers_have_stand_behind_the_takes_own_tracks()
    {
        var heard = LayerStack.Of(Take, [Layer(1, 0, 100, 7), Layer(2, 0, 100, 4)], []);
        Assert.Equal([(0, false), (1, false), (7, true), (4, true)], heard.Select(track => (track.Input, track.FileName is null)));
    }

    [Fact]
    public void What_a_power_cut_left_open_or_empty_is_no_layer_yet()
    {
        var journals = new Dictionary<int, TakeJournal?>
        {
            [1] = new() { Start = Start(1, 0, (1, "Guitar")) }, [2] = Layer(2, 0, 0, 1).Journal, [3] = Layer(3, 5, 9, 1).Journal, [4] = null,
        };
        Assert.Equal([3], Recorder.Session.Layers.Layer.Read(["L0004", "L0003", "L0002", "L0001", "notes", "L01"], number => journals[number]).Select(layer => layer.Number));
    }

    [Fact]
    public void Boundaries_make_songs_and_none_makes_none()
    {
        Assert.Empty(Song.Between([], 1000));
        Assert.Empty(Song.Between([0, 1000, 5000], 1000));
        Assert.Equal([new Song(1, 0, 300), new Song(2, 300, 700), new Song(3, 700, 1000)], Song.Between([700, 300], 1000));
        Assert.Equal([300L], Song.With(Song.With([300], 700, isSet: true), 700, isSet: false));
    }

    [Fact]
    public void What_take_json_says_of_layers_and_songs_is_read_and_older_ones_say_nothing()
    {
        var facts = TakeFacts.Parse("""{ "name": "Song 4", "chosenLayers": [ { "input": 1, "layer": 2, "among": 3 } ], "songBoundaries": [ 48000 ] }"""u8);
        Assert.Equal(new LayerChoice(1, 2, 3), Assert.Single(facts.ChosenLayers));
        Assert.Equal([48_000L], facts.SongBoundaries);
        var older = TakeFacts.Parse("""{ "name": "Song 4", "isStarred": true }"""u8);
        Assert.True(older is { IsStarred: true, ChosenLayers.IsEmpty: true, SongBoundaries.IsEmpty: true, MarkerEdits.IsEmpty: true });
        Assert.Equal("", TakeFacts.Parse("torn"u8).Name);
    }

    private static Layer Layer(int number, long startFrame, long endFrame, params int[] inputs) => new(number, new TakeJournal
    {
        Start = Start(number, startFrame, [.. inputs.Select(input => (input, $"Input {input}"))]),
        Stop = new TakeStop(endFrame - startFrame, StopReason.Asked),
    });

    private static TakeStart Start(int layer, long startFrame, params (int Input, string Name)[] tracks) => new(
        1, 48_000, SampleFormat.S24, [.. tracks.Select(track => new JournalTrack(track.Input, track.Name, $"{track.Name}.wav"))], "", 0, 0, "family", "X18")
    {
        Layer = layer, LayerStartFrame = startFrame,
    };
}
