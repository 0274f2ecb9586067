using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Wav;
using Recorder.TestSupport;
using static Recorder.Media.Tests.Wav.WavTrackTestData;

namespace Recorder.Media.Tests.Wav;

/// <summary>Tracks past 4 GiB; the files are holes but for their ends.</summary>
public sealed class WavRf64Tests : IDisposable
{
    private const long FourGiB = 1L << 32;
    private const SampleFormat Format = SampleFormat.S24;

    private readonly TemporaryFolder _folder = new();
    private readonly FolderStore _store;

    public WavRf64Tests() => _store = new FolderStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Track_turns_into_RF64_when_its_sizes_pass_32_bits_and_not_before()
    {
        using var writer = Create(_store, "t.wav", Info(Format));
        using var file = _store.Open("t.wav");
        file.SetLength(FourGiB + (1 << 20));
        writer.AdvanceHeader(FourGiB - 8192);
        Assert.Equal("RIFF", NameAt(file, 0));
        using (var reader = WavReader.Open(_store.PathOf("t.wav")))
            Assert.Equal((FourGiB - 8192) / 3, reader.Frames);
        writer.AdvanceHeader(FourGiB + 3000);
        Assert.Equal(("RF64", "ds64"), (NameAt(file, 0), NameAt(file, 12)));
        using (var reader = WavReader.Open(_store.PathOf("t.wav")))
            Assert.Equal((FourGiB + 3000) / 3, reader.Frames);
    }

    [Fact]
    public void Finished_track_past_4_GiB_opens_everywhere()
    {
        var frames = MakeLong(finish: true);
        using (var reader = WavReader.Open(_store.PathOf("t.wav")))
        {
            Assert.Equal((frames, false), (reader.Frames, reader.IsTruncated));
            Assert.Equal(Markers, reader.Metadata.Markers);
            reader.Seek(frames - 3);
            var words = new int[8];
            Assert.Equal(3, reader.ReadWords(words, 8, 8));
            Assert.Equal([0x01020300, 0x04050600, 0x07080900], words[..3]);
        }
        AssertOthersSee(frames);
    }

    [Fact]
    public void Conversion_torn_at_every_write_is_readable_and_repairable()
    {
        var frames = MakeLong(finish: false);
        for (var writes = 0; writes <= 2; writes++)
        {
            using (var back = _store.Open("t.wav"))
            {
                var sizes = new WavSizeFields(WavTrackLayout.TryRead(back)!);
                sizes.Write(back, 3000, 3000 + 4096);
                _store.WritesLeft = writes;
                sizes.Write(back, frames * 3, (frames * 3) + 4096);
                _store.WritesLeft = int.MaxValue;
            }
            using (var reader = WavReader.Open(_store.PathOf("t.wav")))
                Assert.Equal(writes < 2 ? 1000 : frames, reader.Frames);
            AssertLibsndfileOpens("t.wav");

            Assert.Equal(WavRepairOutcome.Repaired, WavTrackRepair.Repair(_store, "t.wav", frames, []).Outcome);
            using (var reader = WavReader.Open(_store.PathOf("t.wav")))
                Assert.Equal(frames, reader.Frames);
        }
        AssertOthersSee(frames);
        Assert.Equal(700, WavTrackRepair.Repair(_store, "t.wav", 700, []).Frames);
        using var file = _store.Open("t.wav");
        Assert.Equal("RIFF", NameAt(file, 0));
    }

    [Fact]
    public void Float_track_past_4_GiB_opens_everywhere()
    {
        using (var writer = Create(_store, "f.wav", Info(SampleFormat.F32)))
        {
            using var file = _store.Open("f.wav");
            file.SetLength(writer.DataOffsetBytes + FourGiB + 4000);
            writer.AdvanceHeader(FourGiB + 4000);
        }
        AssertOthersSee((FourGiB + 4000) / 4, "f.wav");
    }

    /// <summary>sox reads a long file from end to end even to count it; the same header over a few samples is enough.</summary>
    [Fact]
    public void Sox_reads_the_RF64_header()
    {
        MakeLong(finish: true);
        var packed = PackedSamples(Format, 1000);
        using (var file = _store.Open("t.wav"))
        {
            file.SetLength(4096 + packed.Length);
            file.Write(4096, packed);
            file.Write(20, BitConverter.GetBytes(4096L + packed.Length - 8));
            file.Write(28, BitConverter.GetBytes((long)packed.Length));
            file.Write(36, BitConverter.GetBytes(packed.Length / 3L));
        }
        OtherPrograms.AllRead(_store.PathOf("t.wav"), packed, Format);
    }

    /// <summary>A track of 4 GiB and a little, whose last three samples are known.</summary>
    private long MakeLong(bool finish)
    {
        using (var writer = Create(_store, "t.wav", Info(Format)))
            writer.Append(PackedSamples(Format, 3));
        const long frames = (FourGiB + 9000) / 3;
        using (var file = _store.Open("t.wav"))
            file.Write(4096 + ((frames - 3) * 3), [3, 2, 1, 6, 5, 4, 9, 8, 7]);
        if (finish)
            Assert.Equal(WavRepairOutcome.Repaired, WavTrackRepair.Repair(_store, "t.wav", null, Markers).Outcome);
        return frames;
    }

    private void AssertOthersSee(long frames, string name = "t.wav")
    {
        var path = _store.PathOf(name);
        AssertLibsndfileOpens(name);
        var (_, ticks, _) = DebianTool.Run("ffmpeg", "ffprobe", "-v", "error", "-show_entries", "stream=duration_ts", "-of", "csv=p=0", path);
        Assert.Equal($"{frames}", ticks.Trim());
    }

    // sndfile-info would read all of it to find the loudest sample.
    private void AssertLibsndfileOpens(string name)
    {
        var (_, originator, _) = DebianTool.Run("sndfile-programs", "sndfile-metadata-get", "--bext-originator", _store.PathOf(name));
        Assert.Contains("Recorder", originator, StringComparison.Ordinal);
    }

    private static string NameAt(IRecordingFile file, long position)
    {
        var name = new byte[4];
        file.Read(position, name);
        return System.Text.Encoding.ASCII.GetString(name);
    }
}
