using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Studio.Mastering;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mastering;

public sealed class FileSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(44100, 48000, 44101)]
    [InlineData(48000, 44100, 50000)]
    [InlineData(96000, 44100, 12345)]
    [InlineData(48000, 48000, 10007)]
    [InlineData(44100, 48000, 1)]
    public void A_converted_file_has_exactly_its_length_at_the_new_rate(int fromHz, int toHz, int frames)
    {
        using var source = new FileSource(Write(fromHz, Material.Noise(2, 1, rateHz: fromHz)[..frames]), toHz);
        Assert.Equal(toHz, source.RateHz);
        Assert.Equal(SampleRateConverter.OutputFrames(frames, fromHz, toHz), ReadAll(source, 1000)[0].Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(44100)]
    [InlineData(96000)]
    public void After_a_rewind_the_same_samples_come_again_in_blocks_of_any_length(int? rateHz)
    {
        var file = Write(48000, Material.Noise(0.5, 1), Material.Noise(0.5, 2));
        using var source = new FileSource(file, rateHz);
        var once = ReadAll(source, 1000);
        source.Rewind();
        _ = source.Read(new float[700], new float[700]);
        source.Rewind();
        var again = ReadAll(source, 7777);
        Assert.Equal(once[0], again[0]);
        Assert.Equal(once[1], again[1]);
    }

    [Fact]
    public void At_its_own_rate_a_file_is_given_bit_for_bit()
    {
        var (left, right) = (Material.Noise(0.5, 1), Material.Noise(0.5, 2));
        using var source = new FileSource(Write(48000, left, right));
        var read = ReadAll(source, 4096);
        Assert.Equal(left, read[0]);
        Assert.Equal(right, read[1]);
    }

    [Fact]
    public void One_channel_leaves_the_right_span_alone()
    {
        using var source = new FileSource(Write(48000, Material.Noise(0.1, 1)), 44100);
        var right = new float[100];
        right.AsSpan().Fill(7);
        Assert.Equal(1, source.Channels);
        Assert.Equal(100, source.Read(new float[100], right));
        Assert.All(right, sample => Assert.Equal(7, sample));
    }

    [Fact]
    public void More_than_two_channels_are_refused_in_a_sentence()
    {
        var silence = new float[100];
        var file = Write(48000, silence, silence, silence);
        var trouble = Assert.Throws<RecorderException>(() => new FileSource(file));
        Assert.Equal(FaultKind.UnreadableInput, trouble.Kind);
        Assert.Contains("3 channels", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var source = new FileSource(Write(48000, Material.Noise(0.1, 1)), cancel: cancel.Token);
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => source.Read(new float[10], new float[10]));
    }

    public void Dispose() => folder.Dispose();

    private string Write(int rateHz, params float[][] channels) =>
        Material.Write(folder.File("source.wav"), rateHz, SampleFormat.F32, channels);

    private static float[][] ReadAll(FileSource source, int blockFrames)
    {
        var channels = new[] { new List<float>(), new List<float>() };
        var (left, right) = (new float[blockFrames], new float[blockFrames]);
        for (int frames; (frames = source.Read(left, right)) > 0;)
        {
            channels[0].AddRange(left.AsSpan(0, frames));
            channels[1].AddRange(right.AsSpan(0, frames));
        }
        return [.. channels.Select(channel => channel.ToArray())];
    }
}
