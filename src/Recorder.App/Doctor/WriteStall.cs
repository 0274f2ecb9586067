using Recorder.Core.Ports;

namespace Recorder.App.Doctor;

/// <summary>How long a disk kept a writer waiting while it was written to as takes are.</summary>
/// <param name="Worst">The longest single write or flush.</param>
/// <param name="Flushes">Flushes that were timed.</param>
/// <param name="Bytes">Bytes written.</param>
/// <param name="Error">What the disk answered when it refused; None otherwise.</param>
internal sealed record WriteStall(TimeSpan Worst, int Flushes, long Bytes, StoreError Error = StoreError.None)
{
    /// <summary>Most that is ever written.</summary>
    public const long MostBytes = 64 << 20;

    private const int WritesPerSecond = 10;
    private const int WritesPerFlush = 5;
    private static readonly TimeSpan LongestTest = TimeSpan.FromSeconds(4);

    /// <summary>Writes one file per track in real time, all of them flushed at once twice a second, and takes the time of each step.</summary>
    /// <param name="store">An empty folder on the disk in question; the files stay there.</param>
    /// <param name="tracks">Tracks of a take.</param>
    /// <param name="bytesPerSecond">Bytes of all tracks in a second.</param>
    /// <param name="time">The clock that the steps are measured with.</param>
    /// <param name="wait">Waits for the next write to be due.</param>
    public static WriteStall Measure(IRecordingStore store, int tracks, long bytesPerSecond, TimeProvider time, Action<TimeSpan> wait)
    {
        var block = new byte[Math.Max(1, bytesPerSecond / tracks / WritesPerSecond)];
        // Not zeros: a card may take those for nothing.
        new Random(1).NextBytes(block);
        var steps = (int)Math.Clamp(MostBytes / (block.LongLength * tracks), WritesPerFlush, LongestTest.TotalSeconds * WritesPerSecond);
        var files = new List<IRecordingFile>();
        try
        {
            for (var track = 0; track < tracks; track++)
            {
                if (store.Create($"{track + 1}", out var file) is var refused and not StoreError.None)
                    return new WriteStall(TimeSpan.Zero, 0, 0, refused);
                files.Add(file!);
            }
            return Write(store, files, block, steps, time, wait);
        }
        finally
        {
            foreach (var file in files)
                file.Dispose();
        }
    }

    private static WriteStall Write(IRecordingStore store, List<IRecordingFile> files, byte[] block, int steps, TimeProvider time, Action<TimeSpan> wait)
    {
        var (worst, flushes, bytes) = (TimeSpan.Zero, 0, 0L);
        var begun = time.GetTimestamp();
        for (var step = 0; step < steps; step++)
        {
            foreach (var file in files)
            {
                if (Timed(() => file.Write((long)step * block.Length, block)) is var refused and not StoreError.None)
                    return new WriteStall(worst, flushes, bytes, refused);
                bytes += block.Length;
            }
            if ((step + 1) % WritesPerFlush == 0)
            {
                if (Timed(store.Commit) is var refused and not StoreError.None)
                    return new WriteStall(worst, flushes, bytes, refused);
                flushes++;
            }
            var early = TimeSpan.FromSeconds((double)(step + 1) / WritesPerSecond) - time.GetElapsedTime(begun);
            if (early > TimeSpan.Zero)
                wait(early);
        }
        return new WriteStall(worst, flushes, bytes);

        StoreError Timed(Func<StoreError> act)
        {
            var from = time.GetTimestamp();
            var outcome = act();
            var took = time.GetElapsedTime(from);
            worst = took > worst ? took : worst;
            return outcome;
        }
    }
}
