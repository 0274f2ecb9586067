namespace Recorder.Core.Snapshots;

/// <summary>One column of a drawn wave, both relative to the take's highest peak.</summary>
/// <param name="Peak">The largest magnitude, 0 to 1.</param>
/// <param name="Rms">The root of the mean square, 0 to 1.</param>
public readonly record struct PeakColumn(float Peak, float Rms);

/// <summary>
/// What a take looks like: peak and RMS of all its tracks together, a bucket of frames at a time. One thread fills it while
/// others draw what is there already.
/// </summary>
public sealed class TakePeaks
{
    /// <summary>Frames of a bucket: 21 ms at 48 kHz, a third of a pixel of a five-minute take.</summary>
    public const int BucketFrames = 1024;

    private const float Steps = byte.MaxValue;

    private readonly byte[] peaks;
    private readonly byte[] rms;
    private readonly int rateHz;
    private int filled;
    private int highest;

    /// <summary>An empty one for a take of so many frames.</summary>
    public TakePeaks(long frames, int rateHz)
    {
        var buckets = (int)((frames + BucketFrames - 1) / BucketFrames);
        (Frames, this.rateHz) = (frames, rateHz);
        (peaks, rms) = (new byte[buckets], new byte[buckets]);
    }

    /// <summary>Frames of the take.</summary>
    public long Frames { get; }

    /// <summary>Buckets of the whole take.</summary>
    public int Buckets => peaks.Length;

    /// <summary>Buckets that are there; they come in order.</summary>
    public int Filled => Volatile.Read(ref filled);

    /// <summary>Peaks, 255 = the scale's end; only the first <see cref="Filled"/> mean something.</summary>
    public ReadOnlySpan<byte> PeakBytes => peaks;

    /// <summary>RMS on the same scale.</summary>
    public ReadOnlySpan<byte> RmsBytes => rms;

    /// <summary>Adds the next bucket; one thread.</summary>
    /// <param name="peak">0 to 1 of a scale of the filler's choice, the same for the whole take.</param>
    /// <param name="rmsLevel">On the same scale.</param>
    public void Add(float peak, float rmsLevel) =>
        // What sounds at all is never nothing.
        AddBytes((byte)Math.Clamp(MathF.Ceiling(peak * Steps), 0, Steps), (byte)Math.Clamp(MathF.Round(rmsLevel * Steps), 0, Steps));

    /// <summary>Adds the next bucket as it was kept.</summary>
    public void AddBytes(byte peak, byte rmsLevel)
    {
        var next = filled;
        (peaks[next], rms[next]) = (peak, rmsLevel);
        Volatile.Write(ref highest, Math.Max(highest, peaks[next]));
        Volatile.Write(ref filled, next + 1);
    }

    /// <summary>Draws a stretch of the take, one value a column; columns that are not there yet are empty.</summary>
    public void Draw(double fromSeconds, double toSeconds, Span<PeakColumn> columns)
    {
        var (there, top) = (Filled, Math.Max(1, Volatile.Read(ref highest)));
        var perColumn = (toSeconds - fromSeconds) * rateHz / BucketFrames / columns.Length;
        var first = fromSeconds * rateHz / BucketFrames;
        for (var i = 0; i < columns.Length; i++)
        {
            var from = (int)Math.Clamp(first + i * perColumn, 0, there);
            var to = (int)Math.Clamp(Math.Max(Math.Ceiling(first + (i + 1) * perColumn), from + 1), 0, there);
            columns[i] = Column(from, to, top);
        }
    }

    private PeakColumn Column(int from, int to, int top)
    {
        var peak = 0;
        var squares = 0L;
        for (var bucket = from; bucket < to; bucket++)
        {
            peak = Math.Max(peak, peaks[bucket]);
            squares += rms[bucket] * rms[bucket];
        }
        return from >= to ? default : new((float)peak / top, MathF.Sqrt((float)squares / (to - from)) / top);
    }
}
