using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.Session.Layers;
using Recorder.Session.Mixes;

namespace Recorder.App.Host.Session;

/// <summary>
/// The mix under the knobs: that of the open take, or of the inputs while a take runs or none is there. What stands on
/// the desk when REC is pressed goes on over the inputs, and becomes the new take's first scene when it ends.
/// </summary>
/// <param name="session">Where mixes are stored.</param>
/// <param name="time">For gestures and for the pace of storing.</param>
internal sealed class MixDesk(SessionFolder session, TimeProvider time)
{
    private static readonly TimeSpan StoreEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private MixHistory history = new(Mix.Fresh([]), time);
    private Take? take;
    private bool isUnstored;
    private long storedAt;
    private ImmutableArray<long> keptBoundaries = [];
    private (Mix? Of, ImmutableArray<QuickMixMove> Moves) toldMoves;

    /// <summary>Raised when other strips than before lie under the knobs, or many values changed at once.</summary>
    public event Action<Scene>? SceneChanged;

    /// <summary>Raised when many values change again and again under one knob: what is heard may follow a moment later.</summary>
    public event Action? SceneTurned;

    /// <summary>The mix as it is now; immutable.</summary>
    public Mix Mix
    {
        get
        {
            lock (gate)
                return history.Mix;
        }
    }

    /// <summary>What the last quick mix did, each move told whether it is in what is heard.</summary>
    public ImmutableArray<QuickMixMove> Moves
    {
        get
        {
            lock (gate)
            {
                // Asked for with every picture, other only when the mix is.
                if (!ReferenceEquals(toldMoves.Of, history.Mix))
                    toldMoves = (history.Mix, QuickMixMoves.In(history.Mix));
                return toldMoves.Moves;
            }
        }
    }

    /// <summary>What undo and redo would do; null when there is nothing.</summary>
    public (string? Undo, string? Redo) StepNames
    {
        get
        {
            lock (gate)
                return (history.UndoName, history.RedoName);
        }
    }

    /// <summary>Lays a finished take on the desk.</summary>
    public void Open(Take opened) => Lay(opened, () => SceneStore.Read(session, opened));

    /// <summary>Lays the inputs on the desk: each keeps the strip of the track that came from it.</summary>
    public void OpenInputs(IReadOnlyList<string> names) => Lay(null, () =>
    {
        var before = history.Mix;
        var strips = names.Select((name, input) => StripOfInput(before.Current, input) is { } strip
            ? strip with { Track = name }
            : new SceneStrip(name, StripParameters.Defaults()));
        return before with { Current = before.Current with { Strips = [.. strips] } };
    });

    /// <summary>The take that was recorded over these inputs has ended: its tracks take their strips along.</summary>
    public void OpenRecorded(Take ended)
    {
        Lay(ended, () => FromInputs(ended));
        lock (gate)
            isUnstored = true;
        StoreIfDue(atOnce: true);
    }

    /// <summary>The same for a take that was cut: it is stored, and the inputs stay on the desk for the one that goes on.</summary>
    public void KeepForRecorded(Take ended)
    {
        lock (gate)
            SceneStore.Write(session, ended, FromInputs(ended));
    }

    /// <summary>A take's mix: what lies on the desk when it is there or is being recorded, else what is stored.</summary>
    public Mix MixOf(Take of)
    {
        lock (gate)
        {
            return take?.Number == of.Number ? history.Mix
                : take is null && of.Condition == TakeCondition.Open ? FromInputs(of)
                : SceneStore.Read(session, of);
        }
    }

    /// <summary>Gives an input's strip a name while inputs lie on the desk.</summary>
    public void RenameInput(int input, string name)
    {
        lock (gate)
        {
            if (take is not null || (uint)input >= (uint)history.Mix.Current.Strips.Length)
                return;
            var strips = history.Mix.Current.Strips;
            var renamed = history.Mix.Current with { Strips = strips.SetItem(input, strips[input] with { Track = name }) };
            history = new MixHistory(history.Mix with { Current = renamed }, time);
        }
    }

    /// <summary>A hand's move; the other half of a stereo pair goes along.</summary>
    /// <param name="command">What was moved.</param>
    /// <param name="moved">The strips that have a new value of the command's parameter, as it is heard.</param>
    public CommandReply Set(SetStrip command, out ImmutableArray<(int Strip, float Value)> moved)
    {
        moved = [];
        lock (gate)
        {
            var strips = history.Mix.Current.Strips;
            if ((uint)command.Strip >= (uint)strips.Length)
                return CommandReply.Refused($"There is no strip {command.Strip + 1}.");
            var partner = StereoPairs.PartnerOf(strips, command.Strip, strip => strip.Track);
            moved = [.. history.SetStrip(command.Strip, command.Parameter, command.Value, partner).Select(set => (set.Strip, history.Mix.Current.Heard(set.Strip)[command.Parameter]))];
            isUnstored = true;
            return CommandReply.Done;
        }
    }

    /// <summary>The strip of what comes from an input, from 0; null when that has none here.</summary>
    public int? StripOf(int input)
    {
        lock (gate)
            return StripIn(history.Mix.Current, input);
    }

    /// <summary>Several moves of strips as one step that undo takes back at once.</summary>
    /// <param name="name">What undo calls it.</param>
    /// <param name="moves">Each strip is there.</param>
    public void Set(string name, IEnumerable<SetStrip> moves)
    {
        Change(() =>
        {
            var scene = moves.Aggregate(history.Mix.Current, (now, move) => now.WithStrip(move.Strip, move.Parameter, move.Value));
            history.Change(name, history.Mix with { Current = scene, IsEdited = true });
        });
        SceneChanged?.Invoke(Mix.Current);
    }

    /// <summary>A hand's move.</summary>
    public void Set(SetBus command) => Change(() => history.SetBus(command.Parameter, command.Value));

    /// <summary>A hand's move.</summary>
    public void Set(SetMaster command) => Change(() => history.SetMaster(command.Parameter, command.Value));

    /// <summary>A hand sets what the master is to measure.</summary>
    public void SetAim(MasterAim aim) => Change(() => history.SetAim(aim));

    /// <summary>A hand chooses what the master's tone is brought nearer to; "" for nothing.</summary>
    public void SetReference(string key, string name) => Change(() => history.SetReference(key, name));

    /// <summary>The reference of a take's master has given its tone: it stands under the knobs from now on.</summary>
    /// <param name="of">The take.</param>
    /// <param name="asked">Its mix when the tone was found: what was chosen or moved since stays.</param>
    /// <param name="tone">The tone.</param>
    /// <param name="name">The reference, as people know it.</param>
    public void GiveTone(Take of, Mix asked, GivenTone tone, string name)
    {
        lock (gate)
        {
            var isOnDesk = take?.Number == of.Number;
            var given = isOnDesk ? history : new MixHistory(SceneStore.Read(session, of), time);
            if (given.Mix.Reference != asked.Reference)
                return;
            given.GiveTone(tone, GivenTone.Of(asked.Master), name);
            if (isOnDesk)
                isUnstored = true;
            else
                SceneStore.Write(session, of, given.Mix);
        }
    }

    /// <summary>A song of the open take ends at a frame; undo takes it back.</summary>
    /// <exception cref="Core.Faults.RecorderException">The disk refuses.</exception>
    public void AddSongBoundary(Take of, long frame)
    {
        lock (gate)
        {
            if (take?.Number != of.Number)
                return;
            var name = FormattableString.Invariant($"song boundary {TimeSpan.FromSeconds((double)frame / of.RateHz):h\\:mm\\:ss}");
            history.Change(name, history.Mix with { SongBoundaries = Song.With(history.Mix.SongBoundaries, frame, isSet: true) });
            isUnstored = true;
        }
        KeepBoundaries();
    }

    /// <summary>Raised with the boundaries of the open take's songs when they have changed.</summary>
    public event Action<int, ImmutableArray<long>>? BoundariesChanged;

    /// <summary>The open take has been overdubbed: tracks that only a layer has get strips, what was set and can be undone stays.</summary>
    public void OpenOverdubbed(Take overdubbed)
    {
        lock (gate)
        {
            if (take?.Number != overdubbed.Number || overdubbed.Tracks.Length == history.Mix.Current.Strips.Length)
                return;
        }
        Open(overdubbed);
    }

    /// <summary>Takes back the last move.</summary>
    public CommandReply Undo() => Step(static history => history.Undo(), "Nothing to undo.", "Undone: ");

    /// <summary>Does it again.</summary>
    public CommandReply Redo() => Step(static history => history.Redo(), "Nothing to redo.", "Done again: ");

    /// <summary>Any other move of what is heard; nothing has changed where it is refused.</summary>
    public CommandReply Move(Func<MixHistory, CommandReply> move) => Move(move, () => SceneChanged?.Invoke(Mix.Current));

    private CommandReply Move(Func<MixHistory, CommandReply> move, Action tell)
    {
        CommandReply reply;
        lock (gate)
        {
            reply = move(history);
            isUnstored |= reply.Accepted;
        }
        if (reply.Accepted)
            tell();
        return reply;
    }

    /// <summary>Makes a stored scene the one that is heard.</summary>
    public CommandReply Recall(string name)
    {
        lock (gate)
        {
            if (history.Mix.FindScene(name) is not { } scene)
                return CommandReply.Refused($"There is no scene called {name}.");
            Change(() => history.Change($"recall {scene.Name}", history.Mix with { Current = scene, IsEdited = false }));
        }
        SceneChanged?.Invoke(Mix.Current);
        return CommandReply.Done;
    }

    /// <summary>Brings what is heard towards a stored scene.</summary>
    public CommandReply Morph(MorphScene command) => Move(history =>
    {
        if (history.Mix.FindScene(command.To) is not { } scene)
            return CommandReply.Refused($"There is no scene called {command.To}.");
        history.Morph(scene, command.Percent);
        return CommandReply.Done;
    }, () => SceneTurned?.Invoke());

    /// <summary>A stored scene that was compared with and is heard becomes the mix under the knobs.</summary>
    public void Hear(Scene scene)
    {
        Change(() => history.Change($"hear {scene.Name}", history.Mix with { Current = scene, IsEdited = false }));
        SceneChanged?.Invoke(Mix.Current);
    }

    /// <summary>A new scene from a quick mix of a take, heard at once when that take lies on the desk.</summary>
    public void AddQuickMix(Take of, Scene scene, ImmutableArray<QuickMixMove> moves)
    {
        lock (gate)
        {
            if (take?.Number != of.Number)
            {
                SceneStore.Write(session, of, SceneStore.Read(session, of).WithScene(scene) with { QuickMixMoves = moves, QuickMixScene = scene.Name });
                return;
            }
            Change(() => history.Change($"quick mix {scene.Name}", history.Mix.WithScene(scene) with { QuickMixMoves = moves, QuickMixScene = scene.Name }));
        }
        SceneChanged?.Invoke(Mix.Current);
    }

    /// <summary>Takes one move of the last quick mix out of its scene, or puts it in again.</summary>
    public CommandReply Drop(DropMove command)
    {
        string done;
        lock (gate)
        {
            var mix = history.Mix;
            if ((uint)command.Move >= (uint)mix.QuickMixMoves.Length)
                return CommandReply.Refused("The quick mix has no such move.");
            if (mix.Current.Name != mix.QuickMixScene)
                return CommandReply.Refused(mix.QuickMixScene.Length == 0 ? "BACK + MIX makes one whose moves can be dropped." : $"You hear {mix.Current.Name}: choose {mix.QuickMixScene} first.");
            var move = mix.QuickMixMoves[command.Move];
            if (!QuickMixMoves.CanChange(mix.Current, move))
                return CommandReply.Refused("What your hand has set stays, and no more was moved here.");
            var name = QuickMixMoves.NameOf(move);
            done = command.Dropped ? $"Dropped: {name}" : $"In again: {name}";
            Change(() => history.Change($"{(command.Dropped ? "drop" : "take back in")} {name}", QuickMixMoves.With(mix, move, command.Dropped)));
        }
        SceneChanged?.Invoke(Mix.Current);
        return new CommandReply(true, done);
    }

    /// <summary>Stores what a hand has moved since the last time, when enough time has gone by.</summary>
    /// <exception cref="Core.Faults.RecorderException">The disk refuses.</exception>
    public void StoreIfDue(bool atOnce = false)
    {
        Take toStore;
        Mix mix;
        lock (gate)
        {
            if (!isUnstored || take is null || (!atOnce && time.GetElapsedTime(storedAt) < StoreEvery))
                return;
            (toStore, mix) = (take, history.Mix);
            (isUnstored, storedAt) = (false, time.GetTimestamp());
        }
        SceneStore.Write(session, toStore, mix);
    }

    private void KeepBoundaries()
    {
        int number;
        ImmutableArray<long> boundaries;
        lock (gate)
        {
            if (take is null || keptBoundaries.SequenceEqual(history.Mix.SongBoundaries))
                return;
            (number, boundaries) = (take.Number, keptBoundaries = history.Mix.SongBoundaries);
        }
        BoundariesChanged?.Invoke(number, boundaries);
    }

    private void Lay(Take? next, Func<Mix> mix)
    {
        StoreIfDue(atOnce: true);
        lock (gate)
        {
            history = new MixHistory(mix(), time);
            (take, isUnstored, keptBoundaries) = (next, false, history.Mix.SongBoundaries);
        }
        SceneChanged?.Invoke(Mix.Current);
    }

    private SceneStrip? StripOfInput(Scene scene, int input) => StripIn(scene, input) is { } strip ? scene.Strips[strip] : null;

    private int? StripIn(Scene scene, int input)
    {
        var strip = take is null ? input : take.Tracks.FirstOrDefault(track => track.Input == input)?.Number - 1 ?? -1;
        return (uint)strip < (uint)scene.Strips.Length ? strip : null;
    }

    // A quick mix made while the take ran is among its stored scenes; the first one is what was heard.
    private Mix FromInputs(Take recorded)
    {
        var strips = recorded.Tracks.Select(track => StripOfInput(history.Mix.Current, track.Input) is { } strip
            ? strip with { Track = track.Name }
            : new SceneStrip(track.Name, StripParameters.Defaults()));
        var heard = history.Mix.Current with { Name = Scene.FirstName, Strips = [.. strips] };
        return SceneStore.Read(session, recorded).WithScene(heard) with { Master = history.Mix.Master, Reference = history.Mix.Reference };
    }

    private void Change(Action move)
    {
        lock (gate)
        {
            move();
            isUnstored = true;
        }
    }

    private CommandReply Step(Func<MixHistory, string?> step, string nothing, string done)
    {
        string? name;
        lock (gate)
        {
            name = step(history);
            isUnstored |= name is not null;
        }
        if (name is null)
            return CommandReply.Refused(nothing);
        SceneChanged?.Invoke(Mix.Current);
        KeepBoundaries();
        return new CommandReply(true, done + name);
    }
}
