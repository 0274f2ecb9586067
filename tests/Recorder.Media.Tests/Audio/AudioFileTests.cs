using Recorder.Core.Faults;
using Recorder.Media.Audio;
using Recorder.Media.Native;
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
    public void Missing_library_names_its_package()
    {
        var fault = Assert.Throws<RecorderException>(() => NativePackage.Require("libnothere.so.9", "libnothere9", "This"));
        Assert.Contains("apt install libnothere9", fault.Message, StringComparison.Ordinal);
    }
}
