using Recorder.Core.Units;
using Recorder.Media.Wav;

namespace Recorder.Media.Audio;

/// <summary>The kinds of file a render can become.</summary>
public enum AudioFileKind
{
    Wav,

    /// <summary>16 or 24 bit, up to 8 channels.</summary>
    Flac,

    /// <summary>Variable bitrate V0, about 245 kb/s; one or two channels.</summary>
    Mp3,

    /// <summary>Ogg Opus, about 160 kb/s for stereo; 48 kHz, one or two channels.</summary>
    Opus,
}

/// <summary>What a new file is to be.</summary>
public sealed record AudioFileSpec
{
    public required AudioFileKind Kind { get; init; }

    /// <summary>The format of the words given and, where nothing is lost, of the file; MP3 and Opus take <see cref="SampleFormat.F32"/>.</summary>
    public required SampleFormat Format { get; init; }
    public required int Channels { get; init; }
    public required int RateHz { get; init; }
    public AudioTags Tags { get; init; } = new();

    /// <summary>Measured before writing, where it was; a WAV may get it at its end instead.</summary>
    public LoudnessFigures Loudness { get; init; } = new();

    /// <summary>Broadcast data of a WAV; null writes one with the tags and the loudness only.</summary>
    public BroadcastExtension? Broadcast { get; init; }

    /// <summary>Markers of a WAV.</summary>
    public IReadOnlyList<AudioMarker> Markers { get; init; } = [];
}

/// <summary>
/// A new audio file under a temporary name. It gets its name only in <see cref="Complete"/>; disposed before that, nothing is
/// left of it and an older file of that name is untouched.
/// </summary>
/// <remarks>A full or failing disk throws <see cref="Core.Faults.RecorderException"/> of kind Storage.</remarks>
public interface IAudioWriter : IDisposable
{
    /// <summary>Frames taken so far.</summary>
    long Frames { get; }

    /// <summary>Adds floats, ±1.0 = full scale; integers are rounded to the file's grid without dither. Channel c begins at c times the stride.</summary>
    void Write(ReadOnlySpan<float> planar, int strideFrames, int frames);

    /// <summary>Adds words of the file's format: left-justified integers, or the bits of floats.</summary>
    void WriteWords(ReadOnlySpan<int> planarWords, int strideFrames, int frames);

    /// <summary>Ends the file, makes it durable and gives it its name, replacing an older one. Loudness goes into a WAV's <c>bext</c>.</summary>
    void Complete(LoudnessFigures? loudness = null);
}
