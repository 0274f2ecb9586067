using Recorder.Core.Units;
using Recorder.Dsp.Mixing;
using Recorder.Media.Audio;
using Recorder.Session.Folders;
using Recorder.Session.Layers;

namespace Recorder.Studio.Mix;

/// <summary>A track with the layers that are heard over it.</summary>
internal sealed class LayeredReader : IAudioReader
{
    private const int BlockFrames = 4096;

    private readonly IAudioReader own;
    private readonly (TrackLayer Layer, IAudioReader Reader)[] layers;
    private readonly float[] over = new float[BlockFrames];

    private LayeredReader(IAudioReader own, (TrackLayer Layer, IAudioReader Reader)[] layers) => (this.own, this.layers) = (own, layers);

    /// <summary>Takes over a track's reader; a layer whose file is gone is not heard.</summary>
    public static IAudioReader Over(IAudioReader own, Track track)
    {
        var opened = new List<(TrackLayer Layer, IAudioReader Reader)>();
        try
        {
            foreach (var layer in track.Layers.Where(layer => File.Exists(layer.File)))
                opened.Add((layer, AudioFile.Open(layer.File)));
            return opened.Count == 0 ? own : new LayeredReader(own, [.. opened]);
        }
        catch
        {
            opened.ForEach(one => one.Reader.Dispose());
            own.Dispose();
            throw;
        }
    }

    public string Name => own.Name;
    public int Channels => 1;
    public int RateHz => own.RateHz;
    public long Frames => own.Frames;
    public SampleFormat NativeFormat => SampleFormat.F32;
    public bool IsTruncated => own.IsTruncated;
    public AudioMetadata Metadata => own.Metadata;
    public long Position => own.Position;

    public int Read(Span<float> planar, int strideFrames, int frames)
    {
        var position = own.Position;
        frames = own.Read(planar, strideFrames, Math.Min(frames, BlockFrames));
        foreach (var (layer, reader) in layers)
            LayOver(planar[..frames], position, layer, reader);
        return frames;
    }

    public int ReadWords(Span<int> planarWords, int strideFrames, int frames) =>
        Read(System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(planarWords), strideFrames, frames);

    public void Seek(long frame) => own.Seek(frame);

    public void Dispose()
    {
        own.Dispose();
        foreach (var (_, reader) in layers)
            reader.Dispose();
    }

    private void LayOver(Span<float> samples, long position, TrackLayer layer, IAudioReader reader)
    {
        var from = Math.Max(position, layer.StartFrame);
        var to = Math.Min(position + samples.Length, layer.EndFrame);
        if (from >= to)
            return;
        var wanted = (int)(to - from);
        if (reader.Position != from - layer.StartFrame)
            reader.Seek(from - layer.StartFrame);
        var done = 0;
        while (done < wanted && reader.Read(over.AsSpan(done), wanted - done, wanted - done) is var count and > 0)
            done += count;
        over.AsSpan(done, wanted - done).Clear();
        LayerFade.Replace(
            samples.Slice((int)(from - position), wanted), over.AsSpan(0, wanted), from - layer.StartFrame, layer.EndFrame - layer.StartFrame,
            (int)(LayerStack.FadeSeconds * RateHz));
    }
}
