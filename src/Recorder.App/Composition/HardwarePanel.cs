using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using System.Globalization;
using Recorder.Core.Ports;
using Recorder.Core.Wiring;
using Recorder.Linux.Gpio;
using Recorder.Linux.Gpio.Chips;

namespace Recorder.App.Composition;

/// <summary>The real display, knobs, keys and lamps as described, with the browser's beside them.</summary>
internal sealed class HardwarePanel : IDisplay, IPanelLamps
{
    private readonly SpiDevice? spi;
    private readonly I2cDevice? i2c;
    private readonly ChipLinesDriver driver;
    private readonly GpioController gpio;
    private readonly SimulatedFrontPanel mirror;
    private readonly IDisplay display;
    private readonly PanelLines lines;

    private HardwarePanel(PanelDescription description, SimulatedFrontPanel mirror, TimeProvider time)
    {
        this.mirror = mirror;
        var wiring = description.Wiring();
        var (bus, place) = Split(description.Display.Bus);
        if (bus == "spi")
            spi = SpiDevice.Create(new SpiConnectionSettings(place.Bus, place.Device) { ClockFrequency = description.Display.ClockHz });
        else
            i2c = I2cDevice.Create(new I2cConnectionSettings(place.Bus, place.Device));
        driver = new ChipLinesDriver(Plans(description), Console.Error.WriteLine, time);
        gpio = new GpioController(driver);
        display = PanelDisplays.Open(description, wiring, spi, i2c, gpio);
        lines = new PanelLines(gpio, wiring, time);
        driver.Lost += lines.LetGo;
    }

    /// <inheritdoc/>
    public int Width => display.Width;

    /// <inheritdoc/>
    public int Height => display.Height;

    public IDisplay Display => this;

    public IPanelLamps Lamps => this;

    public IReadOnlyList<IPanelInput> Inputs => [lines, .. mirror.Inputs];

    /// <summary>Whether the power-fail line is low.</summary>
    public bool IsSupplyGone => lines.IsSupplyGone;

    /// <summary>Whether any of its chips of lines answers.</summary>
    public bool HasLines => driver.IsAnyThere;

    /// <summary>Opens it; null, with a sentence on standard error, when none is set up or it is not there: the page works all the same.</summary>
    public static HardwarePanel? TryOpen(PanelDescription? description, SimulatedFrontPanel mirror, TimeProvider time)
    {
        if (description is null)
            return null;
        try
        {
            return new HardwarePanel(description, mirror, time);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or PlatformNotSupportedException or InvalidOperationException or ArgumentException)
        {
            Console.Error.WriteLine($"The front panel does not answer ({trouble.Message.TrimEnd('.')}): the page in the browser works; check its cable and its lines in config.txt.");
            return null;
        }
    }

    /// <summary>The lines of each chip that the program itself uses, keys and knobs with pull-ups.</summary>
    internal static ChipPlan[] Plans(PanelDescription description) =>
    [
        .. description.Chips.Select((chip, number) => new ChipPlan(chip.Name, chip.Address,
        [
            .. description.Uses().Where(use => use.Chip == number && use.Role != LineRole.Kernel)
                .Select(use => new ChipLine(use.Offset, use.Role == LineRole.Output ? PinMode.Output : PinMode.InputPullUp)),
        ])),
    ];

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
        driver.Lost -= lines.LetGo;
        gpio.Dispose();
        spi?.Dispose();
        i2c?.Dispose();
    }

    // "spi/0.0" is bus 0, chip select 0; "i2c/1-003c" is bus 1, address 0x3c.
    private static (string Bus, (int Bus, int Device) Place) Split(string address)
    {
        var parts = address.Split('/', '.', '-');
        if (parts.Length != 3 || parts[0] is not ("spi" or "i2c") || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var bus)
            || !int.TryParse(parts[2], parts[0] == "spi" ? NumberStyles.None : NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var device))
            throw new ArgumentException($"\"{address}\" is no place on a bus such as spi/0.0 or i2c/1-003c");
        return (parts[0], (bus, device));
    }
}
