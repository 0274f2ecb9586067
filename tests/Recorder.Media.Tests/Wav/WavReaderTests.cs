using System.Text;
using CsCheck;
using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Wav;
using Recorder.TestSupport;

namespace Recorder.Media.Tests.Wav;

public sealed class WavReaderTests
{
    [Theory]
    [InlineData("pcmwaveformat-16bit-44100Hz-mono.wav", 44100, 1, SampleFormat.S16, new[] { 2 << 16, -3 << 16, 5 << 16, -7 << 16 })]
    [InlineData("waveformatex-8bit-11025Hz-mono.wav", 11025, 1, SampleFormat.S16, null)]
    [InlineData("pcmwaveformat-24bit-4byte-48kHz-stereo.wav", 48000, 2, SampleFormat.S24, new[] { -96 << 8, 8388607 << 8 })]
    [InlineData("waveformatextensible-24bit-4byte-48kHz-stereo.wav", 48000, 2, SampleFormat.S24, new[] { -96 << 8, 8388607 << 8 })]
    [InlineData("waveformatextensible-24bit-192kHz-mono.wav", 192000, 1, SampleFormat.S24, new[] { -17 << 8, 4194319 << 8, -6291437 << 8, 8355817 << 8 })]
    [InlineData("waveformatextensible-32bit-48kHz-stereo.wav", 48000, 2, SampleFormat.S32, null)]
    [InlineData("waveformatex-ieeefloat-44100Hz-mono.wav", 44100, 1, SampleFormat.F32, null)]
    public void Odd_but_legal_files_are_read(string file, int rateHz, int channels, SampleFormat format, int[]? firstPlane)
    {
        using var reader = WavReader.Open(SharedData.Require("torture", "hound", "testsamples", file));
        Assert.Equal((rateHz, channels, format), (reader.RateHz, reader.Channels, reader.NativeFormat));
        var words = new int[channels * 16];
        var frames = reader.ReadWords(words, 16, 16);
        Assert.Equal(reader.Frames, frames);
        if (firstPlane is not null)
            Assert.Equal(firstPlane, words[..frames]);
    }

    [Fact]
    public void Every_malformed_file_is_read_or_refused_with_a_sentence()
    {
        var folder = SharedData.Require("torture");
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*.wav", SearchOption.AllDirectories))
        {
            try
            {
                using var reader = WavReader.Open(path);
                Assert.InRange(reader.Frames * reader.Format.BytesPerFrame, 0, new FileInfo(path).Length);
                Assert.Equal(reader.Frames, CountFrames(reader));
                read++;
            }
            catch (RecorderException fault)
            {
                Assert.Equal(FaultKind.UnreadableInput, fault.Kind);
                Assert.Contains(Path.GetFileName(path), fault.Message, StringComparison.Ordinal);
            }
        }
        Assert.True(read >= 20, $"only {read} files were read");
    }

    [Fact]
    public void Sixty_four_bit_floats_and_RF64_agree_with_ffmpeg()
    {
        foreach (var (file, word) in new[] { ("float64.wav", "f32"), ("rf64.wav", "s16"), ("uint8we.wav", "s16"), ("zero-size-chunk.wav", "s16") })
        {
            var path = SharedData.Require("torture", "taglib", file);
            using var reader = WavReader.Open(path);
            var planar = new float[reader.Channels * reader.Frames];
            Assert.Equal(reader.Frames, reader.Read(planar, (int)reader.Frames, (int)reader.Frames));
            using var folder = new TemporaryFolder();
            DebianTool.Run("ffmpeg", "ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-c:a", "pcm_f32le", folder.File("x.raw"));
            var others = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder.File("x.raw"))).ToArray();
            Assert.True(others.Length == planar.Length, $"{file} as {word}: {others.Length} against {planar.Length} samples");
            for (var i = 0; i < others.Length; i++)
                Assert.Equal(others[i], planar[((i % reader.Channels) * (int)reader.Frames) + (i / reader.Channels)]);
        }
    }

    [Fact]
    public void Every_truncation_of_a_file_is_read_or_refused()
    {
        var whole = FileWithEverything();
        var least = 0L;
        for (var length = 0; length <= whole.Length; length++)
        {
            if (TryCount(whole[..length]) is not { } frames)
                continue;
            Assert.True(frames >= least, $"{frames} frames in {length} bytes, {least} in fewer");
            least = Math.Min(frames, 40);
        }
        Assert.Equal(40, TryCount(whole));
    }

    [Fact]
    public void No_flipped_byte_crashes_or_allocates_by_the_header()
    {
        var whole = FileWithEverything();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 8].Sample(flips =>
        {
            var bytes = (byte[])whole.Clone();
            foreach (var (place, value) in flips)
                bytes[place] = value;
            var before = GC.GetAllocatedBytesForCurrentThread();
            TryCount(bytes);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }, iter: 4000, threads: 1);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x7FFFFFFFu)]
    public void Sizes_that_cannot_be_true_mean_to_the_end(uint dataSize)
    {
        byte[] samples = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        byte[] file = [.. "RIFF\0\0\0\0WAVE"u8, .. Format16, .. "data"u8, .. BitConverter.GetBytes(dataSize), .. samples];
        using var reader = WavReader.Open(new MemoryStream(file), "x.wav");
        Assert.Equal((5L, dataSize == 0x7FFFFFFF), (reader.Frames, reader.IsTruncated));
    }

    [Fact]
    public void Empty_take_with_chunks_behind_it_is_empty()
    {
        byte[] file = [.. "RIFF\0\0\0\0WAVE"u8, .. Format16, .. "data\0\0\0\0LIST"u8, 4, 0, 0, 0, .. "INFO"u8];
        using var reader = WavReader.Open(new MemoryStream(file), "x.wav");
        Assert.Equal((0L, false), (reader.Frames, reader.IsTruncated));
    }

    [Fact]
    public void Millions_of_empty_chunks_end()
    {
        var file = new byte[8 << 20];
        "RIFF\0\0\0\0WAVE"u8.CopyTo(file);
        for (var place = 12; place + 8 <= file.Length; place += 8)
            "JUNK"u8.CopyTo(file.AsSpan(place));
        Assert.Null(TryCount(file));
    }

    [Fact]
    public void Seeking_goes_to_the_frame_and_stays_inside()
    {
        using var reader = WavReader.Open(new MemoryStream(FileWithEverything()), "x.wav");
        var words = new int[80];
        reader.Seek(30);
        Assert.Equal(10, reader.ReadWords(words, 40, 40));
        Assert.Equal([30 << 16, 31 << 16], words[..2]);
        Assert.Equal((-30 << 16, 40L), (words[40], reader.Position));
        reader.Seek(-5);
        Assert.Equal(0, reader.Position);
        reader.Seek(long.MaxValue);
        Assert.Equal(0, reader.ReadWords(words, 40, 40));
    }

    [Fact]
    public void Names_that_lead_nowhere_are_sentences()
    {
        foreach (var path in new[] { "/nowhere/x.wav", "/tmp", "", "/etc/hostname" })
            Assert.Equal(FaultKind.UnreadableInput, Assert.Throws<RecorderException>(() => WavReader.Open(path)).Kind);
    }

    private static byte[] Format16 => [.. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x80, 0xBB, 0, 0, 0, 0x77, 1, 0, 2, 0, 16, 0];

    /// <summary>40 stereo frames of 16 bits, sample n in one channel and -n in the other, with every chunk the reader knows.</summary>
    private static byte[] FileWithEverything()
    {
        var data = new byte[160];
        for (short i = 0; i < 40; i++)
        {
            BitConverter.GetBytes(i).CopyTo(data, i * 4);
            BitConverter.GetBytes((short)-i).CopyTo(data, (i * 4) + 2);
        }
        var bext = new byte[604];
        new BroadcastExtension { Originator = "x", CodingHistory = "y" }.Write(bext);
        byte[] format = [1, 0, 2, 0, 0x80, 0xBB, 0, 0, 0, 0xEE, 2, 0, 4, 0, 16, 0];
        byte[] body =
        [
            .. WavTrailer.Chunk(FourCc.Bext, bext),
            .. WavTrailer.Chunk(FourCc.Fmt, format),
            .. WavTrailer.Chunk(FourCc.Ixml, Encoding.UTF8.GetBytes("<BWFXML></BWFXML>")),
            .. WavTrailer.Chunk(FourCc.Data, data),
            .. WavTrailer.Markers(WavTrackTestData.Markers),
            .. WavTrailer.Chunk(FourCc.List, [.. "INFOINAM"u8, 6, 0, 0, 0, .. "Title\0"u8]),
        ];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length + 4), .. "WAVE"u8, .. body];
    }

    private static long? TryCount(byte[] file)
    {
        try
        {
            using var reader = WavReader.Open(new MemoryStream(file), "x.wav");
            Assert.Equal(reader.Frames, CountFrames(reader));
            return reader.Frames;
        }
        catch (RecorderException fault) when (fault.Kind == FaultKind.UnreadableInput)
        {
            return null;
        }
    }

    private static long CountFrames(WavReader reader)
    {
        var planar = new float[reader.Channels * 64];
        var frames = 0L;
        for (int got; (got = reader.Read(planar, 64, 64)) > 0;)
            frames += got;
        return frames;
    }
}
