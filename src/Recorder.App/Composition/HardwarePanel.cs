using System.Device.Gpio;
using System.Device.Spi;
using Recorder.App.Configuration;
using Recorder.Core.Ports;
using Recorder.Linux.Displays;
using Recorder.Linux.Gpio;

namespace Recorder.App.Composition;

/// <summary>The real display, knobs, keys and lamps, with the browser's beside them.</summary>
internal sealed class HardwarePanel : IDisplay, IPanelLamps
{
    private const int SpiClockHz = 10_000_000;

    private readonly GpioController gpio = new();
    private readonly SimulatedFrontPanel mirror;
    private readonly Ssd1322 display;
    private readonly PanelLines lines;

    private HardwarePanel(PanelConfig config, SimulatedFrontPanel mirror, TimeProvider time)
    {
        this.mirror = mirror;
        var spi = SpiDevice.Create(new SpiConnectionSettings(config.SpiBus, config.SpiChipSelect) { ClockFrequency = SpiClockHz });
        display = new Ssd1322(spi, config.Wiring.DisplayDataCommandPin, config.Wiring.DisplayResetPin, gpio);
        lines = new PanelLines(gpio, config.Wiring, time);
    }

    /// <inheritdoc/>
    public int Width => display.Width;

    /// <inheritdoc/>
    public int Height => display.Height;

    public IDisplay Display => this;

    public IPanelLamps Lamps => this;

    public IReadOnlyList<IPanelInput> Inputs => [lines, .. mirror.Inputs];

    /// <summary>Opens it; null, with a sentence on standard error, when none is set up or it is not there: the page works all the same.</summary>
    public static HardwarePanel? TryOpen(PanelConfig? config, SimulatedFrontPanel mirror, TimeProvider time)
    {
        if (config is null)
            return null;
        try
        {
            return new HardwarePanel(config, mirror, time);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or PlatformNotSupportedException or InvalidOperationException or ArgumentException)
        {
            Console.Error.WriteLine($"The front panel does not answer ({trouble.Message.TrimEnd('.')}): the page in the browser works; check its cable and its lines in the settings.");
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Show(ReadOnlySpan<byte> greys) => mirror.Display.Show(greys) & display.Show(greys);

    /// <inheritdoc/>
    public void SetContrast(byte contrast)
    {
        mirror.Display.SetContrast(contrast);
        display.SetContrast(contrast);
    }

    /// <inheritdoc/>
    public void Sleep(bool asleep)
    {
        mirror.Display.Sleep(asleep);
        display.Sleep(asleep);
    }

    /// <inheritdoc/>
    public void Show(PanelLights lit)
    {
        mirror.Lamps.Show(lit);
        lines.Show(lit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lines.Dispose();
        display.Dispose();
        gpio.Dispose();
    }
}
