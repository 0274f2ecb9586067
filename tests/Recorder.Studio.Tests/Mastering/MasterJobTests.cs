using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Studio.Mastering;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mastering;

public sealed class MasterJobTests : IDisposable
{
    private static readonly AudioTags Tags = new() { Title = "Blue", Artist = "Four of us", Album = "Tuesday" };
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Every_format_plays_elsewhere_carries_its_tags_and_is_certified_on_the_file()
    {
        var masters = Master(MasterTarget.Streaming, Drums(), "wav24,wav16,flac,mp3,opus");
        Assert.Equal(["mix.wav", "mix.16.wav", "mix.flac", "mix.mp3", "mix.opus"], masters.Select(master => Path.GetFileName(master.File)));
        Assert.All(masters, master =>
        {
            Assert.True(master.Certificate.Passed, $"{master.File}: {master.Certificate.Sentence}");
            Assert.Equal(master.Certificate, Certifier.Certify(master.File, MasterTarget.Streaming));
            var (code, text, error) = DebianTool.Run(
                "ffmpeg", "ffprobe", "-v", "error", "-show_entries", "stream=channels:format_tags:stream_tags", "-of", "default=nw=1", master.File);
            Assert.True(code == 0 && error.Length == 0, error);
            Assert.Contains("channels=2", text, StringComparison.Ordinal);
            foreach (var tag in new[] { "title=Blue", "artist=Four of us", "album=Tuesday" })
                Assert.Contains($"TAG:{tag}", text, StringComparison.OrdinalIgnoreCase);
            (code, _, error) = DebianTool.Run("ffmpeg", "ffmpeg", "-v", "error", "-i", master.File, "-f", "null", "-");
            Assert.True(code == 0 && error.Length == 0, error);
        });
        Assert.Equal(5, Directory.GetFileSystemEntries(folder.File("out")).Length);
    }

    [Theory]
    [InlineData("streaming", true, 48000)]
    [InlineData("streaming", false, 44100)]
    [InlineData("loud", true, 44100)]
    [InlineData("loud", false, 48000)]
    public void Loudness_is_met_within_a_tenth_and_no_peak_is_above_the_ceiling(string target, bool isDrums, int rateHz)
    {
        var wish = MasterTarget.Parse(target);
        var masters = Master(wish, isDrums ? Drums() : [Material.Noise(5, 5, 0.3f), Material.Noise(5, 6, 0.3f)], "wav24,wav16,flac", rateHz);
        Assert.All(masters, master =>
        {
            Assert.Equal(wish.IntegratedLufs, master.Certificate.Loudness.IntegratedLufs!.Value, 0.1);
            Assert.True(master.Certificate.Loudness.TruePeakDbtp <= wish.CeilingDbtp, master.Certificate.Sentence);
            Assert.Equal(rateHz, master.Certificate.Loudness.RateHz);
        });
    }

    [Fact]
    public void Peaks_that_coding_raised_are_taken_back_by_a_lower_limiter()
    {
        var masters = Master(MasterTarget.Loud, Drums(), "wav24,mp3");
        Assert.True(masters[1].Certificate.PeakHolds, masters[1].Certificate.Sentence);
        Assert.True(masters[1].Result.LimiterCeilingDbtp < masters[0].Result.LimiterCeilingDbtp - 0.1);
    }

    [Fact]
    public void One_channel_stays_one_channel_in_every_format()
    {
        var masters = Master(MasterTarget.Streaming, [Material.Drums(4, 3)], "wav24,mp3,opus");
        Assert.All(masters, master =>
        {
            Assert.Equal(1, master.Certificate.Loudness.Channels);
            Assert.True(master.Certificate.Passed, master.Certificate.Sentence);
        });
    }

    [Theory]
    [InlineData(96000, "wav24,flac,mp3,opus", 96000, 96000, 48000, 48000)]
    [InlineData(22050, "wav16,mp3,opus", 22050, 44100, 48000)]
    [InlineData(8000, "mp3", 48000)]
    public void A_rate_a_format_cannot_have_becomes_one_that_it_can(int rateHz, string formats, params int[] ratesHz)
    {
        var source = Material.Write(folder.File("mix.wav"), rateHz, SampleFormat.S24, Material.Drums(3, 4, rateHz));
        var masters = MasterJob.Run(Order(source, MasterTarget.Streaming, formats), cancel: TestContext.Current.CancellationToken);
        Assert.Equal(ratesHz, masters.Select(master => master.Certificate.Loudness.RateHz));
        Assert.All(masters, master => Assert.True(master.Certificate.Passed, master.Certificate.Sentence));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void What_has_no_loudness_keeps_its_level_and_does_not_pass(double toneSeconds)
    {
        var samples = new float[toneSeconds > 0 ? (int)(toneSeconds * 48000) : 48000];
        Material.Tone(toneSeconds, 440, -12).CopyTo(samples, 0);
        var master = Assert.Single(Master(MasterTarget.Streaming, [samples], "wav24"));
        Assert.False(master.Certificate.Passed);
        Assert.InRange(Material.Read(master.File)[0].Max(), samples.Max() * 0.8f, samples.Max() * 1.25f + 1e-6f);
        Assert.Contains(MasterJob.SentencesOf(master), sentence => sentence.StartsWith("Silent, or too short", StringComparison.Ordinal));
    }

    [Fact]
    public void An_offset_and_broken_samples_do_not_spoil_a_master()
    {
        var samples = Drums();
        foreach (var channel in samples)
            for (var i = 0; i < channel.Length; i++)
                channel[i] = i % 10_000 == 5000 ? float.NaN : channel[i] + 0.1f;
        var master = Assert.Single(Master(MasterTarget.Streaming, samples, "wav24"));
        Assert.True(master.Certificate.Passed, master.Certificate.Sentence);
        Assert.All(Material.Read(master.File), channel => Assert.All(channel, sample => Assert.True(float.IsFinite(sample))));
    }

    [Fact]
    public void Cancelled_or_refused_nothing_is_written()
    {
        var wide = Material.Write(folder.File("wide.wav"), new float[100], new float[100], new float[100]);
        Assert.Throws<RecorderException>(() => MasterJob.Run(Order(wide, MasterTarget.Streaming, "wav24"), cancel: TestContext.Current.CancellationToken));
        var mix = Material.Write(folder.File("mix.wav"), Drums());
        Assert.Throws<OperationCanceledException>(() =>
            MasterJob.Run(Order(mix, MasterTarget.Streaming, "wav24"), cancel: new CancellationToken(canceled: true)));
        Assert.Empty(Directory.Exists(folder.File("out")) ? Directory.GetFileSystemEntries(folder.File("out")) : []);
    }

    [Theory]
    [InlineData("wav24")]
    [InlineData("flac")]
    [InlineData("mp3")]
    [InlineData("opus")]
    public void A_full_disk_leaves_nothing_half_written(string format)
    {
        using var disk = SmallDisk.Mount(12_000);
        var mix = Material.Write(folder.File("mix.wav"), Material.Noise(3, 1));
        var order = Order(mix, MasterTarget.Streaming, format) with { Folder = disk.Path };
        var trouble = Assert.Throws<RecorderException>(() => MasterJob.Run(order, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(FaultKind.Storage, trouble.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    [Fact]
    public void A_master_never_goes_among_the_recordings()
    {
        var mix = Material.Write(folder.File("01 Kick.wav"), Drums());
        var order = Order(mix, MasterTarget.Streaming, "wav24") with { Folder = folder.File("takes", "T0001") };
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() => MasterJob.Run(order, cancel: TestContext.Current.CancellationToken)).Kind);
        Assert.False(Directory.Exists(folder.File("takes")));
    }

    public void Dispose() => folder.Dispose();

    private static float[][] Drums()
    {
        var (middle, side) = (Material.Drums(5, 1), Material.Noise(5, 2, 0.02f));
        return [[.. middle.Zip(side, (m, s) => m + s)], [.. middle.Zip(side, (m, s) => m - s)]];
    }

    private IReadOnlyList<MasterFile> Master(MasterTarget target, float[][] channels, string formats, int? rateHz = null) => MasterJob.Run(
        Order(Material.Write(folder.File("mix.wav"), channels), target, formats) with { RateHz = rateHz },
        cancel: TestContext.Current.CancellationToken);

    private MasterOrder Order(string source, MasterTarget target, string formats) => new(
        source, folder.File("out"), "mix", MasterParameters.Defaults(), target, MasterFormat.ParseList(formats), null, Tags);
}
