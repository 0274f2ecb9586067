using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Dsp.Mastering;
using Recorder.Link.Messages;

namespace Recorder.App.Host.Session;

/// <summary>How what plays is heard, other than it is; back as it is when nobody says it again, and when something is recorded.</summary>
/// <param name="post">Tells the engine.</param>
/// <param name="master">The master's values under the knobs.</param>
/// <param name="measureMix">How loud the mix of the open take is around the playhead, in LUFS; takes its time.</param>
/// <param name="snapshot">The newest state.</param>
/// <param name="time">The clock of how long it holds.</param>
internal sealed class ListeningDesk(
    Func<LinkMessage, CommandReply> post, Func<MasterValues> master, Func<double> measureMix, Func<RecorderSnapshot> snapshot, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private Listen wanted = new(PlaybackSystem.Studio);
    private PlaybackSystem? toldSystem;
    private (MasterParameter? Stage, double MixLufs)? toldStage;
    private MasterValues? toldValues;
    private long askedAt;
    private double? mixLufs;
    private bool isMeasuring;

    /// <summary>What the engine does.</summary>
    public ListeningState State
    {
        get
        {
            lock (gate)
                return new ListeningState { As = toldSystem ?? PlaybackSystem.Studio, Alone = wanted.Alone, IsMeasuring = wanted.Alone is not null && mixLufs is null };
        }
    }

    /// <summary>Does its command; null for any other.</summary>
    public CommandReply? TryRoute(RecorderCommand command)
    {
        if (command is not Listen listen)
            return null;
        if (listen is not { As: PlaybackSystem.Studio, Alone: null } && SnapshotFold.IsRecording(snapshot().Transport))
            return CommandReply.Refused("Something is recorded: what is heard stays as it is.");
        lock (gate)
        {
            (wanted, askedAt) = (listen, time.GetTimestamp());
            return Tell();
        }
    }

    /// <summary>Looks whether anybody still wants it, and how the master's knobs stand; called several times a second and after a turn.</summary>
    public void Round()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(askedAt) > Lease || SnapshotFold.IsRecording(snapshot().Transport))
                wanted = new Listen(PlaybackSystem.Studio);
            Tell();
        }
    }

    /// <summary>Another engine, or one that has met another host before.</summary>
    public void Forget()
    {
        lock (gate)
            (toldSystem, toldStage, toldValues) = (null, null, null);
    }

    private CommandReply Tell()
    {
        if (toldSystem != wanted.As)
        {
            var reply = post(LinkMessages.HearAs(wanted.As));
            if (!reply.Accepted)
                return reply;
            toldSystem = wanted.As;
        }
        return TellStage();
    }

    // What a stage does depends on how loud the mix is: it is not heard before that is known.
    private CommandReply TellStage()
    {
        if (wanted.Alone is null)
            mixLufs = null;
        else if (mixLufs is null)
            Measure();
        else
            TellValues();
        var stage = mixLufs is { } lufs ? (wanted.Alone, lufs) : ((MasterParameter?)null, 0);
        if (toldStage == stage)
            return CommandReply.Done;
        var reply = post(LinkMessages.HearStage(stage.Item1, stage.Item2));
        if (reply.Accepted)
            toldStage = stage;
        return reply;
    }

    private void TellValues()
    {
        var values = master();
        for (var parameter = default(MasterParameter); (int)parameter < MasterParameters.Count; parameter++)
        {
            if (toldValues?[parameter] != values[parameter] && !post(LinkMessages.SetMaster(parameter, values[parameter])).Accepted)
                return;
        }
        toldValues = values;
    }

    private void Measure()
    {
        if (isMeasuring)
            return;
        isMeasuring = true;
        Task.Run(() =>
        {
            double lufs;
            try
            {
                lufs = measureMix();
            }
            catch (RecorderException)
            {
                lufs = double.NaN;
            }
            lock (gate)
            {
                isMeasuring = false;
                // Silence has no loudness, and nothing is done to it.
                mixLufs = double.IsFinite(lufs) ? lufs : MasterChain.NominalLufs;
                Tell();
            }
        });
    }
}
