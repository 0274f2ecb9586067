using Recorder.Core.Faults;
using Recorder.Dsp.Loudness;
using Recorder.Dsp.Mastering;
using Recorder.Media.Audio;

namespace Recorder.Studio.Mastering;

/// <summary>A file of one or two channels as the source of a master, at its own rate or converted.</summary>
public sealed class FileSource : IFrameSource, IDisposable
{
    private const int BlockFrames = 4096;

    private readonly IAudioReader reader;
    private readonly float[] block;
    private readonly float[] converted;
    private readonly bool converts;
    private readonly IProgress<double>? progress;
    private readonly CancellationToken cancel;
    private SampleRateConverter? converter;
    private int blockFrames, usedFrames;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Any file that can be read.</param>
    /// <param name="rateHz">The rate wanted; null for the file's own.</param>
    /// <param name="progress">The share of the file read in this pass, 0 to 1.</param>
    /// <param name="cancel">Ends the reading, and with it whatever reads.</param>
    /// <exception cref="RecorderException">It cannot be read, has more than two channels, or too low a rate.</exception>
    public FileSource(string path, int? rateHz = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        (this.progress, this.cancel) = (progress, cancel);
        reader = AudioFile.Open(path);
        if (WhyNot(reader) is { } sentence)
        {
            reader.Dispose();
            throw new RecorderException(FaultKind.UnreadableInput, sentence);
        }
        RateHz = rateHz ?? reader.RateHz;
        converts = RateHz != reader.RateHz;
        block = new float[Channels * BlockFrames];
        converted = new float[converts ? Channels * BlockFrames : 0];
        Rewind();
    }

    /// <inheritdoc/>
    public int Channels => reader.Channels;

    /// <inheritdoc/>
    public int RateHz { get; }

    /// <summary>Tags and markers of the file.</summary>
    public AudioMetadata Metadata => reader.Metadata;

    /// <inheritdoc/>
    public int Read(Span<float> left, Span<float> right)
    {
        cancel.ThrowIfCancellationRequested();
        progress?.Report((double)reader.Position / Math.Max(1, reader.Frames));
        var wanted = Math.Min(left.Length, BlockFrames);
        if (!converts)
            return Give(block, reader.Read(block, BlockFrames, wanted), left, right);
        while (true)
        {
            if (usedFrames == blockFrames)
                (blockFrames, usedFrames) = (reader.Read(block, BlockFrames, BlockFrames), 0);
            if (blockFrames == 0)
                return Give(converted, converter!.Flush(converted, BlockFrames, wanted), left, right);
            var step = converter!.Process(
                block.AsSpan(usedFrames), BlockFrames, blockFrames - usedFrames, converted, BlockFrames, wanted);
            usedFrames += step.Consumed;
            if (step.Produced > 0)
                return Give(converted, step.Produced, left, right);
        }
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        reader.Seek(0);
        (blockFrames, usedFrames) = (0, 0);
        converter?.Dispose();
        converter = converts ? new SampleRateConverter(Channels, reader.RateHz, RateHz) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        converter?.Dispose();
        reader.Dispose();
    }

    private static string? WhyNot(IAudioReader reader) =>
        reader.Channels > 2
            ? $"{reader.Name} has {reader.Channels} channels: nothing was written; a master is made from mono or stereo, mix it first."
        : reader.RateHz < LoudnessMeter.LowestRateHz
            ? $"{reader.Name} has {reader.RateHz} frames a second, too few to have a loudness: nothing was written; it may not be music."
        : null;

    private int Give(float[] planar, int frames, Span<float> left, Span<float> right)
    {
        planar.AsSpan(0, frames).CopyTo(left);
        if (Channels == 2)
            planar.AsSpan(BlockFrames, frames).CopyTo(right);
        return frames;
    }
}
