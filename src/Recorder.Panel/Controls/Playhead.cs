using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>The playhead of the open take, moved by knobs.</summary>
internal sealed class Playhead(Desk desk)
{
    private const double OnMarkerSeconds = 0.05;

    // A turn builds on where the hand has just been, not on a snapshot that may be some milliseconds old.
    private const long TrustMs = 400;

    private (double Seconds, long UntilMs)? justSet;

    /// <summary>Moves it by seconds.</summary>
    public void Move(double seconds)
    {
        if (desk.Snapshot.Open is not null)
            GoTo(Now + seconds);
    }

    /// <summary>Moves it by markers; the take's ends count as two.</summary>
    public void MoveByMarkers(int markers)
    {
        if (desk.Snapshot.Open is not { } take)
            return;
        double[] places = [0, .. take.MarkerSeconds.Order(), take.LengthSeconds];
        for (var i = Math.Abs(markers); i > 0; i--)
        {
            var now = Now;
            GoTo(markers > 0
                ? places.FirstOrDefault(place => place > now + OnMarkerSeconds, take.LengthSeconds)
                : places.LastOrDefault(place => place < now - OnMarkerSeconds, 0));
        }
    }

    private double Now => justSet is var (seconds, untilMs) && desk.NowMs < untilMs ? seconds : TakeScreen.PlayheadSeconds(desk.Snapshot.Open!, desk.State);

    private void GoTo(double seconds)
    {
        var take = desk.Snapshot.Open!;
        var inside = Math.Clamp(seconds, 0, take.LengthSeconds);
        if (!desk.Post(new Locate((long)Math.Round(inside * take.RateHz))))
            return;
        justSet = (inside, desk.NowMs + TrustMs);
        desk.State.Located = desk.Snapshot.Transport == TransportState.Idle ? (take.Number, inside) : null;
    }
}
