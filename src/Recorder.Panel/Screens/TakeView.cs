using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens;

/// <summary>The stretch of a take that TAKE shows.</summary>
/// <param name="FromSeconds">At the left edge.</param>
/// <param name="ToSeconds">At the right edge.</param>
/// <param name="HeadSeconds">The playhead.</param>
/// <param name="Marker">The marker the playhead stands on, from 0; null where it stands on none.</param>
internal readonly record struct TakeView(double FromSeconds, double ToSeconds, double HeadSeconds, int? Marker)
{
    /// <summary>How often the take may be larger than the display.</summary>
    public const int MostZoom = 8;

    private const double OnMarkerSeconds = 0.05;

    private static readonly double[] Steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60];

    /// <summary>Seconds of a detent: about a pixel of the large display, as a number people know.</summary>
    public double StepSeconds
    {
        get
        {
            var pixel = (ToSeconds - FromSeconds) / 256;
            return Steps.FirstOrDefault(step => step >= pixel, Steps[^1]);
        }
    }

    /// <summary>All of the take, or a part of it around the playhead, which then stands in the middle.</summary>
    public static TakeView Of(OpenTakeState take, PanelState state)
    {
        var head = TakeScreen.PlayheadSeconds(take, state);
        var shown = take.LengthSeconds / (1 << state.Zoom);
        var from = Math.Clamp(head - shown / 2, 0, take.LengthSeconds - shown);
        int? marker = null;
        for (var i = 0; i < take.MarkerSeconds.Length; i++)
        {
            if (Math.Abs(take.MarkerSeconds[i] - head) < OnMarkerSeconds)
                marker = i;
        }
        return new TakeView(from, from + shown, head, marker);
    }

    /// <summary>The column of a place, of so many; outside of them when it is not shown.</summary>
    public int Column(double seconds, int columns) => (int)Math.Round((columns - 1) * (seconds - FromSeconds) / Math.Max(0.001, ToSeconds - FromSeconds));

    /// <summary>The place of a column.</summary>
    public double SecondsAt(int column, int columns) => FromSeconds + (ToSeconds - FromSeconds) * column / (columns - 1);
}
