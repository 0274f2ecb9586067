using Recorder.App.Host.Engine;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Session.Folders;

namespace Recorder.App.Host.Session;

/// <summary>Whether takes are copied to the stick while they are recorded, and where to: the engine is told whenever that changes.</summary>
/// <param name="session">Where the choice is kept.</param>
/// <param name="stick">The stick.</param>
/// <param name="engine">The engine.</param>
/// <param name="isWantedUntilSaid">The choice of a session that has made none.</param>
internal sealed class SecondCopySwitch(SessionFolder session, IRemovableDrive stick, EngineConnection engine, bool isWantedUntilSaid)
{
    private readonly Lock gate = new();
    private string? told;
    private string? label;
    private bool isWanted = session.Facts.SecondCopy ?? isWantedUntilSaid;

    /// <summary>Whether one is wanted.</summary>
    public bool IsWanted => Volatile.Read(ref isWanted);

    /// <summary>Changes the choice; a running take follows at once.</summary>
    /// <exception cref="Core.Faults.RecorderException">The disk refuses.</exception>
    public void Set(bool wanted)
    {
        session.ChangeFacts(facts => facts with { SecondCopy = wanted });
        Volatile.Write(ref isWanted, wanted);
        Tell();
    }

    /// <summary>Looks at the stick and tells the engine what is new; nothing is ever written to a stick before it is asked for.</summary>
    public void Tell()
    {
        lock (gate)
        {
            label = stick.Label;
            var folder = IsWanted ? stick.Folder ?? "" : "";
            if (folder != told && engine.Post(LinkMessages.SecondCopy(folder)).Accepted)
                told = folder;
        }
    }

    /// <summary>An engine that was just reached has been told nothing.</summary>
    public void Forget()
    {
        lock (gate)
            told = null;
    }

    /// <summary>What panel and page show.</summary>
    /// <param name="engine">The newest snapshot of the engine.</param>
    public SecondCopyState StateOf(in EngineSnapshot engine) => new()
    {
        IsWanted = IsWanted,
        Phase = engine.SecondCopy.Phase,
        StickLabel = label,
        TakeNumber = engine.SecondCopy.TakeNumber,
        SecondsBehind = engine.RateHz > 0 ? (double)engine.SecondCopy.BehindFrames / engine.RateHz : 0,
        CarriesTake = engine.SecondCopy.CarriesTake != 0,
    };
}
