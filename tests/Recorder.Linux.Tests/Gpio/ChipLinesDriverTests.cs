using System.Collections.Concurrent;
using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Linux.Gpio;
using Recorder.Linux.Gpio.Chips;

namespace Recorder.Linux.Tests.Gpio;

/// <summary>The driver from the kernel's bytes to the callbacks of a <see cref="GpioController"/>.</summary>
public sealed class ChipLinesDriverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ChipPlan[] Plans =
    [
        new("the Pi", "pi", [new(4, PinMode.InputPullUp), new(5, PinMode.InputPullUp), new(17, PinMode.Output), new(27, PinMode.InputPullUp)]),
        new("the expander", "keys", [new(0, PinMode.InputPullUp), new(7, PinMode.Output), new(15, PinMode.Output)]),
    ];

    private readonly FakeChips kernel = new();
    private readonly ConcurrentQueue<string> told = [];
    private readonly ChipLinesDriver driver;
    private readonly GpioController gpio;

    public ChipLinesDriverTests()
    {
        driver = new ChipLinesDriver(Plans, kernel, told.Enqueue, new FakeTimeProvider(DateTimeOffset.MinValue.AddHours(1)));
        gpio = new GpioController(driver);
    }

    public void Dispose() => gpio.Dispose();

    [Fact]
    public void Edges_arrive_in_the_kernels_order_with_its_time_and_count()
    {
        List<(int Pin, PinEventTypes Change, long Ns, uint Sequence)> seen = [];
        void OnEdge(object sender, PinValueChangedEventArgs edge) =>
            seen.Add((edge.PinNumber, edge.ChangeType, ((ITimedLineChange)edge).TimestampNs, ((ITimedLineChange)edge).Sequence));
        foreach (var pin in (ReadOnlySpan<int>)[4, 5, 27])
        {
            gpio.OpenPin(pin, PinMode.InputPullUp);
            gpio.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Falling | PinEventTypes.Rising, OnEdge);
        }
        var chip = kernel["pi"];
        chip.Drive(5, false, 1_000);
        chip.Drive(4, false, 1_500);
        chip.Drive(27, false, 1_700);
        chip.Drive(4, true, 2_000);
        chip.WaitUntilRead();
        Assert.Equal([(5, PinEventTypes.Falling, 1_000, 1u), (4, PinEventTypes.Falling, 1_500, 2u), (27, PinEventTypes.Falling, 1_700, 3u), (4, PinEventTypes.Rising, 2_000, 4u)], seen);
    }

    [Fact]
    public void Edges_the_kernel_dropped_are_found_out_from_the_levels()
    {
        List<(PinEventTypes Change, uint Sequence)> seen = [];
        gpio.OpenPin(27, PinMode.InputPullUp);
        gpio.RegisterCallbackForPinValueChangedEvent(27, PinEventTypes.Falling | PinEventTypes.Rising,
            (_, edge) => seen.Add((edge.ChangeType, ((ITimedLineChange)edge).Sequence)));
        var chip = kernel["pi"];
        chip.Drive(27, false, 1_000);
        chip.Drive(27, true, 2_000, isLost: true);
        chip.Drive(4, false, 3_000);
        chip.WaitUntilRead();
        Assert.Equal([(PinEventTypes.Falling, 1u), (PinEventTypes.Rising, 0u)], seen);
    }

    [Fact]
    public void Outputs_reach_their_chip_and_outputs_of_a_lost_chip_are_set_when_it_is_back()
    {
        gpio.OpenPin(17, PinMode.Output);
        gpio.OpenPin(64 + 7, PinMode.Output, PinValue.High);
        gpio.OpenPin(64 + 15, PinMode.Output);
        gpio.Write(17, PinValue.High);
        Assert.True(kernel["pi"].Outputs[17]);
        Assert.True(kernel["keys"].Outputs[7]);

        Lose("keys");
        gpio.Write(64 + 15, PinValue.High);
        gpio.Write(17, PinValue.Low);
        Assert.False(kernel["pi"].Outputs[17]);
        Assert.False(kernel["keys"].Outputs[15]);

        kernel["keys"].IsGone = false;
        WaitFor(() => told.Count == 2);
        Assert.True(kernel["keys"].Outputs[15]);
        Assert.True(kernel["keys"].Outputs[7]);
        Assert.Contains("answers again", told.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_that_vanishes_is_told_once_and_the_others_work_on()
    {
        var edges = 0;
        gpio.OpenPin(4, PinMode.InputPullUp);
        gpio.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Falling, (_, _) => edges++);
        IReadOnlyList<int> lost = [];
        driver.Lost += pins => lost = pins;
        Lose("keys");
        kernel["pi"].Drive(4, false, 1_000);
        kernel["pi"].WaitUntilRead();
        Assert.Equal(1, edges);
        Assert.Equal([64, 64 + 7, 64 + 15], lost);
        Assert.Equal("Lines of the expander: the chip does not answer. Recording and the other controls go on. Check its cable.", Assert.Single(told));
        Assert.Equal(PinValue.High, gpio.OpenPin(64, PinMode.InputPullUp).Read());
    }

    [Fact]
    public void A_chip_that_comes_back_is_set_up_as_one_that_has_forgotten_everything()
    {
        Lose("keys");
        kernel["keys"].SetUps.Clear();
        kernel["keys"].IsGone = false;
        WaitFor(() => told.Count == 2);
        var setUps = kernel["keys"].SetUps.ToArray();
        Assert.All(setUps[^2], mode => Assert.Equal(PinMode.Input, mode));
        Assert.Equal(setUps[0], setUps[^1]);
        Assert.Contains(PinMode.Output, setUps[^1]);
    }

    [Fact]
    public void A_chip_that_is_missing_at_the_start_is_told_and_joins_later()
    {
        var late = new FakeChips();
        late["keys"].IsGone = true;
        ConcurrentQueue<string> words = [];
        var edges = 0;
        using var second = new GpioController(new ChipLinesDriver(Plans, late, words.Enqueue, new FakeTimeProvider(DateTimeOffset.MinValue.AddHours(1))));
        Assert.Single(words);
        second.OpenPin(64, PinMode.InputPullUp);
        second.RegisterCallbackForPinValueChangedEvent(64, PinEventTypes.Falling, (_, _) => edges++);
        late["keys"].IsGone = false;
        WaitFor(() => words.Count == 2);
        late["keys"].Drive(0, false, 5_000);
        late["keys"].WaitUntilRead();
        Assert.Equal(1, edges);
    }

    [Fact]
    public void A_key_that_is_down_when_its_chip_comes_back_is_no_press()
    {
        var edges = 0;
        gpio.OpenPin(64, PinMode.InputPullUp);
        gpio.RegisterCallbackForPinValueChangedEvent(64, PinEventTypes.Falling, (_, _) => edges++);
        Lose("keys");
        kernel["keys"].Change(0, false);
        kernel["keys"].IsGone = false;
        WaitFor(() => told.Count == 2);
        kernel["keys"].WaitUntilRead();
        Assert.Equal(0, edges);
        kernel["keys"].Drive(0, true, 6_000);
        kernel["keys"].Drive(0, false, 7_000);
        kernel["keys"].WaitUntilRead();
        Assert.Equal(1, edges);
    }

    [Fact]
    public void A_level_that_changed_without_an_edge_is_found_in_the_next_quiet_second()
    {
        var isPressed = false;
        gpio.OpenPin(64, PinMode.InputPullUp);
        gpio.RegisterCallbackForPinValueChangedEvent(64, PinEventTypes.Falling, (_, _) => Volatile.Write(ref isPressed, true));
        kernel["keys"].Change(0, false);
        WaitFor(() => Volatile.Read(ref isPressed));
    }

    [Fact]
    public void A_line_outside_the_plan_is_refused()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => gpio.OpenPin(6, PinMode.Input));
        Assert.Contains("Line 6 of chip 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mode_other_than_planned_is_set_up()
    {
        gpio.OpenPin(27, PinMode.Output, PinValue.High);
        Assert.True(kernel["pi"].Outputs[27]);
        Assert.Equal(1, kernel["pi"].Requests);
    }

    private void Lose(string address)
    {
        kernel[address].IsGone = true;
        WaitFor(() => !told.IsEmpty);
    }

    private static void WaitFor(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience));
}
