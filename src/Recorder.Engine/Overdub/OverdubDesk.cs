using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Engine.Click;
using Recorder.Engine.Disk;
using Recorder.Engine.Realtime;
using Recorder.Engine.Survival;
using Recorder.Link.Messages;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Overdub;

/// <summary>Punching in and out: layers of the take that plays, each frame where it belongs in the take.</summary>
/// <remarks>
/// Design: which frame of the take someone played along to is settled by clocks, not by when a button was seen. The monitor
/// thread notes which frame of the take was which of the output (<see cref="PlayTrail"/>) and, period by period, at which
/// position of the interface that one is heard; what neither device tells of its latency is measured once and added
/// (<see cref="RoundTripFrames"/>). The inputs are always in the ring, so a layer may begin in the past: where REC was pressed, or
/// where PLAY began. It ends with the run of the take it was begun in: at the press, or with the last frame that was heard before
/// a pause, the end, or a stumble. Threads: commands on the control side, <see cref="Settle"/> on the monitor thread; who takes
/// the layer out of <c>punched</c> says where it ends.
/// </remarks>
internal sealed class OverdubDesk(
    IRecordingStore store, TransportMachine transport, EngineMemory memory, CaptureLoop capture, DiskLoop disk, NewFiles newFiles,
    InputBoard inputs, CalmWatch calm, TimeProvider time)
{
    private const string NothingPlays = "Nothing plays. PLAY, then REC.";

    private readonly CapturePlaces places = new(memory.Ring, memory.Gaps);
    private readonly bool[] chosen = new bool[inputs.Count];
    private readonly HeardClock heard = new();
    private TakeWriter? punched;
    private long punchedRun;
    private (long Run, long Position, PunchRange Range)? asked;
    private int underruns;
    private int roundTripFrames;

    /// <summary>Whether the take that is about to play is still counted in; null where nothing is.</summary>
    public Func<bool>? IsCountedIn { get; init; }

    /// <summary>What went to the output when.</summary>
    public PlayTrail Trail { get; } = new();

    /// <summary>Whether somebody has chosen an input to be overdubbed.</summary>
    public bool HasChosen => chosen.AsSpan().Contains(true);

    /// <summary>Monitor thread: the interface's position at which the next frame of the output is heard and, played to, comes in.</summary>
    public long NextPosition => (heard.PositionOf(Trail.OutputFrames) ?? places.Now) + RoundTripFrames;

    /// <summary>Layers that have ended.</summary>
    public int LayersEnded { get; set; }

    /// <summary>Frames by which a sound that is played comes back later than output and interface tell; 0 when it was never measured.</summary>
    public int RoundTripFrames
    {
        get => Volatile.Read(ref roundTripFrames);
        set => Volatile.Write(ref roundTripFrames, value);
    }

    /// <summary>The interface's position of a frame in memory.</summary>
    public long PositionOf(long ringFrame) => places.PositionOf(ringFrame);

    /// <summary>Whether an input is recorded when somebody punches in.</summary>
    public bool IsChosen(int input) => chosen[input];

    /// <summary>Control side: chooses an input, or not any more. The answer to "Which input?" punches in where REC was pressed.</summary>
    /// <exception cref="RecorderException">The store refuses a layer; nothing was begun.</exception>
    public CommandReply Choose(int input, bool isChosen)
    {
        if ((uint)input >= (uint)chosen.Length)
            return CommandReply.Refused($"There is no input {input + 1}.");
        chosen[input] = isChosen;
        if (!isChosen || asked is not var (run, position, range))
            return CommandReply.Done;
        asked = null;
        return transport.State == TransportState.Playing && Trail.TryRead(out var newest) && newest.Index == run
            ? PunchIn(newest, position, range)
            : CommandReply.Done;
    }

    /// <summary>Control side, REC while playing: a layer from here on, or from where PLAY began, and nothing outside a stretch of the take.</summary>
    /// <exception cref="RecorderException">The store refuses a layer; nothing was begun.</exception>
    public CommandReply PunchIn(bool fromPlayStart, PunchRange range)
    {
        asked = null;
        if (transport.State == TransportState.Overdubbing)
            return CommandReply.Refused("A layer is being recorded. REC: out.");
        if (transport.State != TransportState.Playing)
            return CommandReply.Refused(NothingPlays);
        // What is counted in begins to play in a run of its own; an older one is none of its.
        if (IsCountedIn?.Invoke() == true || Trail.IsBroken)
            return CommandReply.Refused(LinkMessages.NotHeardYet);
        if (!Trail.TryRead(out var run))
            return CommandReply.Refused(NothingPlays);
        var position = fromPlayStart ? run.PositionFor(run.TakeFrame, RoundTripFrames) : places.Now;
        // What lies in the future is not begun yet: clocks are compared up to then, and memory holds it when it has come.
        if (range.InFrame > 0)
        {
            var first = run.PositionFor(range.InFrame, RoundTripFrames);
            if (first > places.Now)
                return CommandReply.Refused(LinkMessages.NotHeardYet);
            position = Math.Max(position, first);
        }
        if (range.OutFrame < long.MaxValue && position >= run.PositionFor(range.OutFrame, RoundTripFrames))
            return CommandReply.Refused("Punch out lies behind. Go back, or hold its knob on TAKE.");
        if (HasChosen)
            return PunchIn(run, position, range);
        asked = (run.Index, position, range);
        return new CommandReply(true, "Which input? Press its knob.");
    }

    /// <summary>Control side, REC again: the layer ends with the newest frame, the take plays on.</summary>
    public CommandReply PunchOut()
    {
        asked = null;
        if (Interlocked.Exchange(ref punched, null) is not { } layer)
            return CommandReply.Refused("No layer is being recorded.");
        layer.LimitFrames = layer.CapturedFrames;
        transport.TryMove(TransportState.Overdubbing, TransportState.Playing);
        return CommandReply.Done;
    }

    /// <summary>Monitor thread, after a period was given to the output: compares clocks, and ends a layer whose run is over.</summary>
    public void Settle(IPlaybackDevice output, int periodFrames)
    {
        Trail.EndPeriod(periodFrames);
        if (output.Underruns != underruns)
        {
            underruns = output.Underruns;
            Trail.Break();
        }
        CompareClocks(output);
        var layer = Volatile.Read(ref punched);
        if (layer is not null && layer.CapturedFrames >= layer.LimitFrames)
        {
            // Punch out: the last frame that belongs into it is there, the take plays on.
            if (Interlocked.CompareExchange(ref punched, null, layer) == layer)
                transport.TryMove(TransportState.Overdubbing, TransportState.Playing);
            return;
        }
        if (layer is null || (transport.State == TransportState.Overdubbing && !Trail.IsBroken && Trail.Newest.Index == Volatile.Read(ref punchedRun)))
            return;
        if (Interlocked.CompareExchange(ref punched, null, layer) != layer)
            return;
        layer.LimitFrames = Math.Min(layer.LimitFrames, Math.Max(0, Trail.EndOf(punchedRun) - layer.Files.Start.LayerStartFrame));
        transport.TryMove(TransportState.Overdubbing, TransportState.Playing);
    }

    /// <summary>What the snapshot shows of it.</summary>
    public void CopyTo(ref EngineSnapshot snapshot)
    {
        snapshot.AsksForInput = asked is not null && transport.State == TransportState.Playing ? 1 : 0;
        snapshot.RoundTripFrames = RoundTripFrames;
        snapshot.LayerEndedCount = LayersEnded;
        for (var i = 0; i < Math.Min(chosen.Length, EngineSnapshot.MaxChannels); i++)
            snapshot.Inputs[i].Overdub = chosen[i] ? 1 : 0;
        if (disk.CurrentLayer is not { } layer)
            return;
        snapshot.LayerNumber = layer.Files.Start.Layer;
        snapshot.LayerTakeNumber = layer.Files.Start.TakeNumber;
        snapshot.LayerFrames = layer.CapturedFrames;
        if (snapshot.LayerCommittedFrames != layer.SafeFrames)
            (snapshot.LayerCommittedFrames, snapshot.LayerCommittedAtMs) = (layer.SafeFrames, snapshot.PublishedAtMs);
        snapshot.LayerTrouble = layer.StopReason switch { StopReason.DiskFull => 1, StopReason.DiskError => 2, _ => 0 };
    }

    private void CompareClocks(IPlaybackDevice output)
    {
        if (!capture.Moment.TryRead(out var position, out var ticks))
            return;
        // An output that cannot tell is taken at its word: what it was given is heard now.
        var delay = output.ReadDelay() ?? new PlaybackDelay(0, time.GetTimestamp());
        var seconds = (double)(delay.ReadAtTicks - ticks) / time.TimestampFrequency;
        // What an interface said long ago, before it went away, says nothing of now.
        if (Math.Abs(seconds) >= 1)
            return;
        var (heardAt, outputFrame) = (position + seconds * capture.Format.RateHz, Trail.OutputFrames - delay.WaitingFrames);
        heard.Compare(heardAt, outputFrame);
        Trail.Compare(heardAt, outputFrame, memory.Gaps.TotalLostFrames);
    }

    private CommandReply PunchIn(PlayRun run, long position, PunchRange range)
    {
        if (!capture.IsPresent)
            return CommandReply.Refused("There is no interface. Plug it in, then REC again.");
        var take = ReadTake(run.TakeNumber);
        if (take.RateHz != capture.Format.RateHz)
            return CommandReply.Refused(string.Create(CultureInfo.InvariantCulture, $"T{take.TakeNumber} has {take.RateHz} Hz, the interface {capture.Format.RateHz} Hz."));
        disk.BeginCalm();
        try
        {
            // Nothing that was taken before the run was heard can belong to it.
            position = Math.Max(position, run.PositionFor(run.TakeFrame, RoundTripFrames));
            var ringFrame = disk.HoldFor(places.RingFrameAt(position));
            var startFrame = run.TakeFrameAt(Math.Max(position, places.PositionOf(ringFrame)), RoundTripFrames);
            var limitFrames = range.OutFrame == long.MaxValue ? long.MaxValue : range.OutFrame - startFrame;
            ImmutableArray<int> layered = [.. Enumerable.Range(0, chosen.Length).Where(input => chosen[input])];
            var layer = new TakeWriter(
                newFiles.ForLayer(take, layered, startFrame, RoundTripFrames), memory, ringFrame, limitFrames, isSequel: false);
            calm.Begin();
            if (!disk.TryPunchIn(layer))
            {
                layer.Dispose();
                disk.GiveUp();
                return CommandReply.Refused("Nothing plays any more. PLAY, then REC.");
            }
            Volatile.Write(ref punchedRun, run.Index);
            Volatile.Write(ref punched, layer);
            return CommandReply.Done;
        }
        catch
        {
            disk.GiveUp();
            throw;
        }
    }

    private TakeStart ReadTake(int number)
    {
        using var file = store.Open(SessionLayout.JournalFile(number));
        return JournalReader.Read(file).Start is { } start
            ? start with { TakeNumber = number }
            : throw new RecorderException(FaultKind.UnreadableInput, $"T{number} cannot be read; nothing was touched; choose another take.");
    }
}
