using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Linux.Gpio;
using Recorder.Linux.Gpio.Chips;

namespace Recorder.Linux.Tests.Gpio;

/// <summary>Presses against contacts that bounce, with the kernel's times.</summary>
public sealed class PushButtonTests : IDisposable
{
    private static readonly ChipPlan Plan = new("the keys", "keys", [new(3, PinMode.InputPullUp)]);
    private readonly FakeTimeProvider time = new(DateTimeOffset.MinValue.AddHours(1));
    private readonly FakeChips kernel = new();
    private readonly ChipLinesDriver driver;
    private readonly GpioController gpio;
    private readonly PushButton button;
    private readonly List<(bool IsPressed, long Ms)> changes = [];

    public PushButtonTests()
    {
        driver = new ChipLinesDriver([Plan], kernel, null, time);
        gpio = new GpioController(driver);
        button = new PushButton(3, gpio, shouldDispose: false, time);
        button.Changed += (pressed, ms) => changes.Add((pressed, ms));
    }

    public void Dispose()
    {
        button.Dispose();
        gpio.Dispose();
    }

    [Fact]
    public void A_thousand_presses_with_five_milliseconds_of_bounce_are_a_thousand_told_at_the_first_edge()
    {
        var random = new Random(7);
        List<(bool, long)> made = [];
        for (var i = 0; i < 1000; i++)
        {
            made.Add((true, Contact(isPressed: true, random)));
            Advance(random.Next(20, 300));
            made.Add((false, Contact(isPressed: false, random)));
            Advance(random.Next(20, 300));
        }
        Assert.Equal(made, changes);
    }

    [Fact]
    public void A_tap_that_ends_within_the_bounce_is_told_with_the_time_of_its_last_edge()
    {
        kernel["keys"].Drive(3, false, 10_000_000);
        kernel["keys"].Drive(3, true, 12_000_000);
        kernel["keys"].WaitUntilRead();
        Assert.Equal([(true, 10)], changes);
        time.Advance(TimeSpan.FromMilliseconds(PushButton.DebounceMs));
        Assert.Equal([(true, 10), (false, 12)], changes);
    }

    [Fact]
    public void Held_keys_of_a_chip_that_vanishes_are_let_go_without_their_action()
    {
        var wiring = new PanelWiring { Keys = [new(PanelControl.Stop, 3)] };
        var second = new FakeChips();
        using var secondDriver = new ChipLinesDriver([Plan], second, null, time);
        using var secondGpio = new GpioController(secondDriver);
        using var panel = new PanelLines(secondGpio, wiring, time);
        List<PanelAction> moved = [];
        panel.Moved += move => moved.Add(move.Action);
        secondDriver.Lost += panel.LetGo;
        second["keys"].Drive(3, false, 10_000_000);
        second["keys"].WaitUntilRead();
        second["keys"].IsGone = true;
        Assert.True(SpinWait.SpinUntil(() => moved.Count == 2, TimeSpan.FromSeconds(20)));
        Assert.Equal([PanelAction.Down, PanelAction.Release], moved);
    }

    // Chatters for up to 5 ms around now; returns when its first edge came.
    private long Contact(bool isPressed, Random random)
    {
        var firstMs = NowMs;
        var bounces = random.Next(6);
        Edge(!isPressed);
        for (var i = 0; i < bounces; i++)
        {
            Advance(4.9 / (2 * bounces));
            Edge(isPressed);
            Advance(4.9 / (2 * bounces));
            Edge(!isPressed);
        }
        return firstMs;
    }

    private long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    private void Edge(bool isHigh)
    {
        kernel["keys"].Drive(3, isHigh, (long)(time.GetElapsedTime(0).TotalMilliseconds * 1e6));
        kernel["keys"].WaitUntilRead();
    }

    private void Advance(double ms) => time.Advance(TimeSpan.FromMilliseconds(ms));
}
