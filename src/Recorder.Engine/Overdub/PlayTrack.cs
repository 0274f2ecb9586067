using System.Runtime.InteropServices;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Dsp.Mixing;
using Recorder.Media.Samples;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.Engine.Overdub;

/// <summary>One track of a take as it is played: its own file, if it has one, and the layers that lie over it.</summary>
internal sealed class PlayTrack : IDisposable
{
    private readonly OpenFile? own;
    private readonly OpenFile[] layers;
    private readonly SampleFormat format;
    private readonly int fadeFrames;

    private PlayTrack(OpenFile? own, OpenFile[] layers, TakeStart take)
    {
        (this.own, this.layers, format) = (own, layers, take.Format);
        fadeFrames = (int)(LayerStack.FadeSeconds * take.RateHz);
    }

    /// <summary>Opens the files of a track.</summary>
    /// <returns>Null when one is not there or is not as it should be.</returns>
    public static PlayTrack? TryOpen(IRecordingStore store, TakeStart take, LayeredTrack track)
    {
        var opened = new List<OpenFile>();
        bool TryAdd(string path, long startFrame, long endFrame)
        {
            if (!store.Exists(path))
                return false;
            var file = store.Open(path);
            opened.Add(new OpenFile(file, WavTrackRepair.Locate(file)?.DataOffsetBytes ?? -1, startFrame, endFrame));
            return opened[^1].DataOffsetBytes >= 0;
        }
        var isThere = track.FileName is null || TryAdd(take.PathOf(track.FileName), 0, long.MaxValue);
        foreach (var span in track.Spans)
            isThere = isThere && TryAdd(SessionLayout.InLayer(take.TakeNumber, span.Layer, span.FileName), span.StartFrame, span.EndFrame);
        if (isThere)
            return track.FileName is null ? new PlayTrack(null, [.. opened], take) : new PlayTrack(opened[0], [.. opened.Skip(1)], take);
        opened.ForEach(file => file.Dispose());
        return null;
    }

    /// <summary>Reader thread: reads words from a frame of the take on; what is not there is silence.</summary>
    /// <param name="position">Frame of the take.</param>
    /// <param name="words">Words of the source's format: the take's own, or floats.</param>
    /// <param name="asFloats">Whether floats are wanted.</param>
    /// <param name="scratch">Room for as many bytes, words and floats.</param>
    public void Read(long position, Span<int> words, bool asFloats, ReadScratch scratch)
    {
        var unpacked = asFloats ? scratch.Words.AsSpan(0, words.Length) : words;
        if (own is null)
            unpacked.Clear();
        else
            Unpack(own, position, unpacked, scratch);
        if (!asFloats)
            return;
        var floats = MemoryMarshal.Cast<int, float>(words);
        SampleConversion.WordsToFloats(format, unpacked, floats);
        foreach (var layer in layers)
            LayOver(layer, position, floats, scratch);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        own?.Dispose();
        foreach (var layer in layers)
            layer.Dispose();
    }

    private void LayOver(OpenFile layer, long position, Span<float> floats, ReadScratch scratch)
    {
        var from = Math.Max(position, layer.StartFrame);
        var to = Math.Min(position + floats.Length, layer.EndFrame);
        if (from >= to)
            return;
        var words = scratch.Words.AsSpan(0, (int)(to - from));
        Unpack(layer, from - layer.StartFrame, words, scratch);
        var over = scratch.Floats.AsSpan(0, words.Length);
        SampleConversion.WordsToFloats(format, words, over);
        LayerFade.Replace(floats.Slice((int)(from - position), words.Length), over, from - layer.StartFrame, layer.EndFrame - layer.StartFrame, fadeFrames);
    }

    private void Unpack(OpenFile file, long frame, Span<int> words, ReadScratch scratch)
    {
        var bytesPerSample = format.BytesPerSample();
        var bytes = scratch.Bytes.AsSpan(0, words.Length * bytesPerSample);
        var done = 0;
        while (done < bytes.Length && file.File.Read(file.DataOffsetBytes + frame * bytesPerSample + done, bytes[done..]) is var got and > 0)
            done += got;
        bytes[done..].Clear();
        SampleConversion.UnpackWords(format, bytes, words);
    }

    private sealed record OpenFile(IRecordingFile File, long DataOffsetBytes, long StartFrame, long EndFrame) : IDisposable
    {
        public void Dispose() => File.Dispose();
    }
}

/// <summary>What all tracks of a source read into on their way.</summary>
/// <param name="frames">Frames that are read at once.</param>
internal sealed class ReadScratch(int frames)
{
    public byte[] Bytes { get; } = new byte[frames * sizeof(int)];
    public int[] Words { get; } = new int[frames];
    public float[] Floats { get; } = new float[frames];
}
