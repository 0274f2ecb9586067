using Recorder.Core.Parameters;

namespace Recorder.Engine.Click;

/// <summary>Where beats lie, in frames from the first one of bar 1; those of the count-in lie before it.</summary>
/// <param name="FramesPerBeat">From one to the next; each beat is rounded to its frame by itself, so that nothing adds up.</param>
/// <param name="BeatsPerBar">One of so many is accented.</param>
/// <param name="CountInBars">Bars before bar 1.</param>
internal readonly record struct ClickGrid(double FramesPerBeat, int BeatsPerBar, int CountInBars)
{
    /// <summary>The grid of a tempo at a rate, each value within its range.</summary>
    public static ClickGrid Of(double tempoBpm, int beatsPerBar, int countInBars, int rateHz) => new(
        60.0 * rateHz / ClickParameter.TempoBpm.Spec().Clamp((float)tempoBpm),
        (int)ClickParameter.BeatsPerBar.Spec().Clamp(beatsPerBar), (int)ClickParameter.CountInBars.Spec().Clamp(countInBars));

    /// <summary>The first beat that is heard, from 0: below zero it is one of the count-in.</summary>
    public long FirstBeat => -(long)CountInBars * BeatsPerBar;

    /// <summary>Length of the count-in.</summary>
    public long CountInFrames => -FrameOf(FirstBeat);

    /// <summary>The frame of a beat.</summary>
    public long FrameOf(long beat) => (long)Math.Round(beat * FramesPerBeat);

    /// <summary>The first beat on a frame or behind it.</summary>
    public long BeatFrom(long frame)
    {
        var beat = (long)Math.Floor(frame / FramesPerBeat);
        while (FrameOf(beat) < frame)
            beat++;
        return beat;
    }

    /// <summary>Whether a beat is the first of its bar.</summary>
    public bool IsAccent(long beat) => beat % BeatsPerBar == 0;
}
