namespace Recorder.Panel.Building;

/// <summary>The forty pins of the Raspberry Pi's header, the same on every model that has them.</summary>
internal static class PiHeader
{
    public const string Ground = "GND";
    public const string ThreeVolts = "3V3";
    public const string FiveVolts = "5V";

    // By pin, from 1: the number of the GPIO, or what the pin carries.
    private static readonly string[] Pins =
    [
        ThreeVolts, FiveVolts, "2", FiveVolts, "3", Ground, "4", "14", Ground, "15",
        "17", "18", "27", Ground, "22", "23", ThreeVolts, "24", "10", Ground,
        "9", "25", "11", "8", Ground, "7", "0", "1", "5", Ground,
        "6", "12", "13", Ground, "19", "16", "26", "20", Ground, "21",
    ];

    public static int Count => Pins.Length;

    /// <summary>"GPIO17", "3V3", "5V" or "GND".</summary>
    public static string NameOf(int pin) => int.TryParse(Pins[pin - 1], out var gpio) ? FormattableString.Invariant($"GPIO{gpio}") : Pins[pin - 1];

    /// <summary>The GPIO of a pin; null when it has none.</summary>
    public static int? GpioOf(int pin) => int.TryParse(Pins[pin - 1], out var gpio) ? gpio : null;

    /// <summary>The pin of a GPIO.</summary>
    public static int PinOf(int gpio) => Array.IndexOf(Pins, gpio.ToString(System.Globalization.CultureInfo.InvariantCulture)) + 1;
}
