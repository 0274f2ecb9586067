using System.Collections.Concurrent;
using System.Device.Gpio;
using System.Diagnostics;
using Recorder.Core.Ports;
using Recorder.Linux.Gpio;
using Recorder.Linux.Gpio.Chips;

namespace Recorder.Linux.Tests.Gpio;

/// <summary>The driver on the kernel's own character devices.</summary>
public class KernelLinesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Two_thousand_detents_at_up_to_150_edges_a_second_all_arrive()
    {
        const int Detents = 2000;
        const double EdgesPerSecond = 150;
        using var chip = new SimulatedChip("knob", 8);
        using var gpio = new GpioController(new ChipLinesDriver([new("knob", "knob", [new(4, PinMode.InputPullUp), new(5, PinMode.InputPullUp)])]));
        using var encoder = new RotaryEncoder(4, 5, gpio, shouldDispose: false);
        using var arrived = new SemaphoreSlim(0);
        foreach (var line in (int[])[4, 5])
            gpio.RegisterCallbackForPinValueChangedEvent(line, PinEventTypes.Falling | PinEventTypes.Rising, (_, _) => arrived.Release());
        List<int> counted = [];
        encoder.Turned += (detents, _) => counted.Add(detents);
        var watch = Stopwatch.StartNew();
        var edges = 0;
        for (var i = 0; i < Detents; i++)
        {
            var (first, second) = i / 100 % 2 == 0 ? (4, 5) : (5, 4);
            foreach (var (line, level) in (ReadOnlySpan<(int, bool)>)[(first, false), (second, false), (first, true), (second, true)])
            {
                chip.Pull(line, level);
                // The simulated interrupt runs on the kernel's tick and forgets the order of what comes between two: one edge at a time.
                Assert.True(arrived.Wait(Patience), $"edge {edges} was lost");
                edges++;
                while (watch.Elapsed.TotalSeconds < edges / EdgesPerSecond)
                    Thread.Yield();
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{edges / watch.Elapsed.TotalSeconds:0} edges a second");
        Assert.Equal(Enumerable.Range(0, Detents).Select(i => i / 100 % 2 == 0 ? 1 : -1), counted);
    }

    [Fact]
    public void Keys_and_lights_go_through_the_kernel_with_its_time()
    {
        using var chip = new SimulatedChip("panel", 16);
        using var driver = new ChipLinesDriver([new("panel", "panel", [new(0, PinMode.InputPullUp), new(7, PinMode.Output), new(9, PinMode.Output)])]);
        using var gpio = new GpioController(driver);
        var wiring = new PanelWiring
        {
            Keys = [new(PanelControl.Record, 0)],
            Lamps = [new(PanelLights.Record, 7), new(PanelLights.ClipWarn, 9)],
        };
        using var panel = new PanelLines(gpio, wiring, TimeProvider.System);
        var moved = new ConcurrentQueue<PanelEvent>();
        panel.Moved += moved.Enqueue;
        panel.Show(PanelLights.ClipWarn);
        Assert.Equal((false, true), (chip.Level(7), chip.Level(9)));
        panel.Show(PanelLights.Record);
        Assert.Equal((true, false), (chip.Level(7), chip.Level(9)));

        var beforeMs = (long)TimeProvider.System.GetElapsedTime(0).TotalMilliseconds;
        chip.Pull(0, isHigh: false);
        Assert.True(SpinWait.SpinUntil(() => moved.Count == 1, Patience));
        var afterMs = (long)TimeProvider.System.GetElapsedTime(0).TotalMilliseconds;
        Assert.InRange(moved.Single().TimestampMs, beforeMs, afterMs);
        chip.Pull(0, isHigh: true);
        Assert.True(SpinWait.SpinUntil(() => moved.Count == 2, Patience));
        Assert.Equal([PanelAction.Down, PanelAction.Up], moved.Select(move => move.Action));
    }

    [Fact]
    public void A_chip_that_vanishes_is_told_and_another_works_on()
    {
        using var loose = new SimulatedChip("loose", 4);
        using var firm = new SimulatedChip("firm", 4);
        var told = new ConcurrentQueue<string>();
        using var driver = new ChipLinesDriver([new("loose", "loose", [new(1, PinMode.InputPullUp)]), new("firm", "firm", [new(2, PinMode.InputPullUp)])], told.Enqueue);
        using var gpio = new GpioController(driver);
        var edges = 0;
        gpio.OpenPin(64 + 2, PinMode.InputPullUp);
        gpio.RegisterCallbackForPinValueChangedEvent(64 + 2, PinEventTypes.Falling, (_, _) => Interlocked.Increment(ref edges));
        loose.Vanish();
        Assert.True(SpinWait.SpinUntil(() => !told.IsEmpty, Patience));
        Assert.StartsWith("Lines of loose: the chip does not answer.", told.First(), StringComparison.Ordinal);
        firm.Pull(2, isHigh: false);
        Assert.True(SpinWait.SpinUntil(() => edges == 1, Patience));
    }
}
