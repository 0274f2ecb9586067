using Recorder.Core.Units;

namespace Recorder.Media.Audio;

/// <summary>An audio file opened for reading, whatever its kind.</summary>
/// <remarks>
/// Planar means: channel c of a block lies at <c>planar[c * strideFrames ..]</c>. Reading past what is really there gives
/// fewer frames, never an error; an unreadable disk throws <see cref="Core.Faults.RecorderException"/>.
/// Not for two threads at once.
/// </remarks>
public interface IAudioReader : IDisposable
{
    /// <summary>The file's name without its folder, as sentences use it.</summary>
    string Name { get; }

    /// <summary>At least 1.</summary>
    int Channels { get; }

    /// <summary>Frames per second.</summary>
    int RateHz { get; }

    /// <summary>Frames that can be read.</summary>
    long Frames { get; }

    /// <summary>The smallest of our formats that keeps the file's samples; decides the meaning of words.</summary>
    SampleFormat NativeFormat { get; }

    /// <summary>The file says it is longer than it is.</summary>
    bool IsTruncated { get; }

    /// <summary>Tags, markers and broadcast data.</summary>
    AudioMetadata Metadata { get; }

    /// <summary>The frame the next read begins at.</summary>
    long Position { get; }

    /// <summary>Reads up to <paramref name="frames"/> frames as floats, ±1.0 = full scale.</summary>
    /// <returns>Frames read; 0 at the end.</returns>
    int Read(Span<float> planar, int strideFrames, int frames);

    /// <summary>
    /// The same as 32-bit words: integers left-justified and exact, or the bits of the floats when
    /// <see cref="NativeFormat"/> is <see cref="SampleFormat.F32"/>.
    /// </summary>
    int ReadWords(Span<int> planarWords, int strideFrames, int frames);

    /// <summary>Goes to a frame; clamped to 0..<see cref="Frames"/>.</summary>
    void Seek(long frame);
}
