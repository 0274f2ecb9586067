using Recorder.Core.Commands;

namespace Recorder.Panel.Controls;

/// <summary>Asks for what MASTER says of the song for as long as that screen is seen; a panel that goes away just stops asking.</summary>
internal sealed class AdviceLease(Desk desk)
{
    private const long AskEveryMs = 1000;

    private long askedAtMs = long.MinValue / 2;

    /// <summary>Time has passed.</summary>
    /// <param name="isAsleep">Whether the display sleeps: then nobody looks.</param>
    public void Tick(bool isAsleep)
    {
        if (isAsleep || desk.RecordsInputs || desk.State.Screen != ScreenName.Master || desk.Snapshot.Open is null || desk.NowMs - askedAtMs < AskEveryMs)
            return;
        askedAtMs = desk.NowMs;
        desk.Post(new LookAtMaster());
    }
}
