using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;

namespace Recorder.Studio.Mastering;

/// <summary>A file that a master is delivered as.</summary>
/// <param name="Word">The word on the command line.</param>
/// <param name="Name">As people know it.</param>
/// <param name="Kind">What container and coding.</param>
/// <param name="Format">Its samples.</param>
/// <param name="FileEnding">What the file name ends with.</param>
/// <param name="IsLossy">Whether decoding gives other samples than were coded.</param>
public sealed record MasterFormat(string Word, string Name, AudioFileKind Kind, SampleFormat Format, string FileEnding, bool IsLossy)
{
    private const int OpusRateHz = 48000;
    private const int CdRateHz = 44100;

    /// <summary>All there are.</summary>
    public static IReadOnlyList<MasterFormat> All { get; } =
    [
        new("wav24", "WAV, 24 bit", AudioFileKind.Wav, SampleFormat.S24, ".wav", false),
        new("wav16", "WAV, 16 bit", AudioFileKind.Wav, SampleFormat.S16, ".16.wav", false),
        new("flac", "FLAC", AudioFileKind.Flac, SampleFormat.S24, ".flac", false),
        new("mp3", "MP3", AudioFileKind.Mp3, SampleFormat.F32, ".mp3", true),
        new("opus", "Opus", AudioFileKind.Opus, SampleFormat.F32, ".opus", true),
    ];

    /// <summary>Reads words such as <c>wav24,mp3</c>.</summary>
    /// <exception cref="RecorderException">One of them is none.</exception>
    public static IReadOnlyList<MasterFormat> ParseList(string words) =>
    [
        .. words.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(word => All.FirstOrDefault(format => format.Word == word)
            ?? throw new RecorderException(FaultKind.WrongWords,
                $"'{word}' is no format: nothing was written; choose from {string.Join(", ", All.Select(format => format.Word))}.")),
    ];

    /// <summary>The rate the file has when the master has another.</summary>
    public int RateFor(int rateHz) => Kind switch
    {
        AudioFileKind.Opus => OpusRateHz,
        AudioFileKind.Mp3 when rateHz is not (CdRateHz or OpusRateHz) => rateHz % CdRateHz == 0 || CdRateHz % rateHz == 0 ? CdRateHz : OpusRateHz,
        _ => rateHz,
    };
}
