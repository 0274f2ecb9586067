using System.Text;

namespace Recorder.Media.Wav;

/// <summary>Text in chunks: bytes up to a NUL, UTF-8 where it is valid and Latin-1 where it is not.</summary>
internal static class ChunkText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    internal static string Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        if (end >= 0)
            bytes = bytes[..end];
        try
        {
            return StrictUtf8.GetString(bytes).Trim();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes).Trim();
        }
    }

    /// <summary>Fills a fixed field: as many whole characters as fit, then NULs.</summary>
    internal static void Write(Span<byte> field, string text)
    {
        field.Clear();
        Encoding.UTF8.GetEncoder().Convert(text, field, flush: true, out _, out _, out _);
    }
}
