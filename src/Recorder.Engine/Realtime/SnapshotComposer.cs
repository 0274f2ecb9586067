using Recorder.Core.Realtime;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Engine.Overdub;
using Recorder.Engine.SecondCopy;
using Recorder.Session.Journal;

namespace Recorder.Engine.Realtime;

/// <summary>Gathers what the threads of the engine know into one snapshot; allocates nothing.</summary>
internal sealed class SnapshotComposer(
    TimeProvider time, TransportMachine transport, CaptureLoop capture, FrameRing ring, DiskLoop disk, CommitLoop commits, SecondCopyLoop copies,
    InputMeters meters, InputBoard inputs, CalmWatch calm, SnapshotSink? sink)
{
    private const int PublishEveryMs = 10;
    private const double SlowDiskSeconds = 4;
    private const double LittleRoomSeconds = 600;

    private readonly FixedText interfaceName = FixedText.From(inputs.DeviceName);
    private readonly FixedText interfaceKey = FixedText.From(inputs.DeviceKey);
    private readonly Lock copying = new();
    private EngineSnapshot snapshot;
    private EngineSnapshot published;
    private long publishedAtMs;
    private long committedAtMs;
    private long committedFrames;
    private long lostAtLastLook;
    private long unsafeHighWaterFrames;

    /// <summary>Told into every snapshot by the monitor; nothing when there is none.</summary>
    public MonitorDesk? Monitor { get; init; }

    /// <summary>Adds what is known beside the engine.</summary>
    public SnapshotDetail? Detail { get; init; }

    /// <summary>Told into every snapshot when layers can be recorded.</summary>
    public OverdubDesk? Overdub { get; set; }

    /// <summary>Takes that have ended since the engine began.</summary>
    public int TakesEnded { get; set; }

    /// <summary>The most frames of the current take that were ever not safe; reset with each take.</summary>
    public long UnsafeHighWaterFrames
    {
        get => Volatile.Read(ref unsafeHighWaterFrames);
        set => Volatile.Write(ref unsafeHighWaterFrames, value);
    }

    /// <summary>Milliseconds of the machine's monotonic clock.</summary>
    public long NowMs => (long)(time.GetTimestamp() * (1000.0 / time.TimestampFrequency));

    /// <summary>Publishes when it is time.</summary>
    public void PublishIfDue()
    {
        if (NowMs - publishedAtMs >= PublishEveryMs)
            Publish();
    }

    /// <summary>Publishes now.</summary>
    public void Publish()
    {
        publishedAtMs = NowMs;
        snapshot.PublishedAtMs = publishedAtMs;
        snapshot.ProcessId = Environment.ProcessId;
        snapshot.Transport = transport.State;
        DescribeInterface();
        DescribeTake();
        snapshot.RingCapacityFrames = ring.CapacityFrames;
        snapshot.RingUsedFrames = ring.HeldFrames;
        snapshot.RingHighWaterFrames = capture.HighWaterFrames;
        snapshot.MemoryFrames = ring.WrittenFrames - ring.OldestFrame;
        snapshot.FreeBytes = commits.FreeBytes;
        snapshot.BytesPerSecond = inputs.BytesPerSecond;
        DescribeSecondCopy();
        snapshot.AllocatedBytesInTake = calm.AllocatedBytes;
        snapshot.CollectionsInTake = calm.Collections;
        Monitor?.CopyTo(ref snapshot);
        Detail?.Invoke(ref snapshot);
        Overdub?.CopyTo(ref snapshot);
        sink?.Invoke(in snapshot);
        // Whoever copies at this moment gets the one before; the capture thread does not wait for anyone.
        if (!copying.TryEnter())
            return;
        published = snapshot;
        copying.Exit();
    }

    /// <summary>Any thread: the newest snapshot, whole.</summary>
    public void Copy(ref EngineSnapshot target)
    {
        lock (copying)
            target = published;
    }

    private void DescribeInterface()
    {
        snapshot.InterfacePresent = capture.IsPresent ? 1 : 0;
        snapshot.Channels = capture.Format.Channels;
        snapshot.RateHz = capture.Format.RateHz;
        snapshot.Format = (int)inputs.Format;
        snapshot.InterfaceName = interfaceName;
        snapshot.InterfaceKey = interfaceKey;
        snapshot.RateBits = inputs.RateBits;
        snapshot.DeviceBufferFrames = capture.Format.BufferFrames;
        snapshot.DriftPpm = capture.Clock.DriftPpm;
        snapshot.ReturnedChannels = capture.IsPresent ? 0 : capture.OtherChannels;
        snapshot.ReturnedRateHz = capture.IsPresent ? 0 : capture.OtherRateHz;
        snapshot.RunsAtHz = capture.Clock.RunsAtHz;
        for (var i = 0; i < Math.Min(capture.Format.Channels, EngineSnapshot.MaxChannels); i++)
        {
            snapshot.Inputs[i] = meters.Read(i);
            snapshot.Inputs[i].Armed = inputs.IsArmed(i) ? 1 : 0;
            snapshot.InputNames[i] = inputs.NameText(i);
        }
    }

    private void DescribeTake()
    {
        snapshot.TakeEndedCount = TakesEnded;
        if (disk.Current is not { } take)
        {
            snapshot.Fault = capture.IsPresent ? EngineFault.None : EngineFault.InterfaceGone;
            return;
        }
        if (take.Files.Start.TakeNumber != snapshot.TakeNumber)
            (committedFrames, committedAtMs, lostAtLastLook) = (0, 0, 0);
        var safe = take.Copy.IsCarrying ? take.Copy.SafeFrames : take.SafeFrames;
        if (safe != committedFrames)
            (committedFrames, committedAtMs) = (safe, publishedAtMs);
        snapshot.TakeNumber = take.Files.Start.TakeNumber;
        snapshot.TrackCount = take.Files.Tracks.Length;
        snapshot.TakeFrames = take.CapturedFrames;
        snapshot.CommittedFrames = safe;
        snapshot.LastCommitAtMs = committedAtMs;
        snapshot.MarkerCount = take.Markers.Count;
        snapshot.DropoutCount = take.DropoutCount;
        if ((take.Phase == TakePhase.Running || take.Copy.IsCarrying) && snapshot.TakeFrames - safe > UnsafeHighWaterFrames)
            UnsafeHighWaterFrames = snapshot.TakeFrames - safe;
        DescribeFault(take);
    }

    // The copy's own thread may be stuck in the stick for a minute: how far it is behind is counted here.
    private void DescribeSecondCopy()
    {
        ref var copy = ref snapshot.SecondCopy;
        copies.CopyTo(ref copy);
        copy.CarriesTake = disk.Current?.Copy.IsCarrying == true ? 1 : 0;
        copy.OnlyHereFrames = disk.Current?.Left.TotalFrames ?? 0;
        if (disk.Current is not { } take || copy.TakeNumber != take.Files.Start.TakeNumber || copy.Phase is not (SecondCopyPhase.Copying or SecondCopyPhase.Behind))
            return;
        copy.SafeFrames = take.Copy.SafeFrames;
        copy.BehindFrames = Math.Max(0, take.CapturedFrames - copy.SafeFrames);
        copy.Phase = copy.BehindFrames > SecondCopyLoop.BehindSeconds * capture.Format.RateHz ? SecondCopyPhase.Behind : SecondCopyPhase.Copying;
    }

    private void DescribeFault(TakeWriter take)
    {
        var lost = take.CountLost();
        var isLosing = lost > lostAtLastLook;
        lostAtLastLook = lost;
        snapshot.LostFrames = lost;
        // What memory already held when REC was pressed says nothing about the disk.
        var writtenFrames = Math.Max(snapshot.CommittedFrames, take.Files.Start.PreRollFrames);
        var behindSeconds = (double)(snapshot.TakeFrames - writtenFrames) / capture.Format.RateHz;
        var fault = take.StopReason switch
        {
            StopReason.DiskFull => EngineFault.DiskFull,
            StopReason.DiskError => EngineFault.DiskError,
            _ when !capture.IsPresent => EngineFault.InterfaceGone,
            _ when isLosing => EngineFault.FramesLost,
            _ when take.Phase == TakePhase.Running && behindSeconds > SlowDiskSeconds => EngineFault.SlowDisk,
            // What is to come is worth more than what was: losses stand in the report.
            _ when commits.FreeBytes < LittleRoomSeconds * inputs.BytesPerSecond => EngineFault.TenMinutesLeft,
            _ when lost > 0 => EngineFault.FramesLost,
            _ => EngineFault.None,
        };
        // Where it went is one place, however much is lost since.
        if (fault != snapshot.Fault || (isLosing && fault != EngineFault.InterfaceGone))
            snapshot.FaultFrame = snapshot.TakeFrames;
        snapshot.Fault = fault;
    }
}
