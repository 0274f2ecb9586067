using Recorder.Core.Commands;
using Recorder.Core.Parameters;

namespace Recorder.Panel.Controls;

/// <summary>
/// Says again how MASTER wants what plays to be heard, for as long as that screen is seen; leaving it, and recording, end it. A panel
/// that goes away just stops saying it.
/// </summary>
internal sealed class ListeningLease(Desk desk)
{
    private const long SayEveryMs = 1000;

    private long saidAtMs = long.MinValue / 2;

    private PanelState State => desk.State;

    /// <summary>MAIN was turned on MASTER, or the small build's last knob.</summary>
    public void Turn(int detents)
    {
        if (IsRefused())
            return;
        State.HearAs = (PlaybackSystem)Math.Clamp((int)State.HearAs + detents, 0, (int)PlaybackSystem.Mp3);
        Say();
    }

    /// <summary>As in the studio again.</summary>
    public void EndSystem()
    {
        State.HearAs = PlaybackSystem.Studio;
        Say();
    }

    /// <summary>One stage of the master alone, or all of the mix again when it is the one that is heard.</summary>
    public void Switch(MasterParameter stage)
    {
        if (State.HearAlone != stage && IsRefused())
            return;
        State.HearAlone = State.HearAlone == stage ? null : stage;
        Say();
    }

    /// <summary>No stage alone any more: another comparison begins.</summary>
    public void EndStage()
    {
        if (State.HearAlone is null)
            return;
        State.HearAlone = null;
        Say();
    }

    /// <summary>Time has passed.</summary>
    /// <param name="isAsleep">Whether the display sleeps: then nobody looks.</param>
    public void Tick(bool isAsleep)
    {
        if (State is { HearAs: PlaybackSystem.Studio, HearAlone: null })
            return;
        if (isAsleep || desk.RecordsInputs || !State.IsOnMaster)
        {
            (State.HearAs, State.HearAlone) = (PlaybackSystem.Studio, null);
            Say();
        }
        else if (desk.NowMs - saidAtMs >= SayEveryMs)
            Say();
    }

    private bool IsRefused()
    {
        if (desk.RecordsInputs)
            desk.Tell("Something is recorded: what is heard stays as it is.");
        return desk.RecordsInputs;
    }

    private void Say()
    {
        saidAtMs = desk.NowMs;
        desk.Post(new Listen(State.HearAs, State.HearAlone));
    }
}
