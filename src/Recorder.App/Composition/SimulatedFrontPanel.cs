using System.Device.Gpio;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
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
    private readonly SimulatedSsd1322 controller;
    private readonly GpioController gpio;
    private readonly PanelLines lines;

    public SimulatedFrontPanel(TimeProvider time)
    {
        var wiring = PanelWiring.Full;
        var driver = new SimulatedGpioDriver(wiring.DisplayResetPin + 1);
        gpio = new GpioController(driver);
        controller = new SimulatedSsd1322(driver, wiring.DisplayDataCommandPin);
        Display = new Ssd1322(controller, wiring.DisplayDataCommandPin, wiring.DisplayResetPin, gpio, shouldDispose: false);
        lines = new PanelLines(gpio, wiring, time);
        Mirror = new SimulatedPanel(controller, new SimulatedPanelLines(driver, wiring), time);
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

/// <summary>The panel's loop on a thread of its own.</summary>
internal sealed class PanelThread : IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly Thread thread;

    public PanelThread(IRecorder recorder, IDisplay display, IPanelLamps lamps, IReadOnlyList<IPanelInput> inputs, TimeProvider time)
    {
        var runner = new PanelRunner(recorder, display, lamps, inputs, time, Console.Error.WriteLine);
        thread = new Thread(() => runner.Run(closing.Token)) { Name = "panel", IsBackground = true };
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
