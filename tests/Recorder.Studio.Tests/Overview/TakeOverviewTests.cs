using Recorder.Core.Snapshots;
using Recorder.Studio.Overview;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Overview;

public sealed class TakeOverviewTests : IDisposable
{
    private const int Buckets = 47;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Peaks_and_rms_are_those_of_the_tracks_together()
    {
        // Silence, then a full tone, then one a tenth as high; the second track adds nothing.
        var tone = Material.Tone(1, 1000, 0);
        for (var i = 0; i < tone.Length; i++)
            tone[i] *= i < 16_384 ? 0 : i < 32_768 ? 1 : 0.1f;
        var peaks = Fill(tone, new float[tone.Length]);
        Assert.Equal((Buckets, Buckets), (peaks.Buckets, peaks.Filled));
        var columns = new PeakColumn[Buckets];
        peaks.Draw(0, 1, columns);
        Assert.Equal(default, columns[5]);
        Assert.Equal(1, columns[20].Peak, 0.01);
        Assert.Equal(Math.Sqrt(0.5), columns[20].Rms, 0.02);
        Assert.Equal(0.1, columns[40].Peak, 0.01);
    }

    [Fact]
    public void A_part_is_drawn_finer_and_what_is_not_there_yet_is_empty()
    {
        var peaks = new TakePeaks(48_000, 48_000);
        for (var bucket = 0; bucket < 20; bucket++)
            peaks.Add(bucket / 20f, 0);
        var columns = new PeakColumn[4];
        peaks.Draw(10 * 1024 / 48_000.0, 14 * 1024 / 48_000.0, columns);
        Assert.Equal([10, 11, 12, 13], columns.Select(column => (int)Math.Round(column.Peak * 19)));
        peaks.Draw(0.9, 1, columns);
        Assert.All(columns, column => Assert.Equal(default, column));
    }

    [Fact]
    public void What_is_kept_comes_back_and_another_takes_does_not()
    {
        var peaks = Fill(Material.Drums(1, 1), Material.Drums(1, 2));
        var path = folder.File("mixes", "wave.peaks");
        PeakFile.TryWrite(path, peaks, 2);
        var back = PeakFile.TryRead(path, peaks.Frames, 2, 48_000)!;
        Assert.Equal(peaks.PeakBytes, back.PeakBytes);
        Assert.Equal(peaks.RmsBytes, back.RmsBytes);
        Assert.Null(PeakFile.TryRead(path, peaks.Frames + 5000, 2, 48_000));
        Assert.Null(PeakFile.TryRead(path, peaks.Frames, 3, 48_000));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Null(PeakFile.TryRead(path, peaks.Frames, 2, 48_000));
        Assert.Null(PeakFile.TryRead(folder.File("none"), peaks.Frames, 2, 48_000));
    }

    private TakePeaks Fill(params float[][] tracks)
    {
        using var audio = Material.OpenTake(folder.Path, [.. tracks.Select((samples, index) => ($"T{index}", (float[]?)samples))]);
        var peaks = new TakePeaks(audio.Frames, audio.RateHz);
        TakeOverview.Fill(audio, peaks, () => { });
        return peaks;
    }
}
