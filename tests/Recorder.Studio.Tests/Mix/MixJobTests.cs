using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Media.Audio;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mix;

public sealed class MixJobTests : IDisposable
{
    private static readonly AudioTags Tags = new() { Title = "Blue", Artist = "Four of us", Album = "Tuesday" };
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_file_opens_everywhere_and_carries_its_tags_and_loudness()
    {
        var file = folder.File("out", "mix.wav");
        var report = Render(file);
        var frames = Material.Read(file)[0].Length;
        var (code, text, _) = DebianTool.Run("sndfile-programs", "sndfile-info", file);
        Assert.Equal(0, code);
        Assert.Matches($@"Frames\s+: {frames}\n", text);
        Assert.Contains("Blue", text, StringComparison.Ordinal);
        (code, text, _) = DebianTool.Run("sox", "soxi", file);
        Assert.Equal(0, code);
        Assert.Contains("24-bit", text, StringComparison.Ordinal);
        (code, text, var error) = DebianTool.Run(
            "ffmpeg", "ffprobe", "-v", "error", "-show_entries", "stream=channels,sample_rate:format_tags", "-of", "default=nw=1", file);
        Assert.True(code == 0 && error.Length == 0, error);
        Assert.Contains("sample_rate=48000", text, StringComparison.Ordinal);
        Assert.Contains("channels=2", text, StringComparison.Ordinal);
        Assert.Contains("TAG:title=Blue", text, StringComparison.Ordinal);
        Assert.Contains("TAG:artist=Four of us", text, StringComparison.Ordinal);
        Assert.Contains("TAG:album=Tuesday", text, StringComparison.Ordinal);
        using var reader = AudioFile.Open(file);
        Assert.Equal(report.Reading.IntegratedLufs, reader.Metadata.Broadcast!.Loudness.IntegratedLufs!.Value, 0.01);
    }

    [Fact]
    public void Silence_is_dithered_so_that_fades_do_not_end_in_steps()
    {
        var file = folder.File("mix.wav");
        using var take = Material.OpenTake(folder.Path, ("A", new float[48000]));
        MixJob.Render(take, Scene.Fresh(["A"]), file, null, Tags, cancel: TestContext.Current.CancellationToken);
        const float step = 1f / (1 << 23);
        Assert.All(Material.Read(file), channel =>
        {
            Assert.InRange(channel.Max(Math.Abs), step, 2 * step);
            Assert.InRange(channel.Average(), -0.1f * step, 0.1f * step);
        });
    }

    [Fact]
    public void Stems_lie_beside_the_mix_one_for_each_strip_and_effect()
    {
        var report = Render(folder.File("mix.wav"), folder.File("stems"));
        Assert.Equal(["01 Kick.wav", "02 Voice.wav", "Delay.wav", "Reverb.wav"], report.StemFiles.Select(Path.GetFileName).Order());
        var mix = Material.Read(folder.File("mix.wav"))[1];
        var sum = new double[mix.Length];
        foreach (var stem in report.StemFiles.Select(file => Material.Read(file)[1]))
            for (var i = 0; i < sum.Length; i++)
                sum[i] += stem[i];
        for (var i = 0; i < sum.Length; i++)
            Assert.Equal(mix[i], sum[i], 1e-5);
    }

    [Fact]
    public void Above_full_scale_there_is_a_warning_with_the_number()
    {
        using var take = Material.OpenTake(folder.Path, ("A", Material.Tone(1, 1000, 0)));
        var scene = Scene.Fresh(["A"]).WithStrip(0, StripParameter.FaderDb, 9).WithStrip(0, StripParameter.Pan, -1);
        var report = MixJob.Render(take, scene, folder.File("mix.wav"), null, Tags, cancel: TestContext.Current.CancellationToken);
        Assert.Contains("9.0 dB above full scale", report.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_it_leaves_nothing_and_the_older_mix_stays()
    {
        var file = folder.File("out", "mix.wav");
        Directory.CreateDirectory(folder.File("out"));
        File.WriteAllText(file, "older");
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Render(file, folder.File("out", "stems"), new CancelAt(0.4, cancel), cancel.Token));
        Assert.Equal("older", File.ReadAllText(file));
        Assert.Equal([file], Directory.EnumerateFiles(folder.File("out"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_full_disk_leaves_nothing_half_written()
    {
        using var disk = SmallDisk.Mount(500_000);
        var trouble = Assert.Throws<RecorderException>(() => Render(disk.File("mix.wav"), disk.File("stems")));
        Assert.Equal(FaultKind.Storage, trouble.Kind);
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_mix_never_takes_the_place_of_a_recording()
    {
        var takeFolder = Directory.CreateDirectory(folder.File("takes", "T0001")).FullName;
        var take = Material.Take(takeFolder, ("Kick", Material.Drums(1, 1)));
        var recorded = File.ReadAllBytes(take.Tracks[0].File);
        using var audio = TakeAudio.Open(take);
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() =>
            MixJob.Render(audio, Scene.Fresh(["Kick"]), take.Tracks[0].File, null, Tags)).Kind);
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() =>
            MixJob.Render(audio, Scene.Fresh(["Kick"]), folder.File("mix.wav"), takeFolder, Tags)).Kind);
        Assert.Equal(recorded, File.ReadAllBytes(take.Tracks[0].File));
    }

    public void Dispose() => folder.Dispose();

    private MixReport Render(string file, string? stems = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        using var take = Material.OpenTake(folder.Path, ("Kick", Material.Drums(1.5, 1)), ("Voice", Material.Noise(1.5, 2)));
        var scene = Scene.Fresh(["Kick", "Voice"]).WithStrip(1, StripParameter.ReverbSendDb, -12).WithStrip(1, StripParameter.FaderDb, -20);
        return MixJob.Render(take, scene, file, stems, Tags, progress, cancel);
    }

    private sealed class CancelAt(double share, CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value >= share)
                source.Cancel();
        }
    }
}
