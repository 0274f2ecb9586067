using System.Globalization;

namespace Recorder.Linux.Power;

/// <summary>The charge of a battery that the kernel knows (Documentation/ABI/testing/sysfs-class-power).</summary>
public static class BatteryGauge
{
    private const string PowerSupplies = "/sys/class/power_supply";

    /// <summary>The lowest charge of all batteries in percent; null when there is none.</summary>
    public static int? ReadPercent() => ReadPercent(PowerSupplies);

    internal static int? ReadPercent(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateDirectories(folder).Where(IsBattery).Select(ReadCapacity).Min()
                : null;
        }
        catch (IOException)
        {
            // A gauge that was pulled out between two questions.
            return null;
        }
    }

    private static bool IsBattery(string supply) => File.Exists(Path.Combine(supply, "type")) && File.ReadAllText(Path.Combine(supply, "type")).Trim() == "Battery";

    private static int? ReadCapacity(string supply) =>
        File.Exists(Path.Combine(supply, "capacity"))
        && int.TryParse(File.ReadAllText(Path.Combine(supply, "capacity")), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var percent)
            ? Math.Clamp(percent, 0, 100)
            : null;
}
