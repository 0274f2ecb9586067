using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session.Folders;
using Recorder.Session.SetUp;

namespace Recorder.App.Host.Session;

/// <summary>The click as it is set, kept on the machine and told to every engine; and what takes are recorded to, kept with them.</summary>
internal sealed class ClickDesk(SetUpFile file, SessionFolder session, TakeShelf shelf, Func<LinkMessage, CommandReply> ask)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ClickParameter, float> told = [];
    private volatile Grid seen = new(0, new TakeTempo());
    private Grid? kept;

    /// <summary>As it is set, and what the open take was recorded to.</summary>
    public ClickState State => new() { Values = file.Facts.Click, Take = shelf.Open?.Facts.Tempo };

    /// <summary>Sets one value; null when the command is no such.</summary>
    public CommandReply? TryRoute(RecorderCommand command, RecorderSnapshot snapshot)
    {
        if (command is not SetClick set)
            return null;
        // What a take is recorded to is settled with its first bar.
        if (set.Parameter is ClickParameter.TempoBpm or ClickParameter.BeatsPerBar or ClickParameter.CountInBars && SnapshotFold.IsRecording(snapshot.Transport))
            return CommandReply.Refused("Tempo and bars stay while recording.");
        var value = set.Parameter.Spec().Clamp(set.Value);
        file.Change(facts => facts with { Click = facts.Click.SetItem(set.Parameter.Spec().Key, value) });
        Tell();
        return CommandReply.Done;
    }

    /// <summary>A new engine knows nothing yet.</summary>
    public void Forget()
    {
        lock (gate)
            told.Clear();
    }

    /// <summary>Tells the engine what it has not been told.</summary>
    public void Tell()
    {
        lock (gate)
        {
            var now = State;
            foreach (var parameter in Enum.GetValues<ClickParameter>())
                if ((!told.TryGetValue(parameter, out var there) || there != now[parameter]) && ask(LinkMessages.SetClick(parameter, now[parameter])).Accepted)
                    told[parameter] = now[parameter];
        }
    }

    /// <summary>With every snapshot of the engine.</summary>
    public void Look(in EngineSnapshot engine)
    {
        // Files are being made in the first moment of a take.
        if (engine.Transport == TransportState.Starting || engine.GridTakeNumber == 0)
            return;
        var now = seen;
        if (now.TakeNumber != engine.GridTakeNumber || now.Tempo.BarOneFrame != engine.GridBarOneFrame)
        {
            seen = new Grid(engine.GridTakeNumber, new TakeTempo
            {
                TempoBpm = engine.GridTempoBpm, BeatsPerBar = engine.GridBeatsPerBar, CountInBars = engine.GridCountInBars, BarOneFrame = engine.GridBarOneFrame,
            });
        }
    }

    /// <summary>Keeps with the newest take what it is recorded to, once that is known.</summary>
    /// <exception cref="Core.Faults.RecorderException">The disk refuses.</exception>
    public void Keep()
    {
        var now = seen;
        if (now.TakeNumber == 0 || now == kept)
            return;
        if (session.ReadTake(now.TakeNumber) is { } take && take.Facts.Tempo != now.Tempo)
        {
            session.ChangeFacts(now.TakeNumber, facts => facts with { Tempo = now.Tempo });
            shelf.Refresh();
        }
        kept = now;
    }

    private sealed record Grid(int TakeNumber, TakeTempo Tempo);
}
