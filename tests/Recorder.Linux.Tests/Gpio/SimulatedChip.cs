using System.Globalization;

namespace Recorder.Linux.Tests.Gpio;

/// <summary>
/// A chip of the kernel's gpio-sim (Documentation/admin-guide/gpio/gpio-sim.rst): a real character device whose lines a test
/// pulls. Where the kernel has none, the test is skipped with that reason.
/// </summary>
internal sealed class SimulatedChip : IDisposable
{
    private const string ConfigFolder = "/sys/kernel/config/gpio-sim";
    private readonly string device;
    private readonly string lines;

    public SimulatedChip(string name, int lineCount)
    {
        Assert.SkipUnless(Directory.Exists(ConfigFolder), "this kernel has no gpio-sim, or configfs is not mounted");
        device = Path.Combine(ConfigFolder, name);
        var bank = Path.Combine(device, "bank0");
        Directory.CreateDirectory(bank);
        File.WriteAllText(Path.Combine(bank, "num_lines"), lineCount.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(Path.Combine(bank, "label"), name);
        File.WriteAllText(Path.Combine(device, "live"), "1");
        lines = Path.Combine("/sys/devices/platform", Read(Path.Combine(device, "dev_name")), Read(Path.Combine(bank, "chip_name")));
    }

    /// <summary>Lets a line float up or pulls it to ground.</summary>
    public void Pull(int line, bool isHigh) => File.WriteAllText(Path.Combine(lines, $"sim_gpio{line}", "pull"), isHigh ? "pull-up" : "pull-down");

    /// <summary>The level a voltmeter shows.</summary>
    public bool Level(int line) => Read(Path.Combine(lines, $"sim_gpio{line}", "value")) == "1";

    /// <summary>Takes the chip away while its lines are in use.</summary>
    public void Vanish()
    {
        if (Read(Path.Combine(device, "live")) == "1")
            File.WriteAllText(Path.Combine(device, "live"), "0");
    }

    public void Dispose()
    {
        Vanish();
        Directory.Delete(Path.Combine(device, "bank0"));
        Directory.Delete(device);
    }

    private static string Read(string path) => File.ReadAllText(path).Trim();
}
