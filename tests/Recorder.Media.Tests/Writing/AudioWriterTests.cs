using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Samples;
using Recorder.TestSupport;

namespace Recorder.Media.Tests.Writing;

public sealed class AudioWriterTests : IDisposable
{
    private static readonly AudioTags Tags = new()
    {
        Title = "Ein sehr langer Titel mit Umlauten: Öl, Übermut, ♫",
        Artist = "Die Probe",
        Album = "Keller",
        Date = "2026-05-01",
        TrackNumber = "3/12",
        Genre = "Jazz",
        Comment = "mixed & mastered",
        Software = "Recorder",
    };

    private static readonly LoudnessFigures Loudness = new()
    {
        IntegratedLufs = -14.03,
        TruePeakDbtp = -1.02,
        RangeLu = 5.6,
        MaxMomentaryLufs = -9.5,
        MaxShortTermLufs = -11.25,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AudioFileKind.Wav, SampleFormat.S16, 2)]
    [InlineData(AudioFileKind.Wav, SampleFormat.S24, 2)]
    [InlineData(AudioFileKind.Wav, SampleFormat.S24, 1)]
    [InlineData(AudioFileKind.Wav, SampleFormat.S32, 3)]
    [InlineData(AudioFileKind.Wav, SampleFormat.F32, 2)]
    [InlineData(AudioFileKind.Flac, SampleFormat.S16, 2)]
    [InlineData(AudioFileKind.Flac, SampleFormat.S24, 2)]
    [InlineData(AudioFileKind.Flac, SampleFormat.S24, 8)]
    public void Lossless_files_come_back_exactly(AudioFileKind kind, SampleFormat format, int channels)
    {
        var words = Words(format, 5001 * channels);
        var path = Write(kind, format, channels, 44100, writer => writer.WriteWords(words, 5001, 5001));

        using var reader = AudioFile.Open(path);
        Assert.Equal((5001L, channels, 44100, format, false),
            (reader.Frames, reader.Channels, reader.RateHz, reader.NativeFormat, reader.IsTruncated));
        Assert.Equal(Tags, reader.Metadata.Tags with { Software = Tags.Software });
        Assert.StartsWith("Recorder", reader.Metadata.Tags.Software, StringComparison.Ordinal);
        var again = new int[words.Length];
        Assert.Equal(5001, reader.ReadWords(again, 5001, 6000));
        Assert.Equal(words, again);

        OtherPrograms.AllRead(path, Packed(format, words, channels), format, channels);
    }

    [Theory]
    [InlineData(AudioFileKind.Mp3, 44100, 200, 270)]
    [InlineData(AudioFileKind.Mp3, 48000, 200, 290)]
    [InlineData(AudioFileKind.Opus, 48000, 130, 190)]
    public void Lossy_files_carry_tags_length_and_sound(AudioFileKind kind, int rateHz, int leastKbps, int mostKbps)
    {
        const int seconds = 6;
        var frames = rateHz * seconds;
        var planar = Music(rateHz, frames);
        var path = Write(kind, SampleFormat.F32, 2, rateHz, writer =>
        {
            for (var done = 0; done < frames; done += 1000)
                writer.Write(planar.AsSpan(done), frames, Math.Min(1000, frames - done));
        });

        Assert.InRange(new FileInfo(path).Length * 8 / 1000 / seconds, leastKbps, mostKbps);
        var (_, probe, _) = DebianTool.Run("ffmpeg", "ffprobe", "-v", "error",
            "-show_entries", "format=duration:format_tags:stream_tags", "-of", "default=nw=1", path);
        foreach (var text in new[] { Tags.Title, Tags.Artist, Tags.Album, Tags.Date, Tags.TrackNumber, Tags.Genre, Tags.Comment })
            Assert.Contains($"={text}\n", probe, StringComparison.Ordinal);
        var duration = probe.Split('\n').First(line => line.StartsWith("duration=", StringComparison.Ordinal))["duration=".Length..];
        Assert.Equal(seconds, double.Parse(duration, CultureInfo.InvariantCulture), 0.08);

        using var reader = AudioFile.Open(path);
        Assert.InRange(reader.Frames, frames, frames + 1200);
        var decoded = new float[2 * reader.Frames];
        var got = reader.Read(decoded, (int)reader.Frames, (int)reader.Frames);
        Assert.Equal(Rms(planar.AsSpan(0, frames)), Rms(decoded.AsSpan(0, got)), 0.01);
    }

    [Fact]
    public void Mp3_carries_playback_gain()
    {
        var path = Write(AudioFileKind.Mp3, SampleFormat.F32, 1, 44100, writer => writer.Write(new float[44100], 44100, 44100));
        var (_, probe, _) = DebianTool.Run("ffmpeg", "ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "default=nw=1", path);
        Assert.Contains("=-3.97 dB\n", probe, StringComparison.Ordinal);
        Assert.Contains("=0.889201\n", probe, StringComparison.Ordinal);
    }

    [Fact]
    public void Wav_carries_loudness_and_markers()
    {
        var path = _folder.File("m.wav");
        using (var writer = AudioFile.Create(path, Spec(AudioFileKind.Wav, SampleFormat.S24, 1, 48000) with { Markers = Wav.WavTrackTestData.Markers }))
        {
            writer.Write(new float[333], 333, 333);
            writer.Complete(Loudness);
        }
        using var reader = AudioFile.Open(path);
        Assert.Equal(Loudness, reader.Metadata.Broadcast!.Loudness);
        Assert.Equal(Wav.WavTrackTestData.Markers, reader.Metadata.Markers);
        Assert.Equal(Tags.Title, reader.Metadata.Broadcast.Description);
    }

    [Fact]
    public void Nothing_bears_the_name_before_it_is_complete_and_an_old_file_stays()
    {
        foreach (var (kind, format) in new[] { (AudioFileKind.Wav, SampleFormat.S16), (AudioFileKind.Flac, SampleFormat.S16), (AudioFileKind.Mp3, SampleFormat.F32) })
        {
            var path = _folder.File($"old-{kind}");
            File.WriteAllText(path, "old");
            using (var writer = AudioFile.Create(path, Spec(kind, format, 1, 48000)))
            {
                writer.Write(new float[48000], 48000, 48000);
                Assert.Equal("old", File.ReadAllText(path));
                Assert.True(File.Exists(_folder.File($".old-{kind}.part")));
            }
            Assert.Equal("old", File.ReadAllText(path));
            Assert.False(File.Exists(_folder.File($".old-{kind}.part")));
        }
    }

    [Fact]
    public void Full_disk_is_a_sentence_and_leaves_nothing()
    {
        File.CreateSymbolicLink(_folder.File(".x.wav.part"), "/dev/full");
        var fault = Assert.Throws<RecorderException>(() => AudioFile.Create(_folder.File("x.wav"), Spec(AudioFileKind.Wav, SampleFormat.S16, 1, 48000)));
        Assert.Equal(FaultKind.Storage, fault.Kind);
        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(AudioFileKind.Flac, SampleFormat.S16)]
    [InlineData(AudioFileKind.Mp3, SampleFormat.F32)]
    [InlineData(AudioFileKind.Opus, SampleFormat.F32)]
    public void A_disk_that_fills_up_while_encoding_is_noticed(AudioFileKind kind, SampleFormat format)
    {
        using var disk = SmallDisk.Mount(20_000);
        var fault = Assert.Throws<RecorderException>(() =>
        {
            using var writer = AudioFile.Create(disk.File("x"), Spec(kind, format, 1, 48000));
            writer.Write(Music(48000, 144_000), 144_000, 144_000);
            writer.Complete();
        });
        Assert.Equal(FaultKind.Storage, fault.Kind);
        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    [Theory]
    [InlineData(AudioFileKind.Opus, SampleFormat.F32, 2, 44100)]
    [InlineData(AudioFileKind.Mp3, SampleFormat.F32, 2, 96000)]
    [InlineData(AudioFileKind.Mp3, SampleFormat.F32, 3, 44100)]
    [InlineData(AudioFileKind.Flac, SampleFormat.F32, 2, 44100)]
    [InlineData(AudioFileKind.Flac, SampleFormat.S16, 9, 44100)]
    public void What_a_format_cannot_hold_is_refused(AudioFileKind kind, SampleFormat format, int channels, int rateHz)
    {
        var fault = Assert.Throws<RecorderException>(() => AudioFile.Create(_folder.File("x"), Spec(kind, format, channels, rateHz)));
        Assert.Equal(FaultKind.WrongWords, fault.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Folder_that_is_not_there_is_a_sentence() => Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(
        () => AudioFile.Create(_folder.File("none", "x.wav"), Spec(AudioFileKind.Wav, SampleFormat.S16, 1, 48000))).Kind);

    private string Write(AudioFileKind kind, SampleFormat format, int channels, int rateHz, Action<IAudioWriter> write)
    {
        var path = _folder.File($"x.{kind.ToString().ToLowerInvariant()}");
        using var writer = AudioFile.Create(path, Spec(kind, format, channels, rateHz));
        write(writer);
        writer.Complete();
        return path;
    }

    private static AudioFileSpec Spec(AudioFileKind kind, SampleFormat format, int channels, int rateHz) =>
        new() { Kind = kind, Format = format, Channels = channels, RateHz = rateHz, Tags = Tags, Loudness = Loudness };

    private static int[] Words(SampleFormat format, int samples)
    {
        var words = new int[samples];
        SampleConversion.UnpackWords(format, Wav.WavTrackTestData.PackedSamples(format, samples), words);
        return words;
    }

    private static byte[] Packed(SampleFormat format, int[] planar, int channels)
    {
        var frames = planar.Length / channels;
        var interleaved = new int[planar.Length];
        Interleaving.Join(planar, frames, channels, frames, interleaved);
        var packed = new byte[planar.Length * format.BytesPerSample()];
        SampleConversion.PackWords(format, interleaved, packed);
        return packed;
    }

    /// <summary>Two planes of chords over a little noise.</summary>
    private static float[] Music(int rateHz, int frames)
    {
        var random = new Random(5);
        var planar = new float[2 * frames];
        for (var i = 0; i < planar.Length; i++)
        {
            var seconds = (double)(i % frames) / rateHz;
            var chord = Math.Sin(2 * Math.PI * 220 * seconds) + Math.Sin(2 * Math.PI * 554.4 * seconds) + Math.Sin(2 * Math.PI * 3322 * seconds);
            planar[i] = (float)((0.15 * chord) + (0.05 * (random.NextDouble() - 0.5)));
        }
        return planar;
    }

    private static double Rms(ReadOnlySpan<float> plane)
    {
        var sum = 0.0;
        foreach (var sample in plane)
            sum += sample * (double)sample;
        return Math.Sqrt(sum / plane.Length);
    }
}
