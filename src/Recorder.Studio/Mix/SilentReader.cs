using Recorder.Core.Units;
using Recorder.Media.Audio;

namespace Recorder.Studio.Mix;

/// <summary>Stands in for a track whose file is gone: as long as another one, and silent, so that strips keep their places.</summary>
internal sealed class SilentReader : IAudioReader
{
    /// <summary>Takes rate and length of another track's reader, and closes it.</summary>
    public SilentReader(IAudioReader like)
    {
        (Name, RateHz, Frames, NativeFormat) = (like.Name, like.RateHz, like.Frames, like.NativeFormat);
        like.Dispose();
    }

    public string Name { get; }
    public int Channels => 1;
    public int RateHz { get; }
    public long Frames { get; }
    public SampleFormat NativeFormat { get; }
    public bool IsTruncated => false;
    public AudioMetadata Metadata => AudioMetadata.None;
    public long Position { get; private set; }

    public int Read(Span<float> planar, int strideFrames, int frames)
    {
        frames = Advance(frames);
        planar[..frames].Clear();
        return frames;
    }

    public int ReadWords(Span<int> planarWords, int strideFrames, int frames)
    {
        frames = Advance(frames);
        planarWords[..frames].Clear();
        return frames;
    }

    public void Seek(long frame) => Position = Math.Clamp(frame, 0, Frames);

    public void Dispose()
    {
    }

    private int Advance(int frames)
    {
        frames = (int)Math.Min(frames, Frames - Position);
        Position += frames;
        return frames;
    }
}
