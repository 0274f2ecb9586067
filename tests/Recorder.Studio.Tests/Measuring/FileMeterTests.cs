using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Studio.Measuring;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Measuring;

public sealed class FileMeterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("3341-01.flac", -23.0, null)]
    [InlineData("3341-02.flac", -33.0, null)]
    [InlineData("3341-15.flac", null, -6.0)]
    [InlineData("3341-19.flac", null, 3.0)]
    [InlineData("3341-21.flac", null, 0.0)]
    public void Ebu_files_read_as_their_tables_say(string name, double? lufs, double? dbtp)
    {
        var measured = FileMeter.Measure(SharedData.Require("loudness", "ebu-synth-48k", name));
        if (lufs is { } loudness)
            Assert.Equal(loudness, measured.IntegratedLufs!.Value, 0.1);
        if (dbtp is { } peak)
            Assert.InRange(measured.TruePeakDbtp!.Value, peak - 0.4, peak + 0.2);
    }

    [Fact]
    public void A_full_scale_tone_in_one_channel_is_minus_three()
    {
        var measured = Measure(Material.Tone(5, 997, 0));
        Assert.Equal(-3.01, measured.IntegratedLufs!.Value, 0.02);
        Assert.Equal(0, measured.SamplePeakDbfs!.Value, 0.01);
        Assert.Equal((5.0, 1, 48000), (measured.Seconds, measured.Channels, measured.RateHz));
    }

    [Fact]
    public void Surround_channels_weigh_more_and_the_low_frequency_one_nothing()
    {
        // EBU Tech 3341 case 6, with a loud LFE between.
        double[] levels = [-28, -28, -24, -10, -30, -30];
        var measured = Measure([.. levels.Select(level => Material.Tone(5, 1000, level))]);
        Assert.Equal(-23, measured.IntegratedLufs!.Value, 0.1);
        Assert.Equal(6, measured.Channels);
    }

    [Fact]
    public void What_is_not_defined_is_null()
    {
        var silent = Measure(new float[48000]);
        Assert.Null(silent.IntegratedLufs);
        Assert.Null(silent.TruePeakDbtp);
        var brief = Measure(Material.Tone(0.2, 1000, -6));
        Assert.Null(brief.IntegratedLufs);
        Assert.Equal(-6, brief.TruePeakDbtp!.Value, 0.3);
    }

    [Fact]
    public void Broken_samples_spoil_nothing_but_themselves()
    {
        var tone = Material.Tone(5, 1000, -20);
        (tone[1000], tone[2000], tone[3000]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        Assert.Equal(-23.01, Measure(tone).IntegratedLufs!.Value, 0.2);
    }

    [Fact]
    public void A_rate_that_cannot_be_music_is_told()
    {
        var file = Material.Write(folder.File("slow.wav"), 100, SampleFormat.S16, new float[1000]);
        Assert.Equal(FaultKind.UnreadableInput, Assert.Throws<RecorderException>(() => FileMeter.Measure(file)).Kind);
    }

    public void Dispose() => folder.Dispose();

    private FileLoudness Measure(params float[][] channels) =>
        FileMeter.Measure(Material.Write(folder.File("file.wav"), channels));
}
