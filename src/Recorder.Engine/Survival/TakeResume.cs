using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Engine.Disk;
using Recorder.Session.Journal;

namespace Recorder.Engine.Survival;

/// <summary>Takes up the takes of an engine that was killed.</summary>
public static class TakeResume
{
    /// <summary>
    /// A longer gap is none that anyone played through: then what is in memory is brought to disk and the takes are ended.
    /// </summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(30);

    /// <summary>Brings what a killed engine left in memory to disk and ends its takes; recovery has nothing left to do with them.</summary>
    /// <param name="memory">What it left.</param>
    /// <param name="store">The session's folder; its <see cref="Session.SessionLock"/> is held.</param>
    /// <param name="sessionName">The session's name.</param>
    public static void BringHome(EngineMemory memory, IRecordingStore store, string sessionName)
    {
        BringHome(Open(memory, store, sessionName), memory, store);
        BringHomeLayers(memory, store, sessionName);
        for (var i = 0; i < TakeBoard.Capacity; i++)
            memory.Takes.Set(i, default);
    }

    /// <summary>The same for layers only: what was played to them ended with the engine that played it.</summary>
    internal static void BringHomeLayers(EngineMemory memory, IRecordingStore store, string sessionName)
    {
        BringHome(Open(memory, store, sessionName, isForLayers: true), memory, store);
        for (var i = 0; i < TakeBoard.Capacity; i++)
        {
            if (memory.Takes[i].Layer > 0)
                memory.Takes.Set(i, default);
        }
    }

    /// <summary>
    /// Opens the files of the takes under way, or of the layers, the earlier first; those whose files are not as they were left
    /// are recovery's.
    /// </summary>
    internal static List<TakeWriter> Open(EngineMemory memory, IRecordingStore store, string sessionName, bool isForLayers = false)
    {
        var takes = new List<TakeWriter>();
        var standings = memory.Standings().Where(standing => standing.Layer > 0 == isForLayers).ToArray();
        for (var i = 0; i < standings.Length; i++)
        {
            var standing = standings[i];
            if (i == standings.Length - 1 && GoesOn(in standing))
                standing.StopReason = (int)StopReason.Unknown;
            try
            {
                if (TakeFiles.TryReopen(store, standing.TakeNumber, standing.Layer, sessionName, standing.WrittenFrames, out var story) is { } files)
                    takes.Add(new TakeWriter(files, memory, in standing, story));
            }
            catch (RecorderException)
            {
                // Its files are gone or cannot be read: recovery says so in its own words.
            }
        }
        return takes;
    }

    /// <summary>Whether the last of the takes left is still being recorded.</summary>
    internal static bool GoesOn(EngineMemory memory) => memory.Standings() is [.., var last] && GoesOn(in last);

    // Killed between the cut and the first look at what was to follow: then nothing follows, and it goes on.
    private static bool GoesOn(in TakeStanding last) => last.StopReason is (int)StopReason.Unknown or (int)StopReason.Cut;

    private static void BringHome(List<TakeWriter> takes, EngineMemory memory, IRecordingStore store)
    {
        using var buffer = new PackBuffer(memory.RateHz, memory.WordFormat);
        foreach (var take in takes)
        {
            if (take.TryEnd(StopReason.Recovered))
                take.Boundary.Set(memory.Ring.WrittenFrames);
            while (take.Phase != TakePhase.Closed)
                Forward(take, buffer, store);
            take.Dispose();
        }
    }

    private static void Forward(TakeWriter take, PackBuffer buffer, IRecordingStore store)
    {
        var error = take.Write(buffer, flush: true, out _);
        if (error == StoreError.None && take.NeedsCommit)
            error = take.PrepareCommit();
        if (error != StoreError.None)
        {
            take.EndBroken(error, wasCommit: false);
            return;
        }
        error = store.Commit();
        if (error == StoreError.None)
            take.AcceptCommit();
        else
            take.EndBroken(error, wasCommit: true);
    }
}
