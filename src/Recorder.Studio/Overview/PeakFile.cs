using System.Buffers.Binary;
using Recorder.Core.Snapshots;

namespace Recorder.Studio.Overview;

/// <summary>A take's peaks, kept so that it has to be read only once: magic (8), frames of the take (8), tracks (4), buckets (4), peaks, RMS.</summary>
public static class PeakFile
{
    private const int HeaderBytes = 24;
    private const string FreshExtension = ".new";

    private static ReadOnlySpan<byte> Magic => "RECPEAK1"u8;

    /// <summary>What is kept; null when nothing is, or of another take's length or tracks. It can always be made again.</summary>
    public static TakePeaks? TryRead(string path, long frames, int tracks, int rateHz)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var peaks = new TakePeaks(frames, rateHz);
            if (bytes.Length != HeaderBytes + 2 * peaks.Buckets || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic)
                || BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)) != frames || BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(16)) != tracks)
                return null;
            for (var bucket = 0; bucket < peaks.Buckets; bucket++)
                peaks.AddBytes(bytes[HeaderBytes + bucket], bytes[HeaderBytes + peaks.Buckets + bucket]);
            return peaks;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps whole peaks; a disk that refuses costs nothing but reading the take again.</summary>
    public static void TryWrite(string path, TakePeaks peaks, int tracks)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), peaks.Frames);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), tracks);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), peaks.Buckets);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = File.Create(path + FreshExtension))
            {
                file.Write(header);
                file.Write(peaks.PeakBytes);
                file.Write(peaks.RmsBytes);
            }
            File.Move(path + FreshExtension, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Told by nobody: the wave stands on the display all the same.
        }
    }
}
