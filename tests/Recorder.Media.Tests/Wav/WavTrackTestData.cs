using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Samples;
using Recorder.Media.Wav;

namespace Recorder.Media.Tests.Wav;

/// <summary>A take to write and what must be read back.</summary>
internal static class WavTrackTestData
{
    internal static WavTrackInfo Info(SampleFormat format, int channels = 1) => new()
    {
        Format = format,
        RateHz = 48000,
        Channels = [.. Enumerable.Range(1, channels).Select(input => new WavChannel(input, $"Öl & <Snare> {input}"))],
        Project = "Probe 7",
        Scene = "Song 3",
        Take = "T0012",
        Tape = "2026-05-01",
        Note = "second verse is the good one",
        StartedAt = new DateTimeOffset(2026, 5, 1, 20, 30, 15, 500, TimeSpan.FromHours(2)),
        FamilyUid = "c2b7e0a4",
        FileSetIndex = 3,
        FileSetTotal = 16,
        FileUid = "c2b7e0a4-03",
        PreRecordFrames = 4800,
    };

    internal static readonly AudioMarker[] Markers =
        [new(new FramePosition(10), "Intro"), new(new FramePosition(77), "Vers zwei ♫"), new(new FramePosition(90), "")];

    /// <summary>Packed samples that differ everywhere; floats stay in ±1.</summary>
    internal static byte[] PackedSamples(SampleFormat format, int samples, int seed = 1)
    {
        var random = new Random(seed);
        var floats = new float[samples];
        for (var i = 0; i < samples; i++)
            floats[i] = (float)((random.NextDouble() * 1.8) - 0.9);
        var words = new int[samples];
        SampleConversion.FloatsToWords(format, floats, words);
        var packed = new byte[samples * format.BytesPerSample()];
        SampleConversion.PackWords(format, words, packed);
        return packed;
    }

    internal static WavTrackWriter Create(IRecordingStore store, string path, WavTrackInfo info)
    {
        var writer = WavTrackWriter.Create(store, path, info, out var error);
        Assert.Equal(StoreError.None, error);
        return writer!;
    }

    /// <summary>A file's samples as it keeps them.</summary>
    internal static byte[] Packed(WavReader reader)
    {
        var bytes = new byte[reader.Frames * reader.Format.BytesPerFrame];
        Assert.Equal(reader.Frames, reader.ReadPacked(bytes, (int)reader.Frames));
        return bytes;
    }
}
