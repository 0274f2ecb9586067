using Recorder.App.Configuration;
using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Link.SharedMemory;
using Recorder.Linux.Store;

namespace Recorder.App.Doctor;

/// <summary>The disk under the session's folder.</summary>
internal static class SessionDisk
{
    // Hidden, and of one name, so that what a killed doctor left is cleared away by the next.
    private const string TestFolder = ".recorder-doctor";
    private const long RoomToSpare = 4;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly CaptureFormat Ordinary = new(16, 48000, SampleFormat.S24, 0);

    /// <summary>What the running engine says; without one what the interface says, and without that an ordinary one is assumed.</summary>
    public static EngineAccount AccountOf(RecorderConfig config)
    {
        var freeBytes = FreeBytes(ExistingFolder(config.Session));
        if (RunningEngine(config) is { } engine)
        {
            var isTakeRunning = engine.Transport is TransportState.Starting or TransportState.Recording or TransportState.Ending;
            return new EngineAccount(engine.Channels, engine.RateHz, engine.BytesPerSecond, freeBytes, IsAssumed: false, isTakeRunning);
        }
        var (format, isAssumed) = FormatOf(config);
        var fileFormat = SampleFormats.TryParse(config.Format, out var chosen) ? chosen : format.Format;
        var bytesPerSecond = (long)format.Channels * format.RateHz * fileFormat.BytesPerSample();
        return new EngineAccount(format.Channels, format.RateHz, bytesPerSecond, freeBytes, isAssumed, IsTakeRunning: false);
    }

    /// <summary>Writes a few seconds of a take's pattern beside the takes and clears it away; null where that would harm.</summary>
    public static WriteStall? Measure(string session, EngineAccount account)
    {
        if (account.IsTakeRunning || account.FreeBytes < RoomToSpare * WriteStall.MostBytes)
            return null;
        var folder = Path.Combine(ExistingFolder(session), TestFolder);
        try
        {
            ClearAway(folder);
            using var store = new DiskStore(folder);
            return WriteStall.Measure(store, account.Channels, account.BytesPerSecond, TimeProvider.System, Thread.Sleep);
        }
        catch (Exception trouble) when (trouble is RecorderException or IOException or UnauthorizedAccessException)
        {
            return new WriteStall(TimeSpan.Zero, 0, 0, StoreError.ReadOnly);
        }
        finally
        {
            ClearAway(folder);
        }
    }

    // As the engine counts them.
    private static long NowMs => (long)(TimeProvider.System.GetTimestamp() * (1000.0 / TimeProvider.System.TimestampFrequency));

    private static void ClearAway(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static EngineSnapshot? RunningEngine(RecorderConfig config)
    {
        using var reader = SnapshotReader.TryOpen(config.Link.Snapshot);
        return reader is not null && reader.TryRead(out var snapshot) && snapshot.Channels > 0
            && NowMs - snapshot.PublishedAtMs < Fresh.TotalMilliseconds
                ? snapshot
                : null;
    }

    private static (CaptureFormat Format, bool IsAssumed) FormatOf(RecorderConfig config)
    {
        try
        {
            using var device = CaptureDevices.Open(new CaptureChoice(config.Device, config.RateHz));
            return (device.Format, false);
        }
        catch (RecorderException)
        {
            return (Ordinary, true);
        }
    }

    // The session may not be begun yet: then the disk it will be on.
    private static string ExistingFolder(string session)
    {
        var folder = Path.GetFullPath(session);
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
            folder = above;
        return folder;
    }

    private static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
