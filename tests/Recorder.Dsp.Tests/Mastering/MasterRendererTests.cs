using Recorder.Core.Parameters;
using Recorder.Dsp.Dither;
using Recorder.Dsp.Loudness;
using Recorder.Dsp.Mastering;

namespace Recorder.Dsp.Tests.Mastering;

public sealed class MasterRendererTests
{
    private const double CeilingDbtp = -1;

    [Theory]
    [InlineData(-14, 1, 48000)]
    [InlineData(-9, 2, 48000)]
    [InlineData(-9, 3, 44100)]
    [InlineData(-23, 4, 96000)]
    public void Loudness_is_met_and_the_ceiling_kept(float targetLufs, int seed, int rateHz)
    {
        var source = MasterMaterial.Song(5, seed, rateHz);
        var values = MasterMaterial.Values(targetLufs);
        var result = MasterRenderer.Find(source, values, cancel: TestContext.Current.CancellationToken);
        Assert.True(result.TargetMet, string.Join(' ', result.Sentences));
        Assert.Equal(targetLufs, result.Reading.IntegratedLufs, MasterRenderer.ToleranceLu);

        var master = MasterMaterial.ReadAll(MasterRenderer.Open(source, values, result));
        Assert.Equal(5 * rateHz, master[0].Length);
        var again = MasterRenderer.Measure(new MemorySource(rateHz, master));
        Assert.Equal(result.Reading, again);
        Assert.InRange(again.TruePeakDbtp, double.NegativeInfinity, CeilingDbtp - MasterRenderer.PeakMarginDb);
        Assert.InRange(EveryPlaceDbtp(master), double.NegativeInfinity, CeilingDbtp);
    }

    [Fact]
    public void The_ceiling_holds_through_dither()
    {
        var source = MasterMaterial.Song(4, 5);
        var values = MasterMaterial.Values(-9);
        var found = MasterRenderer.Find(source, values, cancel: TestContext.Current.CancellationToken);
        var master = MasterMaterial.ReadAll(MasterRenderer.Open(source, values, found));
        foreach (var shaped in (bool[])[false, true])
        {
            var words = new int[master[0].Length];
            var channels = master.Select((channel, i) =>
            {
                new TpdfDither(16, (ulong)i, shaped).Quantize(channel, words);
                return words.Select(word => word / 32768f).ToArray();
            });
            Assert.InRange(MasterRenderer.Measure(new MemorySource(MasterMaterial.RateHz, [.. channels])).TruePeakDbtp, -1.5, CeilingDbtp);
        }
    }

    [Fact]
    public void Every_control_together_with_one_channel()
    {
        var values = MasterMaterial.Values(-16).With(MasterParameter.Warmth, 6).With(MasterParameter.AirDb, 3)
            .With(MasterParameter.LowDb, 2).With(MasterParameter.CompressionPercent, 80);
        var source = new MemorySource(MasterMaterial.RateHz, MasterMaterial.ReadAll(MasterMaterial.Song(4, 6))[0]);
        var result = MasterRenderer.Find(source, values, cancel: TestContext.Current.CancellationToken);
        Assert.True(result.TargetMet, string.Join(' ', result.Sentences));
        Assert.Single(MasterMaterial.ReadAll(MasterRenderer.Open(source, values, result)));
        Assert.Equal(1, result.Reading.Channels);
    }

    [Fact]
    public void Harm_is_told_and_not_done()
    {
        var bounds = new MasterBounds(MaxReductionDb: 4);
        var result = MasterRenderer.Find(MasterMaterial.Song(4, 7), MasterMaterial.Values(-7), bounds, cancel: TestContext.Current.CancellationToken);
        Assert.False(result.TargetMet);
        Assert.InRange(result.MaxReductionDb, 3, 4);
        Assert.InRange(result.Reading.TruePeakDbtp, -1.5, CeilingDbtp);
        Assert.Contains("without harm", result.Sentences[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(48000)]
    public void Nothing_to_measure_is_told_and_left_alone(int frames)
    {
        var silence = new MemorySource(48000, new float[frames], new float[frames]);
        var result = MasterRenderer.Find(silence, MasterMaterial.Values(-14), cancel: TestContext.Current.CancellationToken);
        Assert.False(result.TargetMet);
        Assert.Equal(0, result.DriveDb);
        Assert.Single(result.Sentences);
    }

    [Fact]
    public void Long_sources_are_read_again_and_short_ones_remembered()
    {
        var song = MasterMaterial.Song(3, 8);
        var expected = MasterMaterial.ReadAll(song);
        foreach (var largest in (int[])[1000, int.MaxValue])
        {
            var remembered = new RememberedSource(song, largest);
            Assert.Equal(expected, MasterMaterial.ReadAll(remembered, 777));
            Assert.Equal(expected, MasterMaterial.ReadAll(remembered, 70_000));
        }
    }

    // The slow 32-fold reference, on every interval that comes near the ceiling.
    private static double EveryPlaceDbtp(float[][] channels)
    {
        var largest = 0.0;
        foreach (var channel in channels)
        {
            float[] padded = [.. new float[InterpolationKernel.Taps], .. channel, .. new float[InterpolationKernel.Taps]];
            for (var i = 0; i + InterpolationKernel.Taps <= padded.Length; i++)
            {
                if (Math.Abs(padded[i + 31]) > 0.7 || Math.Abs(padded[i + 32]) > 0.7)
                    largest = Math.Max(largest, PeakSearch.EveryPlace(padded.AsSpan(i, InterpolationKernel.Taps)));
            }
        }

        return 20 * Math.Log10(largest);
    }
}
