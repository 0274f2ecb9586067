namespace Recorder.Core.Ports;

/// <summary>The stereo output for monitoring and playback, real or simulated.</summary>
public interface IPlaybackDevice : IDisposable
{
    /// <summary>The output as a person calls it.</summary>
    string Name { get; }

    /// <summary>Frames per second.</summary>
    int RateHz { get; }

    /// <summary>Frames of one <see cref="Write"/>.</summary>
    int PeriodFrames { get; }

    /// <summary>How often it had nothing to play since it was started.</summary>
    int Underruns => 0;

    /// <summary>Begins to play silence.</summary>
    void Start();

    /// <summary>Plays one period, ±1.0 = full scale; blocks until there is room. False when the output is gone.</summary>
    bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right);

    /// <summary>Ends.</summary>
    void Stop();
}
