using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Studio.Measuring;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

public sealed class AlbumVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_session_as_an_album_is_all_its_mixes_as_far_apart_as_they_are()
    {
        var session = folder.File("Tuesday");
        foreach (var (level, take) in new[] { (0.1f, 1), (0.4f, 2) })
        {
            Write(level);
            Assert.Equal(0, RecorderProgram.Run("record", "--device", $"files:{folder.File("in")}", "--session", session, "--speed", "max").ExitCode);
            Assert.Equal(0, RecorderProgram.Run("mix", session, "--take", $"{take}").ExitCode);
        }
        var report = RecorderProgram.RunJson(0, "master", session, "--target", "album");
        var files = report.GetProperty("files").EnumerateArray().ToArray();
        Assert.Equal(["T0001", "T0002"], files.Select(file => Path.GetFileName(Path.GetDirectoryName(file.GetProperty("file").GetString()))));
        Assert.Equal(-14, files[1].GetProperty("targetLufs").GetDouble());
        var lufs = files.Select(file => Lufs(file.GetProperty("file").GetString()!)).ToArray();
        var mixes = new[] { 1, 2 }.Select(take => Lufs(Path.Combine(session, "mixes", $"T000{take}", "Scene 1.wav"))).ToArray();
        Assert.Equal(-14, lufs[1], 0.2);
        Assert.Equal(mixes[0] - mixes[1], lufs[0] - lufs[1], 0.2);

        string[] names = [.. files.Select(file => file.GetProperty("file").GetString()!)];
        Assert.True(RecorderProgram.RunJson(0, ["certify", .. names, "--target", "album"]).GetProperty("passed").GetBoolean());
        Assert.False(RecorderProgram.RunJson(1, ["certify", .. names, "--target", "streaming"]).GetProperty("passed").GetBoolean());

        // Elsewhere each take keeps a folder of its own, for their mixes have the same name.
        var apart = RecorderProgram.RunJson(0, "master", session, "--target", "album", "--out", folder.File("out"));
        Assert.Equal(2, apart.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("file").GetString()).Distinct().Count(File.Exists));
    }

    private static double Lufs(string file) => FileMeter.Measure(file).IntegratedLufs!.Value;

    private void Write(float level)
    {
        var random = new Random(1);
        var samples = Enumerable.Range(0, 3 * 48000).Select(i => (float)(level * (Math.Sin(i * 0.02) + 0.3 * random.NextDouble()))).ToArray();
        var path = folder.File("in", "1 Guitar.wav");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = AudioFile.Create(path, new AudioFileSpec { Kind = AudioFileKind.Wav, Format = SampleFormat.S24, Channels = 1, RateHz = 48000 });
        writer.Write(samples, samples.Length, samples.Length);
        writer.Complete();
    }
}
