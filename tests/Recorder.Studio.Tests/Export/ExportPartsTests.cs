using CsCheck;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Linux.Drives;
using Recorder.Media.Audio;
using Recorder.Media.Wav;
using Recorder.Studio.Export;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Export;

/// <summary>What no file of the drive can hold is split between two frames; the drive's limit is made small here.</summary>
public sealed class ExportPartsTests : IDisposable
{
    private const int RateHz = 48000;
    private static readonly SampleFormat[] Formats = [SampleFormat.S16, SampleFormat.S24, SampleFormat.S32, SampleFormat.F32];
    private readonly TemporaryFolder folder = new();

    public ExportPartsTests() => Directory.CreateDirectory(folder.File("stick"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_parts_one_after_the_other_are_the_whole_frame_by_frame() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 3], Gen.Int[1, 60_000], Gen.Int[12_000, 90_000])
            .Sample((channels, choice, frames, maxFileBytes) =>
            {
                var format = Formats[choice];
                using var bench = new ExportPartsTests();
                var source = bench.Write(channels, format, frames, []);
                var report = bench.Export(source, maxFileBytes);

                Assert.True(report.IsVerified);
                var whole = WordsOf(source);
                var joined = Enumerable.Range(0, channels).Select(_ => new List<int>()).ToArray();
                for (var i = 0; i < report.Files.Count; i++)
                {
                    Assert.Equal((i + 1, report.Files.Count), (report.Files[i].Part, report.Files[i].Parts));
                    var path = bench.folder.File("stick", report.Files[i].Name);
                    Assert.InRange(new FileInfo(path).Length, 1, maxFileBytes);
                    using (var reader = WavReader.Open(path))
                        Assert.Equal(12_345 + joined[0].Count, reader.Metadata.Broadcast!.TimeReferenceFrames);
                    var words = WordsOf(path);
                    for (var c = 0; c < channels; c++)
                        joined[c].AddRange(words[c]);
                }
                for (var c = 0; c < channels; c++)
                    Assert.Equal(whole[c], joined[c]);
                Assert.Equal(report.Files.Count > 1, report.SplitSentence is not null);
            }, iter: 60, threads: 1);

    [Fact]
    public void Each_part_has_the_markers_the_date_and_the_time_of_its_own()
    {
        AudioMarker[] markers = [Marker(0, "Start"), Marker(RateHz, "Verse"), Marker(3 * RateHz + 7, "Solo"), Marker(4 * RateHz, "End")];
        var source = Write(1, SampleFormat.S16, 4 * RateHz, markers);
        var report = Export(source, maxFileBytes: 110_000);

        Assert.Equal(["Songs/take.part1.wav", "Songs/take.part2.wav", "Songs/take.part3.wav", "Songs/take.part4.wav"], report.Files.Select(file => file.Name));
        var firstFrame = 0L;
        var found = new List<AudioMarker>();
        foreach (var file in report.Files)
        {
            using var reader = WavReader.Open(folder.File("stick", file.Name));
            found.AddRange(reader.Metadata.Markers.Select(marker => Marker(marker.Position.Value + firstFrame, marker.Label)));
            var clock = new DateTime(2031, 5, 6, 23, 59, 58).AddSeconds((double)firstFrame / RateHz);
            Assert.Equal($"{clock:yyyy-MM-dd}", reader.Metadata.Broadcast!.OriginationDate);
            Assert.Equal($"{clock:HH:mm:ss}", reader.Metadata.Broadcast.OriginationTime);
            Assert.Equal("Kick", reader.Metadata.Broadcast.Description);
            firstFrame += reader.Frames;
        }
        Assert.Equal(markers, found);
    }

    [Fact]
    public void Other_programs_read_a_part()
    {
        var source = Write(2, SampleFormat.S24, RateHz, [Marker(40_000, "Here")]);
        var report = Export(source, maxFileBytes: 120_000);
        foreach (var file in report.Files)
        {
            var (exitCode, frames, error) = DebianTool.Run("sox", "soxi", "-s", folder.File("stick", file.Name));
            Assert.True(exitCode == 0, error);
            using var reader = WavReader.Open(folder.File("stick", file.Name));
            Assert.Equal($"{reader.Frames}", frames.Trim());
        }
    }

    [Fact]
    public void Run_again_after_a_yank_no_part_is_copied_twice()
    {
        var source = Write(1, SampleFormat.S24, 100_000, []);
        Export(source, maxFileBytes: 130_000);
        File.Delete(folder.File("stick", "Songs", "take.part2.wav"));

        var report = Export(source, maxFileBytes: 130_000);

        Assert.Equal([ExportOutcome.AlreadyThere, ExportOutcome.Copied, ExportOutcome.AlreadyThere], report.Files.Select(file => file.Outcome));
    }

    [Fact]
    public void What_is_no_WAV_is_refused_before_anything_is_written()
    {
        File.WriteAllBytes(folder.File("take.flac"), new byte[200_000]);
        var trouble = Assert.Throws<RecorderException>(() => Export(folder.File("take.flac"), maxFileBytes: 130_000));

        Assert.Equal(FaultKind.Storage, trouble.Kind);
        Assert.Contains("only WAV files can be split", trouble.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("stick")));
    }

    private static AudioMarker Marker(long frame, string label) => new(new FramePosition(frame), label);

    private ExportReport Export(string source, long maxFileBytes) =>
        new Exporter(new SmallFiles(new FolderVolume(folder.File("stick")), maxFileBytes))
            .Copy([new ExportItem(source, $"Songs/{Path.GetFileName(source)}", "track")], CancellationToken.None);

    private string Write(int channels, SampleFormat format, int frames, IReadOnlyList<AudioMarker> markers)
    {
        var path = folder.File("take.wav");
        using var writer = AudioFile.Create(path, new AudioFileSpec
        {
            Kind = AudioFileKind.Wav,
            Format = format,
            Channels = channels,
            RateHz = RateHz,
            Markers = markers,
            Broadcast = new BroadcastExtension
            {
                Description = "Kick", Originator = "Recorder", OriginationDate = "2031-05-06", OriginationTime = "23:59:58", TimeReferenceFrames = 12_345,
            },
        });
        var words = new int[channels * frames];
        for (var i = 0; i < words.Length; i++)
            words[i] = format == SampleFormat.F32 ? BitConverter.SingleToInt32Bits((i * 7919 % 65536 - 32768) / 32768f) : (int)((uint)i * 2654435761) & ~0xFFFF;
        writer.WriteWords(words, frames, frames);
        writer.Complete();
        return path;
    }

    private static int[][] WordsOf(string path)
    {
        using var reader = WavReader.Open(path);
        var frames = (int)reader.Frames;
        var words = new int[reader.Channels * frames];
        Assert.Equal(frames, reader.ReadWords(words, frames, frames));
        return [.. Enumerable.Range(0, reader.Channels).Select(c => words[(c * frames)..((c + 1) * frames)])];
    }

    /// <summary>A drive whose file system counts a file's bytes in few bits.</summary>
    private sealed class SmallFiles(IExportVolume inner, long maxFileBytes) : IExportVolume
    {
        public string Folder => inner.Folder;
        public long FreeBytes => inner.FreeBytes;
        public long MaxFileBytes => maxFileBytes;
        public long? LengthOf(string name) => inner.LengthOf(name);
        public IExportFile OpenForWriting(string name) => inner.OpenForWriting(name);
        public Stream OpenPastCache(string name) => inner.OpenPastCache(name);
        public void Publish(string temporaryName, string name) => inner.Publish(temporaryName, name);
    }
}
