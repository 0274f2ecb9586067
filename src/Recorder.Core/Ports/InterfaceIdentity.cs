using System.Globalization;
using System.Text;

namespace Recorder.Core.Ports;

/// <summary>
/// Which interface it is, whatever number its card has today: by what its USB device says of itself, else by its card's id,
/// else by the name of the PCM.
/// </summary>
/// <remarks>
/// A USB device is the same when product and serial number are. Where it has no serial number, or another with the same one
/// is there too, its port decides. One without a serial number that is alone of its kind may change its port: that is a cable
/// put in elsewhere, not another interface.
/// </remarks>
public sealed record InterfaceIdentity
{
    // Keys live in a FixedText, and in files; what is longer is told apart by its hash.
    private const int MostLetters = 20;

    /// <summary>The interface as a person calls it, such as "X18".</summary>
    public required string Name { get; init; }

    /// <summary>What it calls itself in full, such as "Behringer X18 at usb-0000:01:00.0-1.2, high speed"; "" where it does not.</summary>
    public string LongName { get; init; } = "";

    /// <summary>Vendor and product of its USB device, such as "1397:00d4"; null where there is none.</summary>
    public string? UsbId { get; init; }

    /// <summary>Serial number of its USB device; null where it has none.</summary>
    public string? Serial { get; init; }

    /// <summary>The port its USB device is plugged into, such as "1-1.2".</summary>
    public string? UsbPort { get; init; }

    /// <summary>Whether another USB device that says the same of itself is there too.</summary>
    public bool HasTwin { get; init; }

    /// <summary>The kernel's word for its card, such as "X18"; null where there is no card.</summary>
    public string? CardId { get; init; }

    /// <summary>Which of the card's PCM devices it is.</summary>
    public int Device { get; init; }

    /// <summary>ALSA's name for a PCM without a card, or a simulated interface's name.</summary>
    public string PcmName { get; init; } = "";

    /// <summary>
    /// A short name of letters, digits and "-_.@+~" that stays the same: what settings, names and calibrations are kept under. At most 47 letters; none where there is no interface.
    /// </summary>
    public string Key => Kind() + (Device == 0 ? "" : "+" + Device.ToString(CultureInfo.InvariantCulture));

    /// <summary>The identity of what has neither card nor PCM: simulated interfaces.</summary>
    public static InterfaceIdentity Of(string name) => new() { Name = name, PcmName = name };

    /// <summary>Whether both are one and the same interface.</summary>
    public bool IsSame(InterfaceIdentity other)
    {
        if (Device != other.Device || UsbId != other.UsbId)
            return false;
        if (UsbId is not null)
            return Serial == other.Serial && (UsbPort == other.UsbPort || !(HasTwin || other.HasTwin));
        return CardId == other.CardId && (CardId is not null || (PcmName == other.PcmName && LongName == other.LongName));
    }

    private string Kind()
    {
        if (UsbId is { } usb)
            return "usb-" + usb.Replace(':', '-') + (Serial is { Length: > 0 } serial ? "-" + Short(serial) : "") + (HasTwin ? "@" + UsbPort : "");
        return CardId is { } card ? "card-" + Short(card)
            : PcmName.Length == 0 ? ""
            : LongName.Length == 0 || LongName == PcmName ? "pcm-" + Short(PcmName)
            : "pcm-" + Short(PcmName + "=" + LongName);
    }

    private static string Short(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
            plain.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-');
        if (plain.Length <= MostLetters && plain.ToString() == text)
            return text;
        const int HashLetters = 8;
        var kept = Math.Min(plain.Length, MostLetters - HashLetters - 1);
        return plain.ToString(0, kept) + "~" + Hash(text).ToString("x8", CultureInfo.InvariantCulture);
    }

    // FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ octet) * 16777619);
        return hash;
    }
}
