using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.App.Host.Session;

/// <summary>What people say about the open take while they hear it: song boundaries, and which layers they want to hear.</summary>
/// <param name="shelf">The takes.</param>
/// <param name="desk">Takes boundaries along in its steps, so that undo takes them back.</param>
/// <param name="post">Tells the engine, which plays the take.</param>
/// <param name="snapshot">The newest state: where the playhead is.</param>
internal sealed class OpenTakeDesk(TakeShelf shelf, MixDesk desk, Func<LinkMessage, CommandReply> post, Func<RecorderSnapshot> snapshot)
{
    private const string NothingPlays = "Nothing plays. PLAY, then again where it belongs.";

    /// <summary>Does one of its commands; null for any other.</summary>
    public CommandReply? TryRoute(RecorderCommand command) => command switch
    {
        AddSongBoundary => AddBoundary(),
        ChooseLayer choice => Choose(choice),
        _ => null,
    };

    private Take? Playing() => snapshot().Transport is TransportState.Playing or TransportState.Paused or TransportState.Overdubbing ? shelf.Open : null;

    private long Playhead(Take take) => Math.Clamp((long)Math.Round((snapshot().Open?.PlayheadSeconds ?? 0) * take.RateHz), 0, take.Frames);

    private CommandReply AddBoundary()
    {
        if (Playing() is not { } take)
            return CommandReply.Refused(NothingPlays);
        var frame = Playhead(take);
        if (frame == 0 || frame >= take.Frames || take.Facts.SongBoundaries.Contains(frame))
            return CommandReply.Refused("A song begins here already.");
        desk.AddSongBoundary(take, frame);
        var songs = Song.Between(Song.With(take.Facts.SongBoundaries, frame, isSet: true), take.Frames);
        var number = songs.First(song => song.StartFrame == frame).Number;
        return new CommandReply(true, FormattableString.Invariant($"Song {number} begins here. Undo takes it back."));
    }

    private CommandReply Choose(ChooseLayer choice)
    {
        if (shelf.Closed.FirstOrDefault(take => take.Number == choice.Take) is not { } take)
            return CommandReply.Refused($"T{choice.Take} is not there.");
        if (choice.Layer != 0 && !LayerStack.With(choice.Input, take.Layers).Any(layer => layer.Number == choice.Layer))
            return CommandReply.Refused($"T{choice.Take} has no layer {choice.Layer} of input {choice.Input + 1}.");
        shelf.Change(take.Number, facts => facts with { ChosenLayers = LayerStack.Choose(facts.ChosenLayers, choice.Input, choice.Layer, take.Layers) });
        // What plays is read anew from where it is.
        if (Playing()?.Number == take.Number)
            post(LinkMessages.Locate(Playhead(take)));
        return CommandReply.Done;
    }
}
