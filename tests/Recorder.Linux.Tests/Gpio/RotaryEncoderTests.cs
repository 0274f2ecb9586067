using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using Recorder.Linux.Gpio;
using Recorder.Linux.Gpio.Chips;

namespace Recorder.Linux.Tests.Gpio;

/// <summary>Detents against edges with bounce, from the kernel's bytes to the count.</summary>
public class RotaryEncoderTests
{
    private const int A = 4;
    private const int B = 5;
    private static readonly ChipPlan Plan = new("the Pi", "pi", [new(A, PinMode.InputPullUp), new(B, PinMode.InputPullUp)]);

    [Fact]
    public void Hundred_thousand_detents_with_bounce_at_600_edges_a_second_neither_miss_nor_ghost()
    {
        const int Detents = 100_000;
        var kernel = new FakeChips();
        using var gpio = new GpioController(new ChipLinesDriver([Plan], kernel, null, new FakeTimeProvider(DateTimeOffset.MinValue.AddHours(1))));
        using var encoder = new RotaryEncoder(A, B, gpio, shouldDispose: false);
        List<(int Detents, long Ms)> counted = new(Detents);
        encoder.Turned += (detents, timestampMs) => counted.Add((detents, timestampMs));
        var random = new Random(20);
        var turn = new SimulatedTurn(A, B, random);
        List<(int Detents, long Ms)> turned = new(Detents);
        var chip = kernel["pi"];
        // A hand turns on for a while, then the other way.
        for (var isClockwise = true; turned.Count < Detents; isClockwise = !isClockwise)
            for (var i = random.Next(1, 40); i > 0 && turned.Count < Detents; i--)
            {
                var lastEdgeNs = 0L;
                turn.Detent(isClockwise, 600, 3, (offset, level, ns) =>
                {
                    chip.Drive(offset, level, ns);
                    lastEdgeNs = ns;
                });
                turned.Add((isClockwise ? 1 : -1, lastEdgeNs));
            }
        chip.WaitUntilRead();
        Assert.Equal(Detents, counted.Count);
        for (var i = 0; i < Detents; i++)
        {
            Assert.Equal(turned[i].Detents, counted[i].Detents);
            Assert.InRange(turned[i].Ms / 1_000_000 - counted[i].Ms, 0, 2);
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(150)]
    [InlineData(600)]
    public void Detents_with_five_milliseconds_of_bounce_count_exactly_at_any_speed(double edgesPerSecond)
    {
        var decoder = new QuadratureDecoder();
        var random = new Random(4);
        var turn = new SimulatedTurn(A, B, random);
        for (var i = 0; i < 2000; i++)
        {
            var isClockwise = random.Next(2) == 0;
            var counted = 0;
            turn.Detent(isClockwise, edgesPerSecond, 8, (offset, level, _) => counted += decoder.Next(offset == A, level));
            Assert.Equal(isClockwise ? 1 : -1, counted);
        }
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(2, 2)]
    [InlineData(1, 4)]
    public void An_encoder_of_half_or_quarter_steps_counts_each_of_its_detents(int quartersPerDetent, int expected)
    {
        var decoder = new QuadratureDecoder(quartersPerDetent);
        foreach (var isClockwise in (ReadOnlySpan<bool>)[true, false, false, true])
        {
            var counted = 0;
            new SimulatedTurn(A, B, new Random(1)).Detent(isClockwise, 100, 2, (offset, level, _) => counted += decoder.Next(offset == A, level));
            Assert.Equal(isClockwise ? expected : -expected, counted);
        }
    }

    [Fact]
    public void Half_way_and_back_counts_nothing_and_the_next_detent_is_whole()
    {
        var decoder = new QuadratureDecoder();
        var counted = 0;
        foreach (var (isA, level) in (ReadOnlySpan<(bool, bool)>)[(true, false), (false, false), (false, true), (true, true)])
            counted += decoder.Next(isA, level);
        Assert.Equal(0, counted);
        new SimulatedTurn(A, B, new Random(2)).Detent(true, 100, 3, (offset, level, _) => counted += decoder.Next(offset == A, level));
        Assert.Equal(1, counted);
    }

    [Fact]
    public void An_edge_that_says_nothing_new_does_not_lose_the_detent()
    {
        var decoder = new QuadratureDecoder();
        // The rise of A was missed: its next fall changes nothing, the rest of that detent does.
        decoder.Begin(0b01);
        var counted = 0;
        new SimulatedTurn(A, B, new Random(3)).Detent(true, 100, 0, (offset, level, _) => counted += decoder.Next(offset == A, level));
        Assert.Equal(1, counted);
    }
}
