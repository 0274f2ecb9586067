using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;

namespace Recorder.Media.Wav;

/// <summary>One of the files that a WAV is split into where none can be as large.</summary>
/// <param name="FirstFrame">Frame of the whole file at which it begins.</param>
/// <param name="Frames">Its length; the next one begins at the very next frame.</param>
/// <param name="Number">From 1.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct WavPart(long FirstFrame, long Frames, int Number, int Count);

/// <summary>
/// Splits a WAV between two frames. Each part is a broadcast WAV of its own: samples as they lie in the whole file, time
/// reference and time of day of its own first frame, the markers that fall into it.
/// </summary>
public static class WavParts
{
    private const long SecondsOfDay = 24 * 3600;

    // The texts of a part differ from the whole file's by a few digits.
    private const int SlackBytes = 1024;

    /// <summary>How a file is split so that no part is larger; one part when it need not be, none when it cannot be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxFileBytes">The largest file there can be.</param>
    public static IReadOnlyList<WavPart> Plan(string path, long maxFileBytes)
    {
        using var source = SourceOf(path);
        if (TryRead(source, Path.GetFileName(path)) is not { } reader)
            return [];
        var frames = reader.Frames;
        if (source.LengthBytes <= maxFileBytes)
            return [new WavPart(0, frames, 1, 1)];
        var overheadBytes = Header(source, RiffMap.Scan(source), reader, new WavPart(0, 0, 1, 1)).Length
            + WavTrailer.Markers(reader.Metadata.Markers).Length + SlackBytes;
        var partFrames = (maxFileBytes - overheadBytes) / reader.Format.BytesPerFrame;
        if (partFrames <= 0)
            return [];
        var count = (int)((frames + partFrames - 1) / partFrames);
        return [.. Enumerable.Range(0, count).Select(i => new WavPart(i * partFrames, Math.Min(partFrames, frames - i * partFrames), i + 1, count))];
    }

    private static WavReader? TryRead(ByteSource source, string name)
    {
        try
        {
            return WavReader.TryOpen(source, name);
        }
        catch (RecorderException)
        {
            return null;
        }
    }

    /// <summary>A part as a file of its own, to be read once from the beginning; the same bytes each time.</summary>
    public static Stream Open(string path, WavPart part)
    {
        using var reader = WavReader.Open(path);
        var source = SourceOf(path);
        var head = Header(source, RiffMap.Scan(source), reader, part);
        var dataBytes = part.Frames * reader.Format.BytesPerFrame;
        byte[] tail = [.. new byte[dataBytes & 1], .. WavTrailer.Markers(MarkersIn(reader.Metadata.Markers, part))];
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), (uint)(head.Length + dataBytes + tail.Length - 8));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(head.Length - 4), (uint)dataBytes);
        return new PartStream(source, head, reader.DataOffsetBytes + part.FirstFrame * reader.Format.BytesPerFrame, dataBytes, tail);
    }

    private static ByteSource.OfFile SourceOf(string path) => new(FileAccessErrors.OpenForReading(path), Path.GetFileName(path));

    // A marker between two parts belongs to the later one; one behind the last frame to the last.
    private static AudioMarker[] MarkersIn(IReadOnlyList<AudioMarker> markers, WavPart part) =>
    [
        .. markers.Where(marker => marker.Position.Value >= part.FirstFrame
                && (marker.Position.Value < part.FirstFrame + part.Frames || part.Number == part.Count))
            .Select(marker => marker with { Position = new FramePosition(marker.Position.Value - part.FirstFrame) }),
    ];

    private static byte[] Header(ByteSource source, RiffMap map, WavReader reader, WavPart part)
    {
        var bext = BroadcastOf(reader, part);
        var bextBytes = new byte[bext.SizeBytes];
        bext.Write(bextBytes);
        var format = WavMetadata.Load(source, map.Find(FourCc.Fmt)!.Value);
        var list = map.Chunks.Where(chunk => chunk.Name == FourCc.List).Select(chunk => WavMetadata.Load(source, chunk))
            .FirstOrDefault(bytes => bytes.Length >= 4 && FourCc.Of(bytes) == FourCc.Info);
        var ixml = IxmlOf(reader, part, bext.TimeReferenceFrames);
        var isFloat = reader.Format.Encoding is WavEncoding.F32 or WavEncoding.F64;
        return
        [
            .. "RIFF\0\0\0\0WAVE"u8,
            .. WavTrailer.Chunk(FourCc.Bext, bextBytes),
            .. WavTrailer.Chunk(FourCc.Fmt, format),
            .. ixml is null ? [] : WavTrailer.Chunk(FourCc.Ixml, Encoding.UTF8.GetBytes(ixml)),
            .. list is null ? [] : WavTrailer.Chunk(FourCc.List, list),
            .. isFloat ? WavTrailer.Chunk(FourCc.Fact, BitConverter.GetBytes((uint)part.Frames)) : [],
            .. "data\0\0\0\0"u8,
        ];
    }

    // The whole file's loudness is not the part's.
    private static BroadcastExtension BroadcastOf(WavReader reader, WavPart part)
    {
        var whole = reader.Metadata.Broadcast ?? new BroadcastExtension { Originator = "Recorder" };
        var hasTime = DateTime.TryParse(
            $"{whole.OriginationDate}T{whole.OriginationTime}", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        var begins = hasTime ? time.AddSeconds((double)part.FirstFrame / reader.RateHz) : default;
        return whole with
        {
            OriginationDate = hasTime ? begins.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : whole.OriginationDate,
            OriginationTime = hasTime ? begins.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : whole.OriginationTime,
            TimeReferenceFrames = (whole.TimeReferenceFrames + part.FirstFrame) % (SecondsOfDay * reader.RateHz),
            Loudness = new LoudnessFigures(),
        };
    }

    // Sync points count from the whole file's first frame; the part's markers are in its cue chunk.
    private static string? IxmlOf(WavReader reader, WavPart part, long sinceMidnightFrames)
    {
        if (reader.Metadata.Ixml is not { } text)
            return null;
        try
        {
            var document = XDocument.Parse(text.Trim());
            document.Descendants("SYNC_POINT_LIST").Remove();
            foreach (var preRecord in document.Descendants("PRE_RECORD_SAMPLECOUNT"))
                preRecord.Value = Number(Math.Max(0, (long.TryParse(preRecord.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var frames) ? frames : 0) - part.FirstFrame));
            foreach (var high in document.Descendants("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI"))
                high.Value = Number(sinceMidnightFrames >> 32);
            foreach (var low in document.Descendants("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO"))
                low.Value = Number(sinceMidnightFrames & uint.MaxValue);
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.ToString(SaveOptions.DisableFormatting);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Header, a stretch of the whole file, and what follows.</summary>
    private sealed class PartStream(ByteSource source, byte[] head, long dataOffset, long dataBytes, byte[] tail) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => head.Length + dataBytes + tail.Length;

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> destination)
        {
            var count = position < head.Length ? Copy(head, position, destination)
                : position < head.Length + dataBytes ? ReadData(destination)
                : Copy(tail, position - head.Length - dataBytes, destination);
            position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            source.Dispose();
            base.Dispose(disposing);
        }

        private int ReadData(Span<byte> destination)
        {
            var done = position - head.Length;
            var wanted = (int)Math.Min(destination.Length, dataBytes - done);
            var count = source.Read(dataOffset + done, destination[..wanted]);
            return count > 0 || wanted == 0 ? count : throw new EndOfStreamException("the file has become shorter while it was read");
        }

        private static int Copy(byte[] from, long position, Span<byte> destination)
        {
            var count = (int)Math.Min(destination.Length, from.Length - position);
            from.AsSpan((int)position, count).CopyTo(destination);
            return count;
        }
    }
}
