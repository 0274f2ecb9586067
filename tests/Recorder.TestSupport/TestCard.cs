using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Recorder.Core.Units;

namespace Recorder.TestSupport;

/// <summary>The sound card in user space of tests/alsa-card: built when it is needed, named with its parameters, and what it must have delivered.</summary>
public static partial class TestCard
{
    private static readonly Lazy<(string? Configuration, string Trouble)> Built = new(Build);

    /// <summary>ALSA_CONFIG_PATH for programs that are to see it; skips the test, saying why, when it cannot be built here.</summary>
    public static string ConfigurationPath
    {
        get
        {
            if (Built.Value.Configuration is { } path)
                return path;
            Xunit.Assert.Skip(Built.Value.Trouble);
            return "";
        }
    }

    /// <summary>ALSA's name for a card with these parameters (asound.conf.in tells of them), for this process and those it starts.</summary>
    public static string Name(params (string Key, object Value)[] parameters)
    {
        var words = parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Key}={parameter.Value}"));
        // The runtime keeps an environment of its own; the library asks the C library's.
        _ = SetNative("ALSA_CONFIG_PATH", ConfigurationPath, 1);
        Environment.SetEnvironmentVariable("ALSA_CONFIG_PATH", ConfigurationPath);
        return "testcard:" + string.Join(',', words);
    }

    /// <summary>The word of a channel at a frame of the card; the same in tests/alsa-card/card.c.</summary>
    public static int Word(long frame, int channel, SampleFormat format = SampleFormat.S32)
    {
        var mixed = (uint)(frame * 2654435761 + channel * 40503 + 12345);
        mixed ^= mixed >> 15;
        var word = (int)(mixed * 2246822519);
        return format switch
        {
            SampleFormat.S16 => word & unchecked((int)0xFFFF0000),
            SampleFormat.S24 => word & unchecked((int)0xFFFFFF00),
            SampleFormat.S32 => word,
            _ => BitConverter.SingleToInt32Bits((word >> 8) / 8388608f),
        };
    }

    /// <summary>The frame the card is at now.</summary>
    public static long NowFrame(int rateHz, int ppm = 0) =>
        (long)((Int128)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency)) * rateHz * (1_000_000 + ppm) / 1_000_000 / 1_000_000_000);

    /// <summary>The frame of the card that these words begin with, looked for in the last minutes.</summary>
    public static long FrameOf(ReadOnlySpan<int> words, int channel, int rateHz, SampleFormat format = SampleFormat.S32, int ppm = 0)
    {
        const int LookedForSeconds = 300;
        const int EnoughWords = 8;
        var newest = NowFrame(rateHz, ppm);
        var count = Math.Min(EnoughWords, words.Length);
        for (var frame = newest; frame > newest - (long)LookedForSeconds * rateHz; frame--)
        {
            var i = 0;
            while (i < count && words[i] == Word(frame + i, channel, format))
                i++;
            if (i == count)
                return frame;
        }
        Xunit.Assert.Fail("these words are none of the card's");
        return 0;
    }

    /// <summary>Returns when the card is so many frames further.</summary>
    public static void LetPass(double seconds) => Thread.Sleep(TimeSpan.FromSeconds(seconds));

    private static (string? Configuration, string Trouble) Build()
    {
        const string Needed = "the test card cannot be built here (Debian packages gcc and libasound2-dev): ";
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "alsa-card"));
        if (!File.Exists("/usr/include/alsa/pcm_ioplug.h"))
            return (null, Needed + "no /usr/include/alsa/pcm_ioplug.h");
        using var build = Process.Start(new ProcessStartInfo(Path.Combine(folder, "build.sh")) { RedirectStandardError = true })!;
        var said = build.StandardError.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0
            ? ("/usr/share/alsa/alsa.conf:" + Path.Combine(folder, "out", "asound.conf"), "")
            : (null, Needed + said.Trim());
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
