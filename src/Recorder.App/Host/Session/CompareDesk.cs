using Recorder.App.Host.Engine;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Layers;
using Recorder.Session.Mixes;
using Recorder.Studio.Compare;
using Recorder.Studio.Mix;

namespace Recorder.App.Host.Session;

/// <summary>
/// A/B: the scene under the knobs and another one of the open take, or its newest master, or two layers of a track in it, at equal
/// loudness.
/// </summary>
/// <remarks>
/// The first press measures both around the playhead and goes over to B when it has; each further press goes to the other side. Any
/// move of the mix, and the end of playing, ends it on the side that is heard then.
/// </remarks>
internal sealed class CompareDesk(
    SessionFolder session, TakeShelf shelf, MixDesk desk, SceneSender sender, Func<LinkMessage, CommandReply> post, OpenTakeDesk openTake, Func<RecorderSnapshot> snapshot)
{
    private const int MasterBank = 2;
    private const int NoLayer = -1;

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
                    A = now.NameA, B = now.NameB,
                    GainADb = now.Match?.GainADb ?? 0, GainBDb = now.Match?.GainBDb ?? 0,
                };
            }
        }
    }

    /// <summary>To the other side.</summary>
    public CommandReply Switch(SwitchCompare command)
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
            if (Begin(take, command, out var why) is not { } begun)
                return CommandReply.Refused(why);
            pair = begun;
            var frame = (long)((snapshot().Open?.PlayheadSeconds ?? 0) * take.RateHz);
            Task.Run(() => Measure(take, frame));
            return new CommandReply(true, $"A {begun.NameA}, B {(begun.Master is null ? begun.NameB : "the master")}: measuring");
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
        if (ended.Layers is { } layers)
        {
            post(LinkMessages.LoadLayer(layers.Input, NoLayer, 0));
            if (ended.IsB)
                openTake.TryRoute(new ChooseLayer(layers.Take, layers.Input, layers.LayerB));
        }
        // A whole scene takes its time; nobody who looks waits for it.
        else if (ended is { IsB: true, Master: null })
            desk.Hear(ended.B);
        post(LinkMessages.HearBank(0, 0));
    }

    /// <summary>Looks whether the take still plays.</summary>
    public void Follow()
    {
        if (!IsPlaying)
            End();
    }

    private Pair? Begin(Take take, SwitchCompare command, out string why)
    {
        var mix = desk.Mix;
        why = "";
        if (command.LayersOf is { } input)
        {
            var layers = LayersOf(take, input);
            why = "Only one layer of it. REC while it plays makes another.";
            return layers is null ? null : new Pair(mix.Current, mix.Current) { Layers = layers };
        }
        if (command.WithMaster)
        {
            why = MasterShelf.NewestCertificate(session, take.Number) is null
                ? "No master yet. BACK + MASTER makes one to compare."
                : "The newest master has no WAV to compare. MAIN, Formats: WAV.";
            return NewestMaster(take) is { } master ? new Pair(mix.Current, mix.Current) { Master = master } : null;
        }
        why = "Only one scene. BACK + MIX makes another to compare.";
        return mix.Scenes.LastOrDefault(scene => scene.Name != mix.Current.Name) is { } other ? new Pair(mix.Current, other) : null;
    }

    // The one that is heard, and the newest other one; the original comes last.
    private static TwoLayers? LayersOf(Take take, int input)
    {
        if (take.Tracks.FirstOrDefault(one => one.Input == input) is not { } track)
            return null;
        var heard = track.Layers.IsEmpty ? 0 : track.Layers[^1].Layer;
        var numbers = LayerStack.With(input, take.Layers).Select(layer => layer.Number).ToArray();
        var others = numbers.Append(0).Where(number => number != heard).ToArray();
        return others.Length == 0 ? null : new TwoLayers(take.Number, input, heard, others.Max(), track.Name, numbers);
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
                if (!post(LinkMessages.LoadMaster(master.Path, master.StartFrame)).Accepted)
                    measured = measured with { Match = null };
            }
            else if (measured.Layers is { } layers)
            {
                measured = measured with { Match = Match(take, layers, frame), IsB = true };
                sender.SendAside(measured.B);
                if (!post(LinkMessages.LoadLayer(layers.Input, layers.LayerB, measured.Match.Value.GainBDb - measured.Match.Value.GainADb)).Accepted)
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

    private static LoudnessMatch Match(Take take, TwoLayers layers, long frame)
    {
        using var a = TakeAudio.OpenTrack(take, layers.Input);
        using var b = TakeAudio.OpenTrack(SessionFolder.Choosing(take, layers.Input, layers.LayerB), layers.Input);
        return LoudnessMatch.OfTracks(a, b, frame);
    }

    // Layers are turned down on their track, the mix around them stays.
    private void Hear(Pair next)
    {
        pair = next;
        var bank = !next.IsB ? 0 : next.Master is null ? 1 : MasterBank;
        var gainDb = next.Layers is not null ? 0 : next.IsB ? next.Match!.Value.GainBDb : next.Match!.Value.GainADb;
        post(LinkMessages.HearBank(bank, gainDb));
    }

    // A finished file, by its path in the session, and the frame of the take with which it begins.
    private sealed record MasterAside(string Path, long StartFrame);

    // Two layers of a track; 0 is the original. Numbers are all it has, oldest first.
    private sealed record TwoLayers(int Take, int Input, int LayerA, int LayerB, string Track, int[] Numbers)
    {
        public string NameOf(int layer) => layer == 0 ? $"{Track} original" : FormattableString.Invariant($"{Track} layer {Array.IndexOf(Numbers, layer) + 1}");
    }

    private sealed record Pair(Scene A, Scene B)
    {
        public MasterAside? Master { get; init; }
        public TwoLayers? Layers { get; init; }
        public LoudnessMatch? Match { get; init; }
        public bool IsB { get; init; }
        public string NameA => Layers?.NameOf(Layers.LayerA) ?? A.Name;
        public string NameB => Layers?.NameOf(Layers.LayerB) ?? (Master is { } file ? Path.GetFileName(file.Path) : B.Name);
    }
}
