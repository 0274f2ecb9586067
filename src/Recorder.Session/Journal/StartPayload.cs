using System.Collections.Immutable;
using System.Text;
using Recorder.Core.Units;

namespace Recorder.Session.Journal;

/// <summary>The payload of the first record; longer ones of later versions are read as far as this one knows them.</summary>
internal static class StartPayload
{
    private const int MaxTracks = 999;

    public static byte[] Encode(TakeStart start)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(start.TakeNumber);
        writer.Write(start.RateHz);
        writer.Write((int)start.Format);
        writer.Write(start.SamplesSinceMidnight);
        writer.Write(start.PreRollFrames);
        writer.Write(start.StartedAt);
        writer.Write(start.FamilyUid);
        writer.Write(start.DeviceName);
        writer.Write(start.Tracks.Length);
        foreach (var track in start.Tracks)
        {
            writer.Write(track.Input);
            writer.Write(track.Name);
            writer.Write(track.FileName);
        }
        writer.Write(start.BootId);
        if (start.Layer > 0)
        {
            writer.Write(start.Layer);
            writer.Write(start.LayerStartFrame);
            writer.Write(start.RoundTripFrames);
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Null when the bytes are no such payload.</summary>
    public static TakeStart? Decode(ReadOnlySpan<byte> payload)
    {
        using var stream = new MemoryStream(payload.ToArray());
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        try
        {
            var takeNumber = reader.ReadInt32();
            var rateHz = reader.ReadInt32();
            var format = (SampleFormat)reader.ReadInt32();
            var samplesSinceMidnight = reader.ReadInt64();
            var preRollFrames = reader.ReadInt64();
            var startedAt = reader.ReadString();
            var familyUid = reader.ReadString();
            var deviceName = reader.ReadString();
            var count = reader.ReadInt32();
            if (takeNumber <= 0 || rateHz <= 0 || !Enum.IsDefined(format) || count is < 0 or > MaxTracks)
                return null;
            var tracks = ImmutableArray.CreateBuilder<JournalTrack>(count);
            for (var i = 0; i < count; i++)
                tracks.Add(new JournalTrack(reader.ReadInt32(), reader.ReadString(), reader.ReadString()));
            var start = new TakeStart(
                takeNumber, rateHz, format, tracks.MoveToImmutable(), startedAt, samplesSinceMidnight, preRollFrames, familyUid, deviceName)
            {
                BootId = reader.ReadString(),
            };
            return stream.Position == stream.Length ? start : start with
            {
                Layer = reader.ReadInt32(), LayerStartFrame = reader.ReadInt64(), RoundTripFrames = reader.ReadInt32(),
            };
        }
        catch (Exception problem) when (problem is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
