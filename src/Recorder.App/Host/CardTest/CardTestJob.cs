using System.Globalization;
using Recorder.App.Host.Jobs;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.App.Host.CardTest;

/// <summary>Measures the disk of the takes, with a file of its own that is taken away again.</summary>
/// <param name="folder">The test's own folder, beside the takes.</param>
/// <param name="open">Opens a store in a folder, which it makes.</param>
/// <param name="isBusy">Whether something is played or recorded.</param>
/// <param name="tell">Told what is known so far.</param>
/// <param name="time">The clock.</param>
internal sealed class CardTestJob(
    string folder, Func<string, IRecordingStore> open, Func<bool> isBusy, Action<CardTestState?> tell, TimeProvider time)
    : HostJob(JobKind.CardTest, "")
{
    /// <inheritdoc/>
    public override bool EndsWhenTakeRuns => true;

    /// <inheritdoc/>
    public override string CancelledSentence => "The card test was ended. Nothing of it is left on the card.";

    /// <inheritdoc/>
    public override string Run(JobContext context)
    {
        tell(null);
        ClearAway(folder);
        try
        {
            var store = open(folder);
            using var opened = store as IDisposable;
            var result = new CardMeasure(store, time, (state, share) =>
            {
                tell(state);
                // Playing reads from the same disk: neither would be what it should.
                if (isBusy())
                    throw new OperationCanceledException();
                context.Report(share);
            }).Run();
            tell(result);
            return Sentence(result);
        }
        catch
        {
            tell(null);
            throw;
        }
        finally
        {
            ClearAway(folder);
        }
    }

    /// <summary>Takes away what a test left that was killed.</summary>
    public static void ClearAway(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // A disk that lets nothing be deleted says so by refusing the next test.
        }
    }

    private static string Sentence(CardTestState result) => result.Inputs == 0
        ? "Too slow to record on: take another card."
        : string.Create(CultureInfo.InvariantCulture, $"Good for {result.Inputs} inputs at 48 kHz, 24 bit.");
}
