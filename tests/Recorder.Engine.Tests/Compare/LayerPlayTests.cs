using Recorder.Core.Faults;
using Recorder.Engine.Tests.Overdub;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Compare;

/// <summary>Two layers of one track, from one to the other while it plays.</summary>
public sealed class LayerPlayTests : IDisposable
{
    private const int Window = 4_800;

    private readonly MemoryStore store = new();
    private readonly LoopDesk desk;
    private readonly float[] original;
    private readonly float[] layer;

    public LayerPlayTests()
    {
        desk = new LoopDesk(store);
        desk.Engine.ArmOverdub(0, true);
        desk.Play();
        desk.Run(0.3);
        Assert.True(desk.Engine.PunchIn().Accepted);
        desk.Run(1.2);
        desk.Engine.PunchOut();
        desk.Settle();
        desk.Engine.Monitor!.StopPlaying();
        original = desk.TakeSamples();
        layer = desk.LayerSamples(1);
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public void The_second_mix_has_the_other_layer_at_the_same_frame()
    {
        desk.Play(fromFrame: 24_000);
        desk.Run(0.05);
        Assert.True(desk.Engine.Monitor!.LoadLayer(0, 0, 0).Accepted);
        desk.Run(0.2);
        Assert.InRange(Likeness(isLayer: true), 0.999, 1.001);
        desk.Engine.Monitor.HearBank(1, 0);
        desk.Run(0.2);
        Assert.InRange(Likeness(isLayer: false), 0.999, 1.001);
        desk.Engine.Monitor.HearBank(0, 0);
        desk.Run(0.2);
        Assert.InRange(Likeness(isLayer: true), 0.999, 1.001);
    }

    [Fact]
    public void The_louder_of_the_two_comes_down_on_its_track()
    {
        desk.Play(fromFrame: 24_000);
        desk.Run(0.05);
        desk.Engine.Monitor!.LoadLayer(0, 0, 0);
        desk.Run(0.2);
        var a = Level(isLayer: true);
        desk.Engine.Monitor.LoadLayer(0, 0, 6);
        desk.Run(0.2);
        Assert.Equal(Math.Pow(10, -6 / 20.0), Level(isLayer: true) / a, 0.01);
        desk.Engine.Monitor.LoadLayer(0, 0, -6);
        desk.Engine.Monitor.HearBank(1, 0);
        desk.Run(0.2);
        Assert.Equal(Math.Pow(10, -6 / 20.0), Level(isLayer: false) / a, 0.01);
    }

    [Fact]
    public void Switching_is_without_a_gap()
    {
        desk.Play(fromFrame: 24_000);
        desk.Run(0.05);
        desk.Engine.Monitor!.LoadLayer(0, 0, 0);
        desk.Run(0.1);
        var before = desk.Last.PlayheadFrames;
        var heard = desk.Heard.Length;
        for (var i = 0; i < 6; i++)
        {
            desk.Engine.Monitor.HearBank((i + 1) % 2, 0);
            desk.Run(0.05);
        }
        // Noise that never stops: no run of silence, and the playhead has gone on as the output has.
        var silence = 0;
        foreach (var sample in desk.Heard[heard..])
            Assert.InRange(silence = sample == 0 ? silence + 1 : 0, 0, 3);
        Assert.Equal(desk.Heard.Length - heard, desk.Last.PlayheadFrames - before);
    }

    [Fact]
    public void A_layer_that_cannot_be_read_is_refused_and_the_take_plays_on()
    {
        desk.Play(fromFrame: 24_000);
        desk.Run(0.1);
        foreach (var path in store.Paths.Where(path => path.Contains("layers", StringComparison.Ordinal) && path.EndsWith(".wav", StringComparison.Ordinal)).ToArray())
            store.Remove(path);
        Assert.Throws<RecorderException>(() => desk.Engine.Monitor!.LoadLayer(0, 1, 0));
        var playhead = desk.Last.PlayheadFrames;
        desk.Run(0.1);
        Assert.InRange(desk.Last.PlayheadFrames, playhead + 4_000, playhead + 5_500);
    }

    [Fact]
    public void Nothing_is_allocated_while_a_layer_is_compared()
    {
        desk.Play(fromFrame: 24_000);
        desk.Run(0.05);
        desk.Engine.Monitor!.LoadLayer(0, 0, -3);
        desk.Run(0.05);
        var bank = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            desk.Engine.Monitor.Loop.Banks.Hear(bank = 1 - bank, 0);
            desk.Engine.Monitor.Loop.Step();
        }));
    }

    // What was heard last against what it should be: 1 where it is that, at whatever level.
    private double Likeness(bool isLayer)
    {
        var (product, heardPower, power) = Products(isLayer);
        return product / Math.Sqrt(heardPower * power);
    }

    private double Level(bool isLayer)
    {
        var (product, _, power) = Products(isLayer);
        return product / power;
    }

    private (double Product, double HeardPower, double Power) Products(bool isLayer)
    {
        var heard = desk.Heard[^Window..];
        var first = desk.Last.PlayheadFrames - Window;
        var layerStart = desk.Layer(1).StartFrame;
        double product = 0, heardPower = 0, power = 0;
        for (var i = 0; i < Window; i++)
        {
            var expected = isLayer ? layer[first + i - layerStart] : original[first + i];
            (product, heardPower, power) = (product + heard[i] * expected, heardPower + heard[i] * heard[i], power + expected * expected);
        }
        return (product, heardPower, power);
    }
}
