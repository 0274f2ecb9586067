using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session.SetUp;

namespace Recorder.App.Host.Session;

/// <summary>
/// The musicians' own mixes as they are set, kept on the machine for each output, and told to the engine whenever it plays to
/// that output anew. One that is new has all of them off.
/// </summary>
internal sealed class CueDesk(SetUpFile file, Func<LinkMessage, CommandReply> ask)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(int Cue, int Channel), float> told = [];
    private int toldLife;

    // Which value of a cue is told where the number of a channel would stand.
    private const int Level = -1;
    private const int Click = -2;

    /// <summary>How they are at an output.</summary>
    /// <param name="outputKey">What the output is kept under; "" while there is none.</param>
    /// <param name="pairs">Its stereo pairs, the first of which is the mix's.</param>
    public ImmutableArray<CueState> StateOf(string outputKey, int pairs)
    {
        var count = outputKey.Length == 0 ? 0 : Math.Clamp(pairs - 1, 0, CueParameters.MostCues);
        var kept = KeptAt(file.Facts, outputKey);
        return [.. Enumerable.Range(0, count).Select(cue => cue < kept.Length ? kept[cue] : new CueState())];
    }

    /// <summary>Sets one value; null when the command is no such.</summary>
    public CommandReply? TryRoute(RecorderCommand command, RecorderSnapshot snapshot) => command switch
    {
        SetCue set => Change(snapshot, set.Cue, cue => cue.With(set.Parameter, set.Value)),
        SetCueChannel { Channel: < 0 or >= EngineSnapshot.MaxChannels } => CommandReply.Refused("There is no such channel."),
        SetCueChannel set => Change(snapshot, set.Cue, cue => cue.WithChannel(set.Channel, set.LevelDb)),
        _ => null,
    };

    /// <summary>Another engine, or one that another host has told something: what it knows is not known here.</summary>
    public void Forget()
    {
        lock (gate)
            told.Clear();
    }

    /// <summary>Tells the engine what it has not been told of the output it plays to.</summary>
    public void Tell(InterfaceState there)
    {
        lock (gate)
        {
            if (there.OutputLife != toldLife)
                told.Clear();
            toldLife = there.OutputLife;
            var cues = StateOf(there.OutputKey, there.OutputPairs);
            for (var cue = 0; cue < cues.Length; cue++)
                Tell(cue, cues[cue]);
        }
    }

    // The level of the whole last: what is to be heard is in its place by then.
    private void Tell(int cue, CueState state)
    {
        for (var channel = 0; channel < EngineSnapshot.MaxChannels; channel++)
            TellOne((cue, channel), state.ChannelDb(channel), LinkMessages.SetCueChannel(toldLife, cue, channel, state.ChannelDb(channel)));
        TellOne((cue, Click), state.ClickDb, LinkMessages.SetCue(toldLife, cue, CueParameter.ClickDb, state.ClickDb));
        TellOne((cue, Level), state.LevelDb, LinkMessages.SetCue(toldLife, cue, CueParameter.LevelDb, state.LevelDb));
    }

    private void TellOne((int Cue, int Channel) place, float value, LinkMessage message)
    {
        if ((!told.TryGetValue(place, out var there) || there != value) && ask(message).Accepted)
            told[place] = value;
    }

    private CommandReply Change(RecorderSnapshot snapshot, int cue, Func<CueState, CueState> change)
    {
        var (key, count) = (snapshot.Interface.OutputKey, StateOf(snapshot.Interface.OutputKey, snapshot.Interface.OutputPairs).Length);
        if (count == 0)
            return CommandReply.Refused("Cues need an output with four channels or more.");
        if ((uint)cue >= (uint)count)
            return CommandReply.Refused($"There is no cue {cue + 1}; this output has {count}.");
        file.Change(facts => facts with { Cues = facts.Cues.SetItem(key, Changed(KeptAt(facts, key), cue, change)) });
        Tell(snapshot.Interface);
        return CommandReply.Done;
    }

    private static ImmutableArray<CueState> Changed(ImmutableArray<CueState> kept, int cue, Func<CueState, CueState> change)
    {
        while (kept.Length <= cue)
            kept = kept.Add(new CueState());
        return kept.SetItem(cue, change(kept[cue]));
    }

    private static ImmutableArray<CueState> KeptAt(SetUpFacts facts, string outputKey) => facts.Cues.GetValueOrDefault(outputKey, []);
}
