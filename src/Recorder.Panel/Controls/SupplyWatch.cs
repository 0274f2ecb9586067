using Recorder.Core.Snapshots;

namespace Recorder.Panel.Controls;

/// <summary>The power-fail line: while it lasts a running take is closed and "Power gone" stands on the display.</summary>
internal sealed class SupplyWatch
{
    // Contacts and regulators chatter when a plug is pulled; the hold-up lasts seconds.
    private const long CertainAfterMs = 50;

    private long? goneSinceMs;
    private bool isClosing;

    /// <summary>Whether the supply is gone for certain.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The line's level at a moment; true once, when the running take is to be closed.</summary>
    public bool Update(bool isLow, bool isRecording, long nowMs)
    {
        goneSinceMs = isLow ? goneSinceMs ?? nowMs : null;
        IsGone = nowMs - goneSinceMs >= CertainAfterMs;
        var isToClose = IsGone && isRecording && !isClosing;
        isClosing = IsGone && (isClosing || isToClose);
        return isToClose;
    }

    /// <summary>The message over everything else.</summary>
    public static Message MessageFor(RecorderSnapshot snapshot) => new(
        MessageKind.Alarm, "Power gone.",
        snapshot.Running is { } running ? FormattableString.Invariant($"T{running.Number} is being closed whole.") : "All takes are whole.",
        "Plug in power.") { IsStillTrue = true };
}
