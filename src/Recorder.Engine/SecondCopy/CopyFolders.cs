using System.Globalization;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>Where a second copy lies on the stick, and what its parts say of themselves.</summary>
/// <remarks>
/// <code>
/// Second copy/Tuesday/takes/T0012/…        a session like any other: every verb of the program opens it
/// Second copy/Tuesday.part2/takes/T0012/…  where the first part came to the largest file the stick can hold
/// Second copy/Tuesday 2/takes/T0012/…      where another T12 of a Tuesday was there already
/// </code>
/// Names come from session and take number, never from a clock, and nothing that is there is ever written over.
/// </remarks>
internal static class CopyFolders
{
    private const string Root = "Second copy";
    private const int MostOfOneName = 1000;
    private const int PartsLookedAt = 32;
    private const long SecondsOfDay = 24 * 3600;

    /// <summary>The folder of a part, counted from 1.</summary>
    public static string OfPart(string name, int part) => part == 1
        ? $"{Root}/{name}"
        : string.Create(CultureInfo.InvariantCulture, $"{Root}/{name}.part{part}");

    /// <summary>A name under which the stick has no such take yet.</summary>
    public static string FreeName(IRecordingStore stick, string sessionName, int takeNumber)
    {
        var plain = FileNames.Sanitise(sessionName) is { Length: > 0 } given ? given : "Session";
        var name = plain;
        for (var i = 2; i < MostOfOneName && IsTaken(stick, name, takeNumber); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{plain} {i}");
        return name;
    }

    /// <summary>The take as the journal of a part begins.</summary>
    /// <param name="start">The whole take's.</param>
    /// <param name="partStart">Frame of the take at which the part begins.</param>
    public static TakeStart StartOf(TakeStart start, long partStart)
    {
        // A stick can be pulled in any start of the machine: what no flush covered may be torn.
        start = start with { BootId = "" };
        if (partStart == 0)
            return start;
        var seconds = (double)partStart / start.RateHz;
        var hasTime = DateTimeOffset.TryParse(start.StartedAt, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time);
        return start with
        {
            StartedAt = hasTime ? time.AddSeconds(seconds).ToString("o", CultureInfo.InvariantCulture) : start.StartedAt,
            SamplesSinceMidnight = (start.SamplesSinceMidnight + partStart) % (SecondsOfDay * start.RateHz),
            PreRollFrames = Math.Max(0, start.PreRollFrames - partStart),
        };
    }

    /// <summary>Frames of one part: what a file of the stick can hold beside its header and the markers behind.</summary>
    public static long PartFrames(SampleFormat format, long maxFileBytes) => maxFileBytes == long.MaxValue
        ? long.MaxValue
        : (maxFileBytes - Math.Min(MostTrailerBytes, maxFileBytes / 8)) / format.BytesPerSample();

    // Header, and the labels of as many markers as a take can have.
    private const long MostTrailerBytes = 4 << 20;

    private static bool IsTaken(IRecordingStore stick, string name, int takeNumber) =>
        Enumerable.Range(1, PartsLookedAt).Any(part => stick.Exists($"{OfPart(name, part)}/{SessionLayout.TakeFolder(takeNumber)}"));
}
