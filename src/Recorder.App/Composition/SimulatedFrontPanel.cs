using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Wiring;
using Recorder.Linux.Displays;
using Recorder.Linux.Gpio;
using Recorder.Panel;
using Recorder.Simulation.Displays;
using Recorder.Simulation.Gpio;
using Recorder.Simulation.Panel;

namespace Recorder.App.Composition;

/// <summary>
/// The front panel without hardware: the real drivers on simulated lines and a simulated display controller, and the
/// browser as eyes and hands.
/// </summary>
internal sealed class SimulatedFrontPanel : IDisposable
{
    private readonly IDisposable controller;
    private readonly GpioController gpio;
    private readonly PanelLines lines;

    /// <summary>A panel as described.</summary>
    public SimulatedFrontPanel(PanelDescription description, TimeProvider time)
    {
        var wiring = description.Wiring();
        var driver = new SimulatedGpioDriver(description.Chips.Length * LineUse.LinesPerChip, time);
        gpio = new GpioController(driver);
        ISimulatedDisplay seen;
        if (description.Display.Controller == DisplayController.Ssd1322)
        {
            var spi = new SimulatedSsd1322(driver, wiring.DisplayDataCommandPin);
            (seen, controller, Display) = (spi, spi, PanelDisplays.Open(description, wiring, spi, null, gpio));
        }
        else
        {
            SimulatedPagedDisplay i2c = description.Display.Controller == DisplayController.Sh1106 ? new SimulatedSh1106() : new SimulatedSsd1306();
            (seen, controller, Display) = (i2c, i2c, PanelDisplays.Open(description, wiring, null, i2c, gpio));
        }
        lines = new PanelLines(gpio, wiring, time, isSteady: true);
        Mirror = new SimulatedPanel(seen, new SimulatedPanelLines(driver, wiring), time);
    }

    /// <summary>What the browser sees and moves.</summary>
    public SimulatedPanel Mirror { get; }

    /// <summary>The driver of the simulated display.</summary>
    public IDisplay Display { get; }

    /// <summary>The lamps on their lines.</summary>
    public IPanelLamps Lamps => lines;

    /// <summary>Hands: the lines, and what has no line.</summary>
    public IReadOnlyList<IPanelInput> Inputs => [lines, Mirror];

    /// <inheritdoc/>
    public void Dispose()
    {
        lines.Dispose();
        Display.Dispose();
        controller.Dispose();
        gpio.Dispose();
    }
}

/// <summary>The driver of a described display on its bus.</summary>
internal static class PanelDisplays
{
    /// <summary>Opens it; the bus stays with whoever made it.</summary>
    public static IDisplay Open(PanelDescription description, PanelWiring wiring, SpiDevice? spi, I2cDevice? i2c, GpioController gpio) => description.Display.Controller switch
    {
        DisplayController.Sh1106 => new Sh1106(i2c!, shouldDispose: false),
        DisplayController.Ssd1306 => new Ssd1306(i2c!, shouldDispose: false),
        _ => new Ssd1322(spi!, wiring.DisplayDataCommandPin, wiring.DisplayResetPin, gpio, shouldDispose: false),
    };
}

/// <summary>The panel's loop on a thread of its own.</summary>
internal sealed class PanelThread : IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly Thread thread;

    public PanelThread(IRecorder recorder, IDisplay display, IPanelLamps lamps, IReadOnlyList<IPanelInput> inputs, TimeProvider time, Func<bool>? isSupplyGone = null,
        Action? onAlive = null, IRealtimeScheduler? scheduler = null)
    {
        var runner = new PanelRunner(recorder, display, lamps, inputs, time, Console.Error.WriteLine, isSupplyGone, onAlive);
        thread = new Thread(() =>
        {
            scheduler?.Raise(ThreadRole.Panel);
            runner.Run(closing.Token);
        }) { Name = "panel", IsBackground = true };
        thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        thread.Join();
        closing.Dispose();
    }
}
