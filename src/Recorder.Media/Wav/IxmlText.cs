using System.Globalization;
using System.Security;
using System.Text;
using Recorder.Core.Units;
using Recorder.Media.Audio;

namespace Recorder.Media.Wav;

/// <summary>The iXML document of a recorded track, version 3.01 of the specification.</summary>
internal static class IxmlText
{
    /// <summary>
    /// UTF-8 that fills an area exactly, padded with blanks. What does not fit is left out in this order: sync points from
    /// the last one (the markers are in <c>cue </c> too), then the end of the note, then the note's neighbours.
    /// </summary>
    internal static void Write(Span<byte> area, WavTrackInfo info, IReadOnlyList<AudioMarker> markers)
    {
        var shown = markers.Count;
        var document = Build(info, markers, shown);
        while (Encoding.UTF8.GetByteCount(document) > area.Length && shown > 0)
            document = Build(info, markers, --shown);
        while (Encoding.UTF8.GetByteCount(document) > area.Length && info.Note.Length > 0)
        {
            info = info with { Note = info.Note[..(info.Note.Length / 2)] };
            document = Build(info, markers, 0);
        }
        if (Encoding.UTF8.GetByteCount(document) > area.Length)
            document = Build(info with { Project = "", Scene = "", Tape = "", FamilyName = "" }, markers, 0);
        area.Fill((byte)' ');
        if (Encoding.UTF8.GetByteCount(document) <= area.Length)
            Encoding.UTF8.GetBytes(document, area);
    }

    /// <summary>Bytes of the document as it is now, without room to grow.</summary>
    internal static int SizeBytes(WavTrackInfo info) => Encoding.UTF8.GetByteCount(Build(info, [], 0));

    private static string Build(WavTrackInfo info, IReadOnlyList<AudioMarker> markers, int markerCount)
    {
        var xml = new Elements();
        xml.Open("BWFXML");
        xml.Add("IXML_VERSION", "3.01");
        xml.AddText("PROJECT", info.Project);
        xml.AddText("SCENE", info.Scene);
        xml.AddText("TAKE", info.Take);
        xml.AddText("TAPE", info.Tape);
        xml.Add("CIRCLED", info.IsCircled ? "TRUE" : "FALSE");
        xml.Add("NO_GOOD", "FALSE");
        xml.Add("FALSE_START", "FALSE");
        xml.AddText("FILE_UID", info.FileUid);
        xml.AddText("NOTE", info.Note);
        xml.Add("PRE_RECORD_SAMPLECOUNT", Number(info.PreRecordFrames));
        AddSyncPoints(xml, info, markers, markerCount);
        AddSpeed(xml, info);
        xml.Open("FILE_SET");
        xml.Add("TOTAL_FILES", Number(info.FileSetTotal));
        xml.AddText("FAMILY_UID", info.FamilyUid);
        xml.AddText("FAMILY_NAME", info.FamilyName);
        xml.Add("FILE_SET_INDEX", Number(info.FileSetIndex));
        xml.Close("FILE_SET");
        AddTracks(xml, info);
        xml.Close("BWFXML");
        return xml.ToString();
    }

    private static void AddSyncPoints(Elements xml, WavTrackInfo info, IReadOnlyList<AudioMarker> markers, int markerCount)
    {
        var hasPreRecord = info.PreRecordFrames > 0;
        var total = markerCount + (hasPreRecord ? 1 : 0);
        if (total == 0)
            return;
        xml.Open("SYNC_POINT_LIST");
        xml.Add("SYNC_POINT_COUNT", Number(total));
        if (hasPreRecord)
            AddSyncPoint(xml, "PRE_RECORD_SAMPLECOUNT", info.PreRecordFrames, "");
        for (var i = 0; i < markerCount; i++)
            AddSyncPoint(xml, "MARKER_GENERIC", markers[i].Position.Value, markers[i].Label);
        xml.Close("SYNC_POINT_LIST");
    }

    private static void AddSyncPoint(Elements xml, string function, long frame, string comment)
    {
        xml.Open("SYNC_POINT");
        xml.Add("SYNC_POINT_TYPE", "RELATIVE");
        xml.Add("SYNC_POINT_FUNCTION", function);
        xml.AddText("SYNC_POINT_COMMENT", comment);
        xml.Add("SYNC_POINT_LOW", Number(frame & uint.MaxValue));
        xml.Add("SYNC_POINT_HIGH", Number(frame >> 32));
        xml.Close("SYNC_POINT");
    }

    private static void AddSpeed(Elements xml, WavTrackInfo info)
    {
        var sinceMidnight = info.FirstFrameSinceMidnight;
        xml.Open("SPEED");
        xml.Add("MASTER_SPEED", "25/1");
        xml.Add("CURRENT_SPEED", "25/1");
        xml.Add("TIMECODE_RATE", "25/1");
        xml.Add("TIMECODE_FLAG", "NDF");
        xml.Add("FILE_SAMPLE_RATE", Number(info.RateHz));
        xml.Add("AUDIO_BIT_DEPTH", Number(info.Format.BytesPerSample() * 8));
        xml.Add("DIGITIZER_SAMPLE_RATE", Number(info.RateHz));
        xml.Add("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", Number(sinceMidnight >> 32));
        xml.Add("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO", Number(sinceMidnight & uint.MaxValue));
        xml.Add("TIMESTAMP_SAMPLE_RATE", Number(info.RateHz));
        xml.Close("SPEED");
    }

    private static void AddTracks(Elements xml, WavTrackInfo info)
    {
        xml.Open("TRACK_LIST");
        xml.Add("TRACK_COUNT", Number(info.Channels.Count));
        for (var i = 0; i < info.Channels.Count; i++)
        {
            xml.Open("TRACK");
            xml.Add("CHANNEL_INDEX", Number(info.Channels[i].Input));
            xml.Add("INTERLEAVE_INDEX", Number(i + 1));
            xml.AddText("NAME", info.Channels[i].Name);
            xml.AddText("FUNCTION", info.Channels[i].Function);
            xml.Close("TRACK");
        }
        xml.Close("TRACK_LIST");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class Elements
    {
        private readonly StringBuilder _text = new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

        public override string ToString() => _text.ToString();

        internal void Open(string name) => _text.Append('<').Append(name).Append(">\n");

        internal void Close(string name) => _text.Append("</").Append(name).Append(">\n");

        internal void Add(string name, string value) =>
            _text.Append('<').Append(name).Append('>').Append(value).Append("</").Append(name).Append(">\n");

        /// <summary>A person's words: escaped, without the control characters XML cannot hold; nothing when empty.</summary>
        internal void AddText(string name, string text)
        {
            var clean = string.Concat(text.EnumerateRunes()
                .Where(rune => !Rune.IsControl(rune) || rune.Value is '\n' or '\t')
                .Where(rune => rune.Value is not (0xFFFE or 0xFFFF)));
            if (clean.Length > 0)
                Add(name, SecurityElement.Escape(clean));
        }
    }
}
