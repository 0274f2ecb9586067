using System.Globalization;
using Recorder.Linux.Machine;

namespace Recorder.App.Doctor;

/// <summary>Clock, heat, supply and what is plugged in.</summary>
internal static class BodyChecks
{
    private const int FirstPlausibleYear = 2025;
    private const double WarmCelsius = 70;

    // The Pi slows down from here on.
    private const double HotCelsius = 80;
    private const int LowBatteryPercent = 20;
    private const int EmptyBatteryPercent = 6;

    // get_throttled: what is so now, and what has been so since the start.
    private const int UndervoltageNow = 0x1;
    private const int SlowedNow = 0xE;
    private const int UndervoltageBefore = 0x1_0000;
    private const int SlowedBefore = 0xE_0000;

    public static IEnumerable<Finding> Of(Examined machine)
    {
        yield return Clock(machine);
        if (Celsius(machine.Tree) is { } celsius)
            yield return Heat(celsius);
        if (Supply(machine.ReadThrottling()) is { } supply)
            yield return supply;
        yield return Battery(machine.ReadBattery());
        yield return Finding.Ok("stick", machine.Stick.Label is { } label ? $"Stick {label} is plugged in." : "No stick is plugged in: export needs one.");
    }

    /// <summary>The hottest place the kernel knows of, in degrees; null where it knows none.</summary>
    public static double? Celsius(MachineTree tree)
    {
        const string Zones = "/sys/class/thermal";
        return tree.Names(Zones).Where(zone => zone.StartsWith("thermal_zone", StringComparison.Ordinal))
            .Select(zone => tree.Number($"{Zones}/{zone}/temp") / 1000.0).Max();
    }

    private static Finding Clock(Examined machine)
    {
        const string Subject = "clock";
        var now = machine.Time.GetLocalNow();
        var shown = now.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var hasClock = machine.Tree.Exists("/sys/class/rtc/rtc0");
        var isKept = machine.IsClockSynchronised() == true;
        if (now.Year < FirstPlausibleYear)
        {
            return Finding.Missing(Subject, $"The clock says {shown}: takes keep their order, but their dates are wrong.",
                "connect it to a network once, or sudo timedatectl set-time 'YYYY-MM-DD HH:MM'");
        }
        if (isKept)
            return Finding.Ok(Subject, $"{shown}, kept right over the network{(hasClock ? "; a battery-backed clock keeps it without one" : "")}.");
        return hasClock
            ? Finding.Ok(Subject, $"{shown}, from the battery-backed clock.")
            : Finding.Weak(Subject, $"{shown}, but neither a battery-backed clock nor a network keeps it right.",
                "fit a DS3231 and add the line dtoverlay=i2c-rtc,ds3231 to /boot/firmware/config.txt, or sudo timedatectl set-ntp true");
    }

    private static Finding Heat(double celsius)
    {
        const string Subject = "temperature";
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{celsius:0} °C");
        return celsius switch
        {
            < WarmCelsius => Finding.Ok(Subject, sentence + "."),
            < HotCelsius => Finding.Weak(Subject, sentence + ": from 80 °C on the Pi slows down.", "give it air or a heat sink"),
            _ => Finding.Missing(Subject, sentence + ": the Pi slows down to cool off.", "give it air or a heat sink before the next take"),
        };
    }

    private static Finding? Supply(string? throttling)
    {
        const string Subject = "supply";
        var digits = throttling?.Split('=')[^1].Trim().Replace("0x", "", StringComparison.Ordinal);
        if (!int.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits))
            return null;
        const string Remedy = "use the Pi's own power supply and a short, thick cable; vcgencmd get_throttled shows 0x0 when it is right";
        if ((bits & UndervoltageNow) != 0)
            return Finding.Missing(Subject, "The supply's voltage is too low right now: interface and card may fail.", Remedy);
        if ((bits & SlowedNow) != 0)
            return Finding.Missing(Subject, "The Pi is slowed down right now.", "give it air or a heat sink; " + Remedy);
        if ((bits & UndervoltageBefore) != 0)
            return Finding.Weak(Subject, "The supply's voltage was too low since the start.", Remedy);
        return (bits & SlowedBefore) != 0
            ? Finding.Weak(Subject, "The Pi was slowed down since the start.", "give it air or a heat sink")
            : Finding.Ok(Subject, "The voltage has been right since the start.");
    }

    private static Finding Battery(int? percent)
    {
        const string Subject = "battery";
        return percent switch
        {
            null => Finding.Ok(Subject, "No battery gauge: on mains."),
            < EmptyBatteryPercent => Finding.Missing(Subject, $"{percent} %.", "plug in power"),
            < LowBatteryPercent => Finding.Weak(Subject, $"{percent} %.", "plug in power"),
            _ => Finding.Ok(Subject, $"{percent} %."),
        };
    }
}
