using System.Globalization;
using Recorder.Core.SetUp;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>What the files of a take say about themselves, made from its journal's first record.</summary>
internal static class TakeInfo
{
    private const int FamilyUidBytesInFileUid = 28;

    /// <summary>The information of one track, counted from 0.</summary>
    public static WavTrackInfo Of(TakeStart start, int track, string project) => new()
    {
        Format = start.Format,
        RateHz = start.RateHz,
        Channels = [new WavChannel(start.Tracks[track].Input + 1, start.Tracks[track].Name, Function(start, track))],
        Project = project,
        Take = NameOf(start),
        Tape = start.DeviceName,
        StartedAt = DateTimeOffset.TryParse(start.StartedAt, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : default,
        TimeReferenceFrames = start.SamplesSinceMidnight,
        PreRecordFrames = start.PreRollFrames,
        FamilyUid = start.FamilyUid,
        FamilyName = NameOf(start),
        FileSetIndex = track + 1,
        FileSetTotal = start.Tracks.Length,
        FileUid = string.Create(CultureInfo.InvariantCulture,
            $"{start.FamilyUid[..Math.Min(FamilyUidBytesInFileUid, start.FamilyUid.Length)]}{track + 1:0000}"),
    };

    private static string NameOf(TakeStart start) => start.Layer == 0
        ? SessionLayout.TakeName(start.TakeNumber)
        : $"{SessionLayout.TakeName(start.TakeNumber)} {SessionLayout.LayerName(start.Layer)}";

    // iXML's dictionary of track functions, "for stereo recordings": http://www.gallery.co.uk/ixml/function_dictionary.html
    private static string Function(TakeStart start, int track) => StereoPairs.PartnerOf(start.Tracks, track, one => one.Name) switch
    {
        null => "",
        var partner => partner > track ? "LEFT" : "RIGHT",
    };
}
