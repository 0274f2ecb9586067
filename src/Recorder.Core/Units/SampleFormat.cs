namespace Recorder.Core.Units;

/// <summary>How one sample is kept in a file or comes from an interface; little-endian, packed.</summary>
public enum SampleFormat
{
    /// <summary>16-bit signed integer, 2 bytes.</summary>
    S16 = 1,

    /// <summary>24-bit signed integer, 3 bytes.</summary>
    S24 = 2,

    /// <summary>32-bit signed integer, 4 bytes.</summary>
    S32 = 3,

    /// <summary>32-bit IEEE float, 4 bytes, ±1.0 = full scale.</summary>
    F32 = 4,
}

/// <summary>Sizes and words of <see cref="SampleFormat"/>.</summary>
public static class SampleFormats
{
    /// <summary>Bytes of one sample in a file: 2, 3 or 4.</summary>
    public static int BytesPerSample(this SampleFormat format) => format switch
    {
        SampleFormat.S16 => 2,
        SampleFormat.S24 => 3,
        _ => 4,
    };

    /// <summary>The highest sample it holds, full scale being 1: from here on it may have clipped. The lowest one is beyond it.</summary>
    public static float HighestSample(this SampleFormat format) => format switch
    {
        SampleFormat.S16 => 32767f / 32768,
        SampleFormat.S24 => 8388607f / 8388608,
        _ => 1,
    };

    /// <summary>The word on the command line and in journals: s16, s24, s32, f32.</summary>
    public static string ToWord(this SampleFormat format) => format switch
    {
        SampleFormat.S16 => "s16",
        SampleFormat.S24 => "s24",
        SampleFormat.S32 => "s32",
        _ => "f32",
    };

    /// <summary>Reads the word; false when it is none of the four.</summary>
    public static bool TryParse(string? word, out SampleFormat format)
    {
        (var known, format) = word switch
        {
            "s16" => (true, SampleFormat.S16),
            "s24" => (true, SampleFormat.S24),
            "s32" => (true, SampleFormat.S32),
            "f32" => (true, SampleFormat.F32),
            _ => (false, default),
        };
        return known;
    }
}
