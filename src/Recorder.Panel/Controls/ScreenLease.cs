using Recorder.Core.Commands;

namespace Recorder.Panel.Controls;

/// <summary>
/// Asks for something again and again for as long as a screen is seen that shows it, and at once when it is another thing; a panel that goes
/// away just stops asking.
/// </summary>
internal sealed class ScreenLease
{
    private const long TuneEveryMs = 300;
    private const long LookEveryMs = 1000;

    private readonly Desk desk;
    private readonly long everyMs;
    private readonly Func<RecorderCommand?> wanted;
    private RecorderCommand? asked;
    private long askedAtMs;

    private ScreenLease(Desk desk, long everyMs, Func<RecorderCommand?> wanted) =>
        (this.desk, this.everyMs, this.wanted) = (desk, everyMs, wanted);

    /// <summary>The tuner listens to the channel whose page TUNE is seen.</summary>
    public static ScreenLease Tuner(Desk desk) => new(desk, TuneEveryMs, () =>
        desk.State is { Screen: ScreenName.Channel, Page: ChannelPage.Tune } state && state.Channel < desk.Snapshot.Inputs.Length
            ? new TuneInput(state.Channel)
            : null);

    /// <summary>What MASTER says of the song is measured while it is seen and nothing is recorded.</summary>
    public static ScreenLease Advice(Desk desk) => new(desk, LookEveryMs, () =>
        desk.State.Screen == ScreenName.Master && !desk.RecordsInputs && desk.Snapshot.Open is not null ? new LookAtMaster() : null);

    /// <summary>Time has passed.</summary>
    /// <param name="isAsleep">Whether the display sleeps: then nobody looks.</param>
    public void Tick(bool isAsleep)
    {
        var command = isAsleep ? null : wanted();
        if (command is not null && command == asked && desk.NowMs - askedAtMs < everyMs)
            return;
        (asked, askedAtMs) = (command, desk.NowMs);
        if (command is not null)
            desk.Post(command);
    }
}
