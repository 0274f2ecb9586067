using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Recorder.App.CommandLine;

/// <summary>Standard output: sentences for people, or exactly one JSON object.</summary>
internal static class Output
{
    /// <summary>Writes one object, with a line feed after it.</summary>
    public static void WriteJson<T>(T value, JsonTypeInfo<T> type)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(JsonSerializer.SerializeToUtf8Bytes(value, type));
        output.Write("\n"u8);
    }

    /// <summary>A duration as people read it: 3:58, 1:42:07.</summary>
    public static string Duration(double seconds)
    {
        var whole = TimeSpan.FromSeconds(Math.Floor(Math.Max(0, seconds)));
        return whole.TotalHours >= 1
            ? FormattableString.Invariant($"{(int)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}")
            : FormattableString.Invariant($"{whole.Minutes}:{whole.Seconds:00}");
    }

    /// <summary>A size as people read it: 412 MB, 14.2 GB (decimal units, as drives are sold).</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => FormattableString.Invariant($"{bytes / 1e6:0} MB"),
        _ => FormattableString.Invariant($"{(bytes + 999) / 1000} kB"),
    };

    /// <summary>Rows with their columns lined up.</summary>
    public static void WriteTable(IReadOnlyList<string[]> rows)
    {
        var widths = new int[rows.Max(row => row.Length)];
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Length);
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var i = 0; i < row.Length; i++)
                line.Append(row[i].PadRight(widths[i] + 2));
            Console.WriteLine(line.ToString().TrimEnd());
        }
    }
}
