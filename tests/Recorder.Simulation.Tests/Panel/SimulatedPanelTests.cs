using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Core.Wiring;
using Recorder.Linux.Displays;
using Recorder.Linux.Gpio;
using Recorder.Simulation.Displays;
using Recorder.Simulation.Gpio;
using Recorder.Simulation.Panel;

namespace Recorder.Simulation.Tests.Panel;

/// <summary>The whole way of the demo's panel: browser, lines, drivers, display, browser.</summary>
public sealed class SimulatedPanelTests : IDisposable
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.MinValue.AddHours(1));
    private readonly GpioController controller;
    private readonly Ssd1322 display;
    private readonly PanelLines lines;
    private readonly SimulatedPanel panel;
    private readonly List<PanelEvent> moved = [];

    public SimulatedPanelTests()
    {
        var wiring = PanelDescription.Of("full").Wiring();
        var gpio = new SimulatedGpioDriver(3 * LineUse.LinesPerChip, time);
        controller = new GpioController(gpio);
        var screen = new SimulatedSsd1322(gpio, wiring.DisplayDataCommandPin);
        display = new Ssd1322(screen, wiring.DisplayDataCommandPin, wiring.DisplayResetPin, controller);
        lines = new PanelLines(controller, wiring, time);
        panel = new SimulatedPanel(screen, new SimulatedPanelLines(gpio, wiring), time);
        lines.Moved += moved.Add;
        panel.Moved += moved.Add;
    }

    public void Dispose()
    {
        lines.Dispose();
        display.Dispose();
        controller.Dispose();
    }

    [Fact]
    public void A_lost_connection_lets_go_before_the_key_comes_up()
    {
        panel.Move(PanelControl.Stop, PanelAction.Down, 0);
        time.Advance(TimeSpan.FromMilliseconds(300));
        panel.Move(PanelControl.Stop, PanelAction.Release, 0);
        Assert.Equal([PanelAction.Down, PanelAction.Release, PanelAction.Up], moved.Select(move => move.Action));
        Assert.Equal(300, moved[1].TimestampMs - moved[0].TimestampMs);
    }

    [Fact]
    public void Picture_and_lamps_change_the_version()
    {
        var before = panel.Version;
        lines.Show(PanelLights.Mark);
        Assert.Equal(PanelLights.Mark, panel.Lit);
        Assert.True(panel.Version > before);

        before = panel.Version;
        Assert.Equal(before, panel.Version);
        var picture = new byte[panel.Width * panel.Height];
        picture[77] = 15;
        display.Show(picture);
        Assert.True(panel.Version > before);
        var seen = new byte[picture.Length];
        panel.CopyPicture(seen);
        Assert.Equal(picture, seen);
    }
}
