using System.Globalization;

namespace Recorder.Panel.Screens.Parts;

/// <summary>Times as the panel writes them.</summary>
internal static class TimeText
{
    /// <summary>"0:32" below an hour, "1:42:07" from there on.</summary>
    public static string Short(double seconds) => seconds < 3600 ? Minutes(seconds) : Long(seconds);

    /// <summary>"0:12:41", always with hours.</summary>
    public static string Long(double seconds)
    {
        var whole = (long)Math.Max(0, seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}");
    }

    /// <summary>Room for recording: "9h41", "41 min", "50 s"; a dash while unknown.</summary>
    public static string Room(double? seconds) => seconds switch
    {
        null => "-",
        >= 3600 => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3600}h{(long)seconds / 60 % 60:00}"),
        >= 60 => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 60} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Max(0, seconds.Value)} s"),
    };

    /// <summary>What a job still needs, rounded up so that it never ends late: "1 min", "40 s".</summary>
    public static string Remaining(double seconds) => seconds > 60
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds / 60):0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Math.Max(0, seconds)):0} s");

    /// <summary>"412 MB", "14.2 GB", in powers of ten as sticks are sold.</summary>
    public static string Bytes(long bytes) => bytes >= 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");

    private static string Minutes(double seconds)
    {
        var whole = (long)Math.Max(0, seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}");
    }
}
