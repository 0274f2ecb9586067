using Recorder.App.Host.Engine;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;
using Recorder.Studio.Compare;
using Recorder.Studio.Mix;

namespace Recorder.App.Host.Session;

/// <summary>A/B: the scene under the knobs and another one of the open take, or its newest master, at equal loudness.</summary>
/// <remarks>
/// The first press measures both around the playhead and goes over to B when it has; each further press goes to the other side. Any
/// move of the mix, and the end of playing, ends it on the side that is heard then.
/// </remarks>
internal sealed class CompareDesk(SessionFolder session, TakeShelf shelf, MixDesk desk, SceneSender sender, EngineConnection engine, Func<RecorderSnapshot> snapshot)
{
    private const int MasterBank = 2;

    private readonly Lock gate = new();
    private Pair? pair;

    /// <summary>What is compared; null when nothing is.</summary>
    public CompareState? State
    {
        get
        {
            lock (gate)
            {
                return pair is not { } now ? null : new CompareState
                {
                    Side = now.Match is null ? CompareSide.Measuring : now.IsB ? CompareSide.B : CompareSide.A,
                    A = now.A.Name, B = now.Master is { } file ? Path.GetFileName(file.Path) : now.B.Name,
                    GainADb = now.Match?.GainADb ?? 0, GainBDb = now.Match?.GainBDb ?? 0,
                };
            }
        }
    }

    /// <summary>To the other side.</summary>
    public CommandReply Switch(bool withMaster)
    {
        if (!IsPlaying || shelf.Open is not { } take)
            return CommandReply.Refused("Nothing plays. PLAY, then BACK + PLAY.");
        lock (gate)
        {
            if (pair is { Match: null })
                return CommandReply.Done;
            if (pair is { } comparing)
            {
                Hear(comparing with { IsB = !comparing.IsB });
                return CommandReply.Done;
            }
            var mix = desk.Mix;
            var master = withMaster ? NewestMaster(take) : null;
            if (withMaster && master is null)
                return CommandReply.Refused("No master yet. BACK + MASTER makes one to compare.");
            var other = withMaster ? mix.Current : mix.Scenes.LastOrDefault(scene => scene.Name != mix.Current.Name);
            if (other is null)
                return CommandReply.Refused("Only one scene. BACK + MIX makes another to compare.");
            pair = new Pair(mix.Current, other, master, null, IsB: false);
            var frame = (long)((snapshot().Open?.PlayheadSeconds ?? 0) * take.RateHz);
            Task.Run(() => Measure(take, frame));
            return new CommandReply(true, $"A {mix.Current.Name}, B {(withMaster ? "the master" : other.Name)}: measuring");
        }
    }

    /// <summary>Before a move of the mix, and when nothing plays any more: what is heard stays, as the mix under the knobs.</summary>
    public void End()
    {
        Pair ended;
        lock (gate)
        {
            if (pair is null)
                return;
            (ended, pair) = (pair, null);
        }
        // A whole scene takes its time; nobody who looks waits for it.
        if (ended is { IsB: true, Master: null })
            desk.Hear(ended.B);
        engine.Post(LinkMessages.HearBank(0, 0));
    }

    /// <summary>Looks whether the take still plays.</summary>
    public void Follow()
    {
        if (!IsPlaying)
            End();
    }

    // Its path in the session: the lossless file of the newest version that can be played along.
    private MasterAside? NewestMaster(Take take)
    {
        var newest = MasterShelf.NewestCertificate(session, take.Number);
        var path = $"{SessionLayout.MasterFolder(take.Number)}/{newest?.FileName}";
        return newest?.FileName.EndsWith(SessionLayout.TrackExtension, StringComparison.Ordinal) == true && File.Exists(session.Resolve(path))
            ? new MasterAside(path, newest.StartFrame)
            : null;
    }

    private bool IsPlaying => snapshot().Transport is TransportState.Playing or TransportState.Paused or TransportState.Overdubbing;

    private void Measure(Take take, long frame)
    {
        Pair measured;
        lock (gate)
        {
            if (pair is not { Match: null } asked)
                return;
            measured = asked;
        }
        try
        {
            using var audio = TakeAudio.Open(take, isWhole: true);
            if (measured.Master is { } master)
            {
                measured = measured with { Match = LoudnessMatch.Of(audio, measured.A, session.Resolve(master.Path), master.StartFrame, frame), IsB = true };
                if (!engine.Post(LinkMessages.LoadMaster(master.Path, master.StartFrame)).Accepted)
                    measured = measured with { Match = null };
            }
            else
            {
                measured = measured with { Match = LoudnessMatch.Of(audio, measured.A, measured.B, frame), IsB = true };
                sender.SendAside(measured.B);
            }
        }
        catch (RecorderException)
        {
            // Unmeasured there is no fair comparison: it stays with A.
            measured = measured with { Match = null };
        }
        lock (gate)
        {
            if (pair is not { Match: null })
                return;
            if (measured.Match is null)
                pair = null;
            else
                Hear(measured);
        }
    }

    private void Hear(Pair next)
    {
        pair = next;
        var bank = !next.IsB ? 0 : next.Master is null ? 1 : MasterBank;
        engine.Post(LinkMessages.HearBank(bank, next.IsB ? next.Match!.Value.GainBDb : next.Match!.Value.GainADb));
    }

    // A finished file, by its path in the session, and the frame of the take with which it begins.
    private sealed record MasterAside(string Path, long StartFrame);

    private sealed record Pair(Scene A, Scene B, MasterAside? Master, LoudnessMatch? Match, bool IsB);
}
