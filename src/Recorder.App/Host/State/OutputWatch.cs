using Recorder.App.Host.Messages;
using Recorder.Core.Snapshots;

namespace Recorder.App.Host.State;

/// <summary>Tells when listening stumbles, and once when output and inputs run by clocks of their own.</summary>
/// <param name="board">Where messages stand.</param>
internal sealed class OutputWatch(MessageBoard board)
{
    // What is measured of two readings of the same clock differs by less.
    private const double LeastApartPpm = 3;
    private static readonly TimeSpan NewsStands = TimeSpan.FromSeconds(8);

    private bool areClocksTold;

    /// <summary>Compares a snapshot with the one before of the same engine.</summary>
    public void Look(in EngineSnapshot last, in EngineSnapshot now)
    {
        if (now.PlaybackUnderruns > last.PlaybackUnderruns)
            board.Tell(Matter.Output, MessageTexts.ListeningStumbled(now.PlaybackUnderruns), lifetime: NewsStands);
        var apartPpm = now.OutputDriftPpm - now.DriftPpm;
        if (areClocksTold || !(Math.Abs(apartPpm) >= LeastApartPpm))
            return;
        areClocksTold = true;
        board.Tell(Matter.Clocks, MessageTexts.TwoClocks(apartPpm), lifetime: NewsStands);
    }
}
