using Recorder.Core.Commands;

namespace Recorder.Panel.Controls;

/// <summary>Asks the tuner to listen for as long as its page is seen; a panel that goes away just stops asking.</summary>
internal sealed class TunerLease(Desk desk)
{
    private const long AskEveryMs = 300;

    private long askedAtMs = long.MinValue / 2;
    private int askedInput = -1;

    /// <summary>Time has passed.</summary>
    /// <param name="isAsleep">Whether the display sleeps: then nobody looks.</param>
    public void Tick(bool isAsleep)
    {
        var state = desk.State;
        if (isAsleep || state.Screen != ScreenName.Channel || state.Page != ChannelPage.Tune || state.Channel >= desk.Snapshot.Inputs.Length)
        {
            askedInput = -1;
            return;
        }
        if (state.Channel == askedInput && desk.NowMs - askedAtMs < AskEveryMs)
            return;
        (askedInput, askedAtMs) = (state.Channel, desk.NowMs);
        desk.Post(new TuneInput(state.Channel));
    }
}
