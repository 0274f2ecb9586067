namespace Recorder.Core.Ports;

/// <summary>How far an output is behind what it was given.</summary>
/// <param name="WaitingFrames">Frames that were written and are still to be heard.</param>
/// <param name="ReadAtTicks">When that was so, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
public readonly record struct PlaybackDelay(long WaitingFrames, long ReadAtTicks);

/// <summary>The output for monitoring and playback, real or simulated: a stereo pair, and perhaps further ones for the musicians' own mixes.</summary>
public interface IPlaybackDevice : IDisposable
{
    /// <summary>The output as a person calls it.</summary>
    string Name { get; }

    /// <summary>Frames per second.</summary>
    int RateHz { get; }

    /// <summary>Frames of one <see cref="Write(ReadOnlySpan{float}, ReadOnlySpan{float})"/>.</summary>
    int PeriodFrames { get; }

    /// <summary>Stereo pairs it has: the first is for the mix, each further one for a musician's own. May change while it runs.</summary>
    int Pairs => 1;

    /// <summary>How often it had nothing to play since it was started.</summary>
    int Underruns => 0;

    /// <summary>How far it is behind; null where it cannot tell. Called by the thread that writes; allocates nothing.</summary>
    PlaybackDelay? ReadDelay() => null;

    /// <summary>Begins to play silence.</summary>
    void Start();

    /// <summary>
    /// Begins to play silence at the same moment at which inputs begin to deliver, where one driver has both and can do that.
    /// What becomes of the output later does not touch the inputs.
    /// </summary>
    /// <returns>False where it cannot: then nothing was begun.</returns>
    bool TryStartWith(ICaptureDevice inputs) => false;

    /// <summary>Plays one period, ±1.0 = full scale; blocks until there is room. False when the output is gone.</summary>
    bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right);

    /// <summary>The same with what goes to the further pairs; what it has no outputs for is left out, and outputs nothing is for are silent.</summary>
    bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right, in CueFrames cues) => Write(left, right);

    /// <summary>Ends.</summary>
    void Stop();
}
