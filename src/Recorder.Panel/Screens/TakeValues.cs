using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>What TAKE has under its knobs.</summary>
internal enum TakeValue
{
    Head, Start, End, LoopIn, LoopOut, PunchIn, PunchOut, Layer, Zoom,
}

/// <summary>Their order on both builds, their words and how they stand.</summary>
internal static class TakeValues
{
    /// <summary>Under the eight knobs of the large build; the playhead moves with BACK held.</summary>
    public static TakeValue[] Large { get; } =
    [
        TakeValue.Start, TakeValue.End, TakeValue.LoopIn, TakeValue.LoopOut, TakeValue.PunchIn, TakeValue.PunchOut, TakeValue.Layer, TakeValue.Zoom,
    ];

    /// <summary>Three at a time on the small build.</summary>
    public static TakeValue[][] Small { get; } =
    [
        [TakeValue.Head, TakeValue.Start, TakeValue.End],
        [TakeValue.LoopIn, TakeValue.LoopOut, TakeValue.Zoom],
        [TakeValue.PunchIn, TakeValue.PunchOut, TakeValue.Layer],
    ];

    /// <summary>The word over it.</summary>
    public static string Label(this TakeValue value) => value switch
    {
        TakeValue.LoopIn => "Loop",
        TakeValue.PunchIn => "Punch",
        TakeValue.LoopOut or TakeValue.PunchOut => "to",
        _ => value.ToString(),
    };

    /// <summary>How it stands.</summary>
    public static string Text(this TakeValue value, OpenTakeState take, RecorderSnapshot snapshot, PanelState state) => value switch
    {
        TakeValue.Head => Place(TakeScreen.PlayheadSeconds(take, state), take, state),
        TakeValue.Start => Place(take.StartSeconds, take, state),
        TakeValue.End => Place(take.EndSeconds ?? take.LengthSeconds, take, state),
        TakeValue.LoopIn => take.Loop is { } loop ? Place(loop.InSeconds, take, state) : "off",
        TakeValue.LoopOut => take.Loop is { } loop ? Place(loop.OutSeconds, take, state) : "off",
        TakeValue.Zoom => state.Zoom == 0 ? "all" : string.Create(CultureInfo.InvariantCulture, $"{1 << state.Zoom}x"),
        TakeValue.PunchIn => take.Punch is { } punch ? Place(punch.InSeconds, take, state) : "off",
        TakeValue.PunchOut => take.Punch is { } punch ? Place(punch.OutSeconds, take, state) : "off",
        _ => LayerRows.Place(LayerRows.Under(snapshot, state)),
    };

    // Tenths where a detent is less than a second.
    private static string Place(double seconds, OpenTakeState take, PanelState state) => TakeView.Of(take, state).StepSeconds >= 1
        ? TimeText.Short(seconds)
        : string.Create(CultureInfo.InvariantCulture, $"{TimeText.Short(seconds)}.{(int)(seconds * 10 + 1e-6) % 10}");
}
