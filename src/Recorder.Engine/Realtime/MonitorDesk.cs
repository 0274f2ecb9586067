using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Snapshots;
using Recorder.Engine.Disk;

namespace Recorder.Engine.Realtime;

/// <summary>Monitoring and playback as the control side sees them: the mix under the knobs, the playhead, the phones.</summary>
/// <remarks>Nothing here can hold up a recording; REC takes over whatever plays.</remarks>
public sealed class MonitorDesk : IDisposable
{
    private readonly IRecordingStore store;
    private readonly TransportMachine transport;
    private readonly IPlaybackDevice output;
    private readonly MixChanges changes;
    private readonly Lock gate = new();
    private long locatedFrame;

    internal MonitorDesk(
        IRecordingStore store, TransportMachine transport, FrameRing live, CaptureFormat liveFormat, IPlaybackDevice output)
    {
        (this.store, this.transport, this.output) = (store, transport, output);
        changes = new MixChanges(EngineSnapshot.MaxChannels);
        Slot = new PlaySlot(transport);
        Loop = new MonitorLoop(live, liveFormat, output, transport, Slot, changes, EngineSnapshot.MaxChannels);
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
            if (current?.Number != takeNumber || current.PlayheadFrames == current.LengthFrames)
            {
                var source = PlaySource.Open(store, takeNumber, locatedFrame);
                if (source.RateHz != output.RateHz)
                {
                    source.Dispose();
                    return CommandReply.Refused($"T{takeNumber} has {source.RateHz} Hz and the output {output.RateHz} Hz; choose another take.");
                }
                Slot.Put(source);
            }
            locatedFrame = 0;
            return transport.State == TransportState.Playing || transport.TryMove(TransportState.Playing)
                ? CommandReply.Done
                : CommandReply.Refused("Not while a take is recorded.");
        }
    }

    /// <summary>Playback waits where it is.</summary>
    public CommandReply Pause() => transport.TryMove(TransportState.Playing, TransportState.Paused)
        ? CommandReply.Done
        : CommandReply.Refused("Nothing is being played.");

    /// <summary>Playback ends, the playhead goes to the start.</summary>
    public CommandReply StopPlaying()
    {
        lock (gate)
        {
            locatedFrame = 0;
            if (!transport.TryMove(TransportState.Playing, TransportState.Idle))
                transport.TryMove(TransportState.Paused, TransportState.Idle);
            Slot.Put(null);
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
                Slot.Put(PlaySource.Open(store, current.Number, frame));
            else
                locatedFrame = Math.Max(0, frame);
            return CommandReply.Done;
        }
    }

    /// <summary>One value of a strip; strips count from 0.</summary>
    public CommandReply SetStrip(int strip, StripParameter parameter, float value)
    {
        if ((uint)strip >= EngineSnapshot.MaxChannels || (uint)parameter >= StripParameters.Count)
            return CommandReply.Refused($"There is no strip {strip + 1} with that value.");
        lock (gate)
            return Answer(changes.TryAdd(strip, parameter, value));
    }

    /// <summary>One value of effects or bus.</summary>
    public CommandReply SetBus(BusParameter parameter, float value)
    {
        if ((uint)parameter >= BusParameters.Count)
            return CommandReply.Refused("The mix has no such value.");
        lock (gate)
            return Answer(changes.TryAdd(parameter, value));
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

    internal void CopyTo(ref EngineSnapshot snapshot) => Loop.CopyTo(ref snapshot);

    private static CommandReply Answer(bool isTaken) =>
        isTaken ? CommandReply.Done : CommandReply.Refused("The mix does not follow that fast; the move was not made; make it again.");
}
