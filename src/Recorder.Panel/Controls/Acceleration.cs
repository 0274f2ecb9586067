using Recorder.Core.Ports;

namespace Recorder.Panel.Controls;

/// <summary>
/// A knob turned fast moves a value further: from 20 detents a second on twice, from 40 on four times as far. The first
/// detents of a turn always count once, so that a hand can set the finest step.
/// </summary>
internal sealed class Acceleration
{
    private const long TwiceBelowMs = 50;
    private const long FourfoldBelowMs = 25;

    // Detents closer than a hand can turn came in one message, from a wheel or a page.
    private const long HandMs = 2;
    private const int DetentsBefore = 3;

    private readonly Dictionary<PanelControl, (long LastMs, double MeanMs, int Sign, int Count)> turns = [];

    /// <summary>Detents as they count for a value.</summary>
    public int Of(PanelControl control, int detents, long timestampMs)
    {
        turns.TryGetValue(control, out var turn);
        var sinceMs = timestampMs - turn.LastMs;
        var isGoingOn = turn.Count > 0 && turn.Sign == Math.Sign(detents) && sinceMs is >= HandMs and < 4 * TwiceBelowMs;
        turn = isGoingOn
            ? (timestampMs, turn.Count == 1 ? sinceMs : (turn.MeanMs * 2 + sinceMs) / 3, turn.Sign, turn.Count + 1)
            : (timestampMs, double.MaxValue, Math.Sign(detents), 1);
        turns[control] = turn;
        return turn.Count <= DetentsBefore ? detents : turn.MeanMs < FourfoldBelowMs ? 4 * detents : turn.MeanMs < TwiceBelowMs ? 2 * detents : detents;
    }
}
