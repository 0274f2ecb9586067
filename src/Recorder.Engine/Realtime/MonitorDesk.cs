using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Snapshots;
using Recorder.Dsp.Listening;
using Recorder.Dsp.Mixing;
using Recorder.Engine.Click;
using Recorder.Engine.Compare;
using Recorder.Engine.Disk;

namespace Recorder.Engine.Realtime;

/// <summary>Monitoring and playback as the control side sees them: the mix under the knobs, the playhead, the phones.</summary>
/// <remarks>Nothing here can hold up a recording; REC takes over whatever plays.</remarks>
public sealed class MonitorDesk : IDisposable
{
    private const string OtherOutput = "Another output is heard now; the cue was not changed; turn again.";

    private readonly IRecordingStore store;
    private readonly TransportMachine transport;
    private readonly IPlaybackDevice output;
    private readonly Lock gate = new();
    private PlayRange? range;
    private long locatedFrame;
    private PlayedMaster? master;
    private PlayedLayer? layer;
    private StageSettings stage = new(MasterParameter.TargetLufs, MasterParameters.Defaults(), 0);
    private bool isStageHeard;
    private int outputLife;

    internal MonitorDesk(
        IRecordingStore store, TransportMachine transport, FrameRing live, CaptureFormat liveFormat, IPlaybackDevice output)
    {
        (this.store, this.transport, this.output) = (store, transport, output);
        Slot = new PlaySlot(transport);
        Loop = new MonitorLoop(live, liveFormat, output, transport, Slot, EngineSnapshot.MaxChannels);
    }

    internal PlaySlot Slot { get; }

    internal MonitorLoop Loop { get; }

    internal int Underruns => output.Underruns;

    /// <summary>Plays a take, or goes on with it where the playhead is.</summary>
    /// <exception cref="RecorderException">The take cannot be read.</exception>
    public CommandReply Play(int takeNumber)
    {
        lock (gate)
        {
            if (transport.IsTakeRunning)
                return CommandReply.Refused("Not while a take is recorded.");
            var current = Slot.Current;
            if (current?.Number != takeNumber || current.RemainingFrames == 0)
            {
                if (current?.Number != takeNumber)
                    (master, layer) = (null, null);
                var source = PlaySource.Open(store, takeNumber, locatedFrame, master, range, layer);
                if (source.RateHz != output.RateHz)
                {
                    source.Dispose();
                    return CommandReply.Refused($"T{takeNumber} has {source.RateHz} Hz and the output {output.RateHz} Hz; choose another take.");
                }
                Slot.Put(source);
            }
            locatedFrame = 0;
            if (transport.State == TransportState.Idle)
                Loop.LeadFrames = Loop.Overdub?.HasChosen == true ? Loop.Click.LeadFrames(takeNumber) : 0;
            return transport.IsPlaying || transport.TryMove(TransportState.Playing)
                ? CommandReply.Done
                : CommandReply.Refused("Not while a take is recorded.");
        }
    }

    /// <summary>Playback waits where it is; a layer ends there.</summary>
    public CommandReply Pause() => transport.TryMove(TransportState.Playing, TransportState.Paused)
        || transport.TryMove(TransportState.Overdubbing, TransportState.Paused)
        ? CommandReply.Done
        : CommandReply.Refused("Nothing is being played.");

    /// <summary>Playback ends and a layer with it; the playhead goes to the start.</summary>
    public CommandReply StopPlaying()
    {
        lock (gate)
        {
            locatedFrame = 0;
            foreach (var state in (TransportState[])[TransportState.Playing, TransportState.Overdubbing, TransportState.Paused])
                transport.TryMove(state, TransportState.Idle);
            Slot.Put(null);
            (master, layer) = (null, null);
            return CommandReply.Done;
        }
    }

    /// <summary>Moves the playhead; what plays goes on from there.</summary>
    /// <exception cref="RecorderException">The take cannot be read any more.</exception>
    public CommandReply Locate(long frame)
    {
        lock (gate)
        {
            if (Slot.Current is { } current)
                ReadAnew(current, frame);
            else
                locatedFrame = Math.Max(0, frame);
            return CommandReply.Done;
        }
    }

    /// <summary>What is played of a take from now on; what plays goes on where it is.</summary>
    /// <exception cref="RecorderException">The take cannot be read any more.</exception>
    internal CommandReply SetRange(PlayRange next)
    {
        lock (gate)
        {
            range = next;
            if (Slot.Current is { } current && current.Number == next.TakeNumber)
                ReadAnew(current, current.PlayheadFrames);
            return CommandReply.Done;
        }
    }

    /// <summary>One value of a strip; strips count from 0.</summary>
    public CommandReply SetStrip(int strip, StripParameter parameter, float value)
    {
        if ((uint)strip >= EngineSnapshot.MaxChannels || (uint)parameter >= StripParameters.Count)
            return CommandReply.Refused($"There is no strip {strip + 1} with that value.");
        lock (gate)
            return Answer(Loop.Banks.Edited.TryAdd(strip, parameter, value));
    }

    /// <summary>One value of effects or bus.</summary>
    public CommandReply SetBus(BusParameter parameter, float value)
    {
        if ((uint)parameter >= BusParameters.Count)
            return CommandReply.Refused("The mix has no such value.");
        lock (gate)
            return Answer(Loop.Banks.Edited.TryAdd(parameter, value));
    }

    /// <summary>Which of two mixes the moves go to from now on, from 0.</summary>
    public CommandReply EditBank(int bank)
    {
        if ((uint)bank >= MixBanks.Mixes)
            return CommandReply.Refused("There is no such mix.");
        lock (gate)
            Loop.Banks.EditedIndex = bank;
        return CommandReply.Done;
    }

    /// <summary>The file of the open take's master, read along with its tracks from now on; empty for none.</summary>
    /// <param name="path">In the session.</param>
    /// <param name="startFrame">Frame of the take with which it begins.</param>
    /// <exception cref="RecorderException">It cannot be read, or does not fit the take.</exception>
    public CommandReply LoadMaster(string path, long startFrame = 0)
    {
        lock (gate)
        {
            PlayedMaster? next = path.Length == 0 ? null : new PlayedMaster(path, startFrame);
            return ReadAlong(next, layer, isNew: next != master);
        }
    }

    /// <summary>Another layer of a track of the open take, read along and heard in the second mix from now on.</summary>
    /// <param name="input">The track's input, from 0.</param>
    /// <param name="number">The layer, 0 being the original; below 0 none, once the take is read anew.</param>
    /// <param name="differenceDb">What it is turned down by, or what is heard where this is above 0.</param>
    /// <exception cref="RecorderException">It cannot be read.</exception>
    public CommandReply LoadLayer(int input, int number, float differenceDb)
    {
        lock (gate)
        {
            PlayedLayer? next = number < 0 ? null : new PlayedLayer(input, number);
            Loop.Banks.Other.SetGains(FaderGain.FromDb(Math.Min(0, -differenceDb)), FaderGain.FromDb(Math.Min(0, differenceDb)));
            return ReadAlong(master, next, isNew: next is not null && next != layer);
        }
    }

    /// <summary>Which of two mixes, or the master, is heard from now on, faded over, turned down or up by so much.</summary>
    public CommandReply HearBank(int bank, float gainDb)
    {
        if ((uint)bank > MixBanks.Master)
            return CommandReply.Refused("There is no such mix.");
        lock (gate)
            Loop.Banks.Hear(bank, gainDb);
        return CommandReply.Done;
    }

    /// <summary>One value of the click.</summary>
    public CommandReply SetClick(ClickParameter parameter, float value)
    {
        if ((uint)parameter >= ClickParameters.Count)
            return CommandReply.Refused("The click has no such value.");
        Loop.Click.Set(parameter, value);
        return CommandReply.Done;
    }

    /// <summary>Another output is heard from now on: the musicians' own mixes are off and at their defaults until somebody who knows of it sets them.</summary>
    /// <param name="life">Another number for each; what is meant for an earlier one is refused.</param>
    public void BeginOutput(int life)
    {
        lock (gate)
        {
            Volatile.Write(ref outputLife, life);
            Loop.Cues.Reset();
        }
    }

    /// <summary>One value of a musician's own mix; mixes count from 0.</summary>
    public CommandReply SetCue(long life, int cue, CueParameter parameter, float value)
    {
        if ((uint)cue >= CueParameters.MostCues || (uint)parameter >= CueParameters.Count)
            return CommandReply.Refused("There is no such cue.");
        lock (gate)
        {
            if (life != outputLife)
                return CommandReply.Refused(OtherOutput);
            Loop.Cues.Set(cue, parameter, value);
            return CommandReply.Done;
        }
    }

    /// <summary>Level of one channel in a musician's own mix; both count from 0.</summary>
    public CommandReply SetCueChannel(long life, int cue, int channel, float levelDb)
    {
        if ((uint)cue >= CueParameters.MostCues || (uint)channel >= EngineSnapshot.MaxChannels)
            return CommandReply.Refused("There is no such cue or channel.");
        lock (gate)
        {
            if (life != outputLife)
                return CommandReply.Refused(OtherOutput);
            Loop.Cues.SetChannel(cue, channel, levelDb);
            return CommandReply.Done;
        }
    }

    /// <summary>What a take was recorded to, and is clicked with when it plays; null for none.</summary>
    public CommandReply SetTakeTempo(int takeNumber, TakeTempo? tempo)
    {
        Loop.Click.Played = tempo is null ? null : new TakeGrid(
            takeNumber, tempo.BarOneFrame, tempo.TempoBpm, ClickGrid.Of(tempo.TempoBpm, tempo.BeatsPerBar, tempo.CountInBars, output.RateHz));
        return CommandReply.Done;
    }

    /// <summary>As on which system a take that plays is heard from now on. Inputs, and what is played along to, are heard as they are.</summary>
    public CommandReply HearAs(PlaybackSystem system)
    {
        if (!Enum.IsDefined(system))
            return CommandReply.Refused("There is no such playback system.");
        Loop.HearAs = system;
        return CommandReply.Done;
    }

    /// <summary>One value of the master: what is heard of one stage alone follows it, nothing else does.</summary>
    public CommandReply SetMaster(MasterParameter parameter, float value)
    {
        if (!Enum.IsDefined(parameter))
            return CommandReply.Refused("The master has no such value.");
        lock (gate)
        {
            stage = stage with { Values = stage.Values.With(parameter, value) };
            return isStageHeard ? Answer(Loop.Stage.TryOrder(stage)) : CommandReply.Done;
        }
    }

    /// <summary>With which stage of the master alone a take that plays is heard from now on; null is the mix without any.</summary>
    /// <param name="alone">The stage by its parameter.</param>
    /// <param name="mixLufs">How loud the mix is.</param>
    public CommandReply HearStage(MasterParameter? alone, double mixLufs)
    {
        if (alone is { } parameter && (!Enum.IsDefined(parameter) || !double.IsFinite(mixLufs)))
            return CommandReply.Refused("The master has no such stage.");
        lock (gate)
        {
            isStageHeard = alone is not null;
            stage = stage with { Stage = alone ?? stage.Stage, MixLufs = mixLufs };
            return Answer(Loop.Stage.TryOrder(isStageHeard ? stage : null));
        }
    }

    /// <summary>Headphone level in decibels; at -60 it is off.</summary>
    public CommandReply SetPhones(float levelDb)
    {
        Loop.PhonesDb = levelDb;
        return CommandReply.Done;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Slot.Dispose();
        output.Dispose();
    }

    /// <summary>Before a take: whatever plays, ends.</summary>
    internal void GiveWay() => Slot.Put(null);

    internal bool TryStartWith(ICaptureDevice inputs) => output.TryStartWith(inputs);

    internal void Start() => output.Start();

    internal void CopyTo(ref EngineSnapshot snapshot)
    {
        Loop.CopyTo(ref snapshot);
        snapshot.OutputLife = Volatile.Read(ref outputLife);
    }

    private void ReadAnew(PlaySource current, long frame) => Slot.Put(PlaySource.Open(store, current.Number, frame, master, range, layer));

    // What cannot be read leaves all as it was.
    private CommandReply ReadAlong(PlayedMaster? nextMaster, PlayedLayer? nextLayer, bool isNew)
    {
        var before = (master, layer);
        (master, layer) = (nextMaster, nextLayer);
        try
        {
            if (isNew && Slot.Current is { } current)
                ReadAnew(current, current.PlayheadFrames);
            return CommandReply.Done;
        }
        catch
        {
            (master, layer) = before;
            throw;
        }
    }

    private static CommandReply Answer(bool isTaken) =>
        isTaken ? CommandReply.Done : CommandReply.Refused("The mix does not follow that fast; the move was not made; make it again.");
}
