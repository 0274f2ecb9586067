using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Native;
using Recorder.Media.Wav;
using Recorder.TestSupport;

namespace Recorder.Media.Tests.Audio;

public sealed class AudioFileTests
{
    [Fact]
    public void Every_torture_file_is_read_or_refused_with_one_sentence()
    {
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(SharedData.Require("torture"), "*.*", SearchOption.AllDirectories))
        {
            try
            {
                using var reader = AudioFile.Open(path);
                var planar = new float[reader.Channels * 1024];
                var frames = 0L;
                for (int got; (got = reader.Read(planar, 1024, 1024)) > 0;)
                    frames += got;
                Assert.True(frames == reader.Frames, $"{path}: {frames} frames of {reader.Frames}");
                read++;
            }
            catch (RecorderException fault)
            {
                Assert.Equal(FaultKind.UnreadableInput, fault.Kind);
                Assert.Contains(Path.GetFileName(path), fault.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', fault.Message);
            }
        }
        Assert.True(read >= 40, $"only {read} files were read");
    }

    [Fact]
    public void Flac_is_exact()
    {
        var path = SharedData.Require("multitrack", "eif-francium-30s-dev", "04_BIG_BEAT.flac");
        using var reader = AudioFile.Open(path);
        var frames = (int)reader.Frames;
        var words = new int[reader.Channels * frames];
        Assert.Equal(frames, reader.ReadWords(words, frames, frames));
        using var folder = new TemporaryFolder();
        DebianTool.Run("ffmpeg", "ffmpeg", "-v", "error", "-i", path, "-f", "s32le", "-c:a", "pcm_s32le", folder.File("x.raw"));
        var interleaved = new int[words.Length];
        Media.Samples.Interleaving.Join(words, frames, reader.Channels, frames, interleaved);
        Assert.True(File.ReadAllBytes(folder.File("x.raw")).AsSpan()
            .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(interleaved.AsSpan())));
    }

    [Fact]
    public void Flac_cut_short_is_read_to_the_cut()
    {
        var whole = File.ReadAllBytes(SharedData.Require("multitrack", "eif-francium-30s-dev", "04_BIG_BEAT.flac"));
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("cut.flac"), whole[..(whole.Length / 2)]);
        using var reader = AudioFile.Open(folder.File("cut.flac"));
        Assert.True(reader.IsTruncated);
        Assert.InRange(reader.Frames, 10 * reader.RateHz, 20 * reader.RateHz);
    }

    [Fact]
    public void What_the_library_refuses_stays_open_until_we_close_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("letter.txt"), new byte[4096]);
        using var file = File.OpenHandle(folder.File("letter.txt"));
        Assert.Throws<RecorderException>(() => SndFileReader.Open(new ByteSource.OfFile(file, "letter.txt"), "letter.txt"));
        Assert.Equal(4096, RandomAccess.GetLength(file));
    }

    [Theory]
    [InlineData(AudioFileKind.Flac)]
    [InlineData(AudioFileKind.Mp3)]
    [InlineData(AudioFileKind.Opus)]
    public void A_disk_that_fails_at_any_read_is_told_and_never_taken_for_the_end(AudioFileKind kind)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t");
        var format = kind == AudioFileKind.Flac ? SampleFormat.S16 : SampleFormat.F32;
        using (var writer = AudioFile.Create(path, new AudioFileSpec { Kind = kind, Format = format, Channels = 2, RateHz = 48_000 }))
        {
            writer.Write(new float[2 * 24_000], 24_000, 24_000);
            writer.Complete();
        }
        var readsOfAll = ReadAll(path, failAtRead: int.MaxValue);
        Assert.True(readsOfAll > 3);
        for (var read = 1; read <= readsOfAll; read++)
        {
            var fault = Assert.Throws<RecorderException>(() => ReadAll(path, read));
            Assert.Equal(FaultKind.UnreadableInput, fault.Kind);
        }
    }

    [Fact]
    public void Missing_library_names_its_package()
    {
        var fault = Assert.Throws<RecorderException>(() => NativePackage.Require("libnothere.so.9", "libnothere9", "This"));
        Assert.Contains("apt install libnothere9", fault.Message, StringComparison.Ordinal);
    }

    /// <returns>How often the file was read.</returns>
    private static int ReadAll(string path, int failAtRead)
    {
        var bytes = new FailingBytes(File.ReadAllBytes(path), failAtRead);
        using var reader = SndFileReader.Open(bytes, "t");
        var planar = new float[reader.Channels * 1024];
        while (reader.Read(planar, 1024, 1024) > 0)
        {
        }
        return bytes.Reads;
    }

    private sealed class FailingBytes(byte[] all, int failAtRead) : ByteSource
    {
        internal int Reads { get; private set; }

        internal override long LengthBytes => all.Length;

        public override void Dispose()
        {
        }

        protected override int ReadSome(long position, Span<byte> bytes)
        {
            if (++Reads == failAtRead)
                throw new RecorderException(FaultKind.UnreadableInput, "t cannot be read here.");
            var some = all.AsSpan((int)Math.Min(position, all.Length));
            some = some[..Math.Min(some.Length, bytes.Length)];
            some.CopyTo(bytes);
            return some.Length;
        }
    }
}
