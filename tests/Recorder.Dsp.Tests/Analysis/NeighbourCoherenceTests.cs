using Recorder.Dsp.Analysis;

namespace Recorder.Dsp.Tests.Analysis;

public class NeighbourCoherenceTests
{
    private const int RateHz = 48000;

    [Theory, InlineData(0, 1), InlineData(17, 1), InlineData(100, -1), InlineData(-33, -1)]
    public void What_neighbours_share_is_found_with_its_delay_and_sign(int laterFrames, int sign)
    {
        var source = Signals.Noise(4 * RateHz, 0.3f, seed: 1);
        var own = Signals.Noise(4 * RateHz, 0.15f, seed: 2);
        var second = source.Select((_, i) => sign * source[(i - laterFrames + source.Length) % source.Length] + own[i]).ToArray();
        var shared = Hear(source, second, Signals.Noise(4 * RateHz, 0.3f, seed: 3)).Read(0)!.Value;
        Assert.Equal((double)laterFrames / RateHz, shared.DelaySeconds, 1e-9);
        Assert.InRange(sign * shared.Correlation, 0.7, 1);
        Assert.InRange(shared.OtherCorrelation, 0, 0.5);
    }

    [Fact]
    public void Strangers_share_little_silence_nothing_and_what_is_forgotten_is_gone()
    {
        var heard = Hear(Signals.Noise(4 * RateHz, 0.3f, seed: 1), Signals.Noise(4 * RateHz, 0.3f, seed: 2), new float[4 * RateHz]);
        Assert.InRange(Math.Abs(heard.Read(0)!.Value.Correlation), 0, 0.3);
        Assert.Null(heard.Read(1));
        heard.Forget(1);
        Assert.Null(heard.Read(0));
    }

    private static NeighbourCoherence Hear(params float[][] channels)
    {
        var coherence = new NeighbourCoherence(channels.Length, RateHz);
        var frames = coherence.BlockFrames;
        for (var start = 0; start + frames <= channels[0].Length; start += frames)
            coherence.Add([.. channels.SelectMany(channel => channel.AsSpan(start, frames).ToArray())]);
        return coherence;
    }
}
