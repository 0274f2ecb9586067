using System.Security.Cryptography;
using System.Xml.Linq;
using CsCheck;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Wav;
using Recorder.TestSupport;
using static Recorder.Media.Tests.Wav.WavTrackTestData;

namespace Recorder.Media.Tests.Wav;

public sealed class WavTrackWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderStore _store;

    public WavTrackWriterTests() => _store = new FolderStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SampleFormat.S16, 1)]
    [InlineData(SampleFormat.S24, 1)]
    [InlineData(SampleFormat.S32, 1)]
    [InlineData(SampleFormat.F32, 1)]
    [InlineData(SampleFormat.S24, 2)]
    [InlineData(SampleFormat.F32, 6)]
    public void Finished_track_reads_back_with_samples_markers_and_words(SampleFormat format, int channels)
    {
        var info = Info(format, channels);
        var packed = PackedSamples(format, 101 * channels);
        using (var writer = Create(_store, "t.wav", info))
        {
            Assert.Equal(0, writer.DataOffsetBytes % 4096);
            Assert.Equal(StoreError.None, writer.Append(packed));
            Assert.Equal(StoreError.None, writer.AdvanceHeader(writer.DataBytes));
            Assert.Equal(StoreError.None, writer.Finish(info with { Note = "circled after all", IsCircled = true }, Markers));
        }

        using var reader = WavReader.Open(_store.PathOf("t.wav"));
        Assert.Equal((101L, channels, 48000, format), (reader.Frames, reader.Channels, reader.RateHz, reader.NativeFormat));
        Assert.False(reader.IsTruncated);
        Assert.Equal(packed, Packed(reader));
        Assert.Equal(Markers, reader.Metadata.Markers);
        var bext = reader.Metadata.Broadcast!;
        Assert.Equal(("Recorder", "2026-05-01", "20:30:15"), (bext.Originator, bext.OriginationDate, bext.OriginationTime));
        Assert.Equal((((20 * 3600) + (30 * 60) + 15) * 48000L) + 24000, bext.TimeReferenceFrames);
        Assert.Contains("circled after all", bext.Description, StringComparison.Ordinal);
        Assert.Null(bext.Loudness.IntegratedLufs);

        var ixml = XDocument.Parse(reader.Metadata.Ixml!).Root!;
        Assert.Equal("circled after all", ixml.Element("NOTE")!.Value);
        Assert.Equal("TRUE", ixml.Element("CIRCLED")!.Value);
        Assert.Equal("4800", ixml.Element("PRE_RECORD_SAMPLECOUNT")!.Value);
        Assert.Equal("c2b7e0a4", ixml.Element("FILE_SET")!.Element("FAMILY_UID")!.Value);
        var tracks = ixml.Element("TRACK_LIST")!.Elements("TRACK").ToArray();
        Assert.Equal(channels, tracks.Length);
        Assert.Equal("Öl & <Snare> 1", tracks[0].Element("NAME")!.Value);
        Assert.Equal("Intro", ixml.Descendants("SYNC_POINT_COMMENT").First().Value);
    }

    [Fact]
    public void Note_too_long_for_its_room_is_shortened_and_markers_stay_in_cue()
    {
        var info = Info(SampleFormat.S24);
        var many = Enumerable.Range(0, 200).Select(i => new Media.Audio.AudioMarker(new FramePosition(i), $"marker {i}")).ToArray();
        using (var writer = Create(_store, "t.wav", info))
        {
            writer.Append(PackedSamples(SampleFormat.S24, 300));
            Assert.Equal(StoreError.None, writer.Finish(info with { Note = new string('ü', 9000) }, many));
        }
        using var reader = WavReader.Open(_store.PathOf("t.wav"));
        Assert.Equal(many, reader.Metadata.Markers);
        Assert.StartsWith("üüü", XDocument.Parse(reader.Metadata.Ixml!).Root!.Element("NOTE")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Existing_file_is_never_touched()
    {
        File.WriteAllText(_store.PathOf("t.wav"), "a take");
        Assert.Null(WavTrackWriter.Create(_store, "t.wav", Info(SampleFormat.S24), out var error));
        Assert.Equal(StoreError.Exists, error);
        Assert.Equal("a take", File.ReadAllText(_store.PathOf("t.wav")));
    }

    [Fact]
    public void Append_and_advance_allocate_nothing()
    {
        using var writer = Create(_store, "t.wav", Info(SampleFormat.F32));
        var packed = PackedSamples(SampleFormat.F32, 512);
        Record(3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Record(100);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Record(int blocks)
        {
            for (var block = 0; block < blocks; block++)
            {
                writer.Append(packed);
                writer.AdvanceHeader(writer.DataBytes);
            }
        }
    }

    [Fact]
    public void Passing_4_GiB_allocates_nothing()
    {
        using var writer = Create(_store, "t.wav", Info(SampleFormat.S24));
        writer.AdvanceHeader(3_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        writer.AdvanceHeader(5_000_000_001);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void File_cut_anywhere_after_its_header_opens_with_what_the_header_promised()
    {
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 900], Gen.Int[0, 400], Gen.Int[0, int.MaxValue]).Sample((kind, safeFrames, laterFrames, cutSeed) =>
        {
            var format = (SampleFormat)kind;
            var path = Guid.NewGuid().ToString("N");
            var packed = PackedSamples(format, safeFrames + laterFrames);
            long dataOffset;
            using (var writer = Create(_store, path, Info(format)))
            {
                dataOffset = writer.DataOffsetBytes;
                writer.Append(packed.AsSpan(0, safeFrames * format.BytesPerSample()));
                writer.AdvanceHeader(writer.DataBytes);
                writer.Append(packed.AsSpan(safeFrames * format.BytesPerSample()));
            }
            var cut = cutSeed % (packed.Length + 1);
            var bytes = File.ReadAllBytes(_store.PathOf(path)).AsSpan(0, (int)dataOffset + cut).ToArray();
            File.Delete(_store.PathOf(path));

            using var reader = WavReader.Open(new MemoryStream(bytes), "cut.wav");
            var framesThere = cut / format.BytesPerSample();
            // A size of 0 in a file that has samples means that its recorder died before the first advance: all are read.
            var expected = safeFrames == 0 ? framesThere : Math.Min(safeFrames, framesThere);
            Assert.Equal(expected, reader.Frames);
            Assert.Equal(packed[..(expected * format.BytesPerSample())], Packed(reader));
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void File_cut_within_its_header_is_a_sentence()
    {
        using (var writer = Create(_store, "t.wav", Info(SampleFormat.S24)))
            writer.Append(PackedSamples(SampleFormat.S24, 50));
        var whole = File.ReadAllBytes(_store.PathOf("t.wav"));
        for (var length = 0; length < 4096; length += 7)
        {
            var fault = Assert.Throws<Core.Faults.RecorderException>(() => WavReader.Open(new MemoryStream(whole[..length]), "cut.wav"));
            Assert.Equal(Core.Faults.FaultKind.UnreadableInput, fault.Kind);
        }
    }

    [Theory]
    [InlineData(SampleFormat.S16)]
    [InlineData(SampleFormat.S24)]
    [InlineData(SampleFormat.F32)]
    public void Other_programs_open_a_running_file_and_see_what_is_safe(SampleFormat format)
    {
        var packed = PackedSamples(format, 24000);
        using var writer = Create(_store, "t.wav", Info(format));
        writer.Append(packed.AsSpan(0, 12001 * format.BytesPerSample()));
        writer.AdvanceHeader(writer.DataBytes);
        writer.Append(packed.AsSpan(12001 * format.BytesPerSample()));
        OtherPrograms.AllRead(_store.PathOf("t.wav"), packed.AsSpan(0, 12001 * format.BytesPerSample()).ToArray(), format);
    }

    [Theory]
    [InlineData(SampleFormat.S24, 0.3)]
    [InlineData(SampleFormat.S24, 0.71)]
    [InlineData(SampleFormat.S16, 0.5)]
    [InlineData(SampleFormat.F32, 0.9)]
    public void Other_programs_open_a_file_that_is_shorter_than_it_says(SampleFormat format, double share)
    {
        var packed = PackedSamples(format, 20000);
        using (var writer = Create(_store, "t.wav", Info(format)))
        {
            writer.Append(packed);
            writer.AdvanceHeader(writer.DataBytes);
            RandomAccessCut(writer.DataOffsetBytes + (long)(packed.Length * share));
        }
        var frames = (int)(packed.Length * share) / format.BytesPerSample();
        using var reader = WavReader.Open(_store.PathOf("t.wav"));
        Assert.True(reader.IsTruncated);
        Assert.Equal(frames, reader.Frames);
        OtherPrograms.AllRead(_store.PathOf("t.wav"), packed.AsSpan(0, frames * format.BytesPerSample()).ToArray(), format);
    }

    [Fact]
    public void Other_programs_open_a_finished_file_and_find_its_chunks()
    {
        var packed = PackedSamples(SampleFormat.S24, 4801);
        using (var writer = Create(_store, "t.wav", Info(SampleFormat.S24)))
        {
            writer.Append(packed);
            writer.Finish(Info(SampleFormat.S24), Markers);
        }
        OtherPrograms.AllRead(_store.PathOf("t.wav"), packed, SampleFormat.S24);
        var (_, output, _) = DebianTool.Run("sndfile-programs", "sndfile-metadata-get", "--all", _store.PathOf("t.wav"));
        Assert.Contains("A=PCM,F=48000,W=24,M=mono,T=Recorder", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_disk_at_the_end_leaves_a_valid_file_without_markers()
    {
        var info = Info(SampleFormat.S24);
        var packed = PackedSamples(SampleFormat.S24, 101);
        using (var writer = Create(_store, "t.wav", info))
        {
            writer.Append(packed);
            _store.WritesLeft = 0;
            Assert.Equal(StoreError.Full, writer.Append(packed));
            Assert.Equal(101, writer.Frames);
            _store.WritesLeft = int.MaxValue;
            Assert.Equal(StoreError.None, writer.AdvanceHeader(writer.DataBytes));
        }
        using var reader = WavReader.Open(_store.PathOf("t.wav"));
        Assert.Equal(SHA256.HashData(packed), SHA256.HashData(Packed(reader)));
    }

    private void RandomAccessCut(long length)
    {
        using var handle = File.OpenHandle(_store.PathOf("t.wav"), FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(handle, length);
    }
}
