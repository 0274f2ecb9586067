using Recorder.Core.Snapshots;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Controls;

/// <summary>How the display is driven now.</summary>
/// <param name="Contrast">0 to 255.</param>
/// <param name="IsAsleep">Dark.</param>
/// <param name="ShiftPixels">How far the picture stands to the right.</param>
public readonly record struct DisplayMood(byte Contrast, bool IsAsleep, int ShiftPixels);

/// <summary>
/// Spares the OLED, whose pixels fade with use: dimmer when nobody touches the panel, dark when nothing happens for as long as SET-UP says, and
/// the picture moves by a pixel every few minutes so that no edge burns in. At night it is dimmest and sleeps soon.
/// </summary>
internal sealed class DisplayCare
{
    /// <summary>At night the display sleeps so long after the last touch.</summary>
    public const long NightSleepMs = 20_000;

    /// <summary>By day it is dimmed after this.</summary>
    public const long DimAfterMs = 5 * 60_000;

    private const long ShiftEveryMs = 4 * 60_000;
    private const byte Bright = 255;
    private const byte Dim = 96;
    private const byte Night = 1;

    private long? touchedMs;
    private TransportState transport;
    private bool hasMessage;

    /// <summary>How the display is driven now.</summary>
    public DisplayMood Mood { get; private set; } = new(Bright, IsAsleep: false, 0);

    /// <summary>A hand is there; true when that only woke the display.</summary>
    public bool Touch(long nowMs)
    {
        var woke = Mood.IsAsleep;
        touchedMs = nowMs;
        Mood = Mood with { IsAsleep = false };
        return woke;
    }

    /// <summary>Time has passed.</summary>
    public void Update(RecorderSnapshot snapshot, bool isNight, long nowMs)
    {
        // What a person must see wakes the display as a touch does; at night the lights must do.
        var hasNewMessage = snapshot.Message is { IsSeen: false };
        if (touchedMs is null || snapshot.Transport != transport || (hasNewMessage && !hasMessage))
            touchedMs = nowMs;
        (transport, hasMessage) = (snapshot.Transport, hasNewMessage);
        var untouchedMs = nowMs - touchedMs.Value;
        var isBusy = snapshot.Transport != TransportState.Idle || hasNewMessage || JobText.IsUnderWay(snapshot.Job);
        Mood = new DisplayMood(
            isNight ? Night : untouchedMs >= DimAfterMs ? Dim : Bright,
            isNight ? untouchedMs >= NightSleepMs : snapshot.SetUp.DisplaySleepMinutes is > 0 and var minutes && untouchedMs >= minutes * 60_000L && !isBusy,
            (int)(nowMs / ShiftEveryMs % 2));
    }
}
