using System.Collections.Immutable;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Realtime;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>Makes the files of a take or a layer that is about to begin, where there is room for its first seconds.</summary>
/// <param name="store">The session's folder.</param>
/// <param name="commits">Knows the room.</param>
/// <param name="inputs">Names and arming.</param>
/// <param name="time">Wall clock.</param>
/// <param name="sessionName">The session's name.</param>
internal sealed class NewFiles(IRecordingStore store, CommitLoop commits, InputBoard inputs, TimeProvider time, string sessionName)
{
    /// <summary>A take of all armed inputs.</summary>
    /// <param name="preRollFrames">How far before REC it begins.</param>
    /// <exception cref="RecorderException">The store refuses or nothing is armed; nothing was begun.</exception>
    public TakeFiles ForTake(long preRollFrames)
    {
        if (inputs.ArmedInputs is not { Length: > 0 } armed)
            throw new RecorderException(FaultKind.AnswerIsNo, "No input is armed; nothing was begun; arm one first.");
        RequireRoom(inputs.BytesPerSecond);
        var plan = new TakePlan(sessionName, inputs.DeviceName, inputs.RateHz, inputs.Format, armed, inputs.Names);
        return TakeFiles.Create(store, plan, preRollFrames, time.GetLocalNow());
    }

    /// <summary>A layer of some inputs.</summary>
    /// <param name="take">What it is played to.</param>
    /// <param name="layered">The inputs.</param>
    /// <param name="startFrame">Frame of the take where it begins.</param>
    /// <param name="roundTripFrames">By how much it was put right.</param>
    /// <exception cref="RecorderException">The store refuses; nothing was begun.</exception>
    public TakeFiles ForLayer(TakeStart take, ImmutableArray<int> layered, long startFrame, int roundTripFrames)
    {
        RequireRoom((long)take.RateHz * take.Format.BytesPerSample() * layered.Length);
        var plan = new TakePlan(sessionName, inputs.DeviceName, take.RateHz, take.Format, layered, inputs.Names);
        return TakeFiles.CreateLayer(store, plan, take, startFrame, roundTripFrames, time.GetLocalNow());
    }

    private void RequireRoom(long bytesPerSecond)
    {
        commits.LookAtRoom();
        if (commits.FreeBytes < CommitRounds.ReserveFor(bytesPerSecond))
        {
            throw new RecorderException(FaultKind.Storage,
                $"No room left in {store.Root}; all takes are whole; export them and make room, or choose another folder.");
        }
    }
}
