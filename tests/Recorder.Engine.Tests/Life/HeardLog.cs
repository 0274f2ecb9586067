using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Session.Layers;

namespace Recorder.Engine.Tests.Life;

/// <summary>
/// Which frame of which take was heard when the interface was where, noted from outside; and whether layers lie where they were
/// played.
/// </summary>
internal sealed class HeardLog
{
    // What came after an absence lies where the clock said, to 5 ms.
    private const int EstimateFrames = TestInterface.RateHz / 200;

    private readonly List<(long Position, int Take, long FirstFrame, long EndFrame, bool IsNear)> periods = [];
    private long playhead;
    private int runStart;

    /// <summary>After each step: what the snapshot says was played in it.</summary>
    public void Note(in EngineSnapshot snapshot, long position)
    {
        var played = snapshot.PlayheadFrames - playhead;
        var goesOn = played is > 0 and <= TestInterface.PeriodFrames;
        if (snapshot.PlayTakeNumber > 0 && goesOn)
            periods.Add((position, snapshot.PlayTakeNumber, playhead, snapshot.PlayheadFrames, false));
        else
            runStart = periods.Count;
        if (snapshot.InterfacePresent == 0)
        {
            // All of the run it was away in: a layer may reach back to its beginning.
            for (var i = runStart; i < periods.Count; i++)
                periods[i] = periods[i] with { IsNear = true };
        }
        playhead = snapshot.PlayTakeNumber > 0 ? snapshot.PlayheadFrames : 0;
    }

    /// <summary>Asserts that a layer's first sound is what was played to its first frame.</summary>
    public void Judge(IRecordingStore store, int take, Layer layer)
    {
        var start = layer.Journal.Start!;
        var words = TakeCheck.ReadWords(store, start.PathOf(start.Tracks[0].FileName), start.Format);
        Assert.Equal(layer.Frames, words.Length);
        var silent = layer.Journal.Dropouts.Sum(dropout => dropout.StartFrame == 0 ? dropout.Frames : 0);
        if (silent + 4 > words.Length || layer.Journal.Dropouts.Any(dropout => dropout.StartFrame < silent + 4 && dropout.StartFrame > 0))
            return;
        var frame = layer.StartFrame + silent;
        // A take may have been heard often: one of the times it must have been then.
        var places = periods.Where(period => period.Take == take && period.FirstFrame <= frame && frame < period.EndFrame)
            .Select(period => (Position: period.Position - TestInterface.PeriodFrames + frame - period.FirstFrame, period.IsNear)).ToArray();
        Assert.True(places.Any(place => IsNear(words.AsSpan((int)silent, 4), start.Tracks[0].Input, start.Format, place.Position, place.IsNear ? EstimateFrames : 0)),
            $"T{take} layer {layer.Number} begins with nothing that was played when frame {frame} was heard ({places.Length} times)");
    }

    private static bool IsNear(ReadOnlySpan<int> words, int input, SampleFormat format, long position, int slackFrames)
    {
        for (var candidate = position - slackFrames; candidate <= position + slackFrames; candidate++)
        {
            if (IsThere(words, input, format, candidate))
                return true;
        }
        return false;
    }

    private static bool IsThere(ReadOnlySpan<int> words, int input, SampleFormat format, long position)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] != TestInterface.Word(position + i, input, format))
                return false;
        }
        return true;
    }
}
