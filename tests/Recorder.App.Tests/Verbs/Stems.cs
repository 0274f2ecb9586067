using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Samples;

namespace Recorder.App.Tests.Verbs;

/// <summary>WAV files with noise in them, to be recorded from and compared with.</summary>
internal static class Stems
{
    public const int RateHz = 48000;

    /// <summary>Writes mono files of these lengths; the words that are in them.</summary>
    public static int[][] Write(string folder, SampleFormat format, params int[] lengthFrames)
    {
        Directory.CreateDirectory(folder);
        var stems = new int[lengthFrames.Length][];
        for (var i = 0; i < stems.Length; i++)
        {
            stems[i] = Noise(lengthFrames[i], format, seed: i + 1);
            var spec = new AudioFileSpec { Kind = AudioFileKind.Wav, Format = format, Channels = 1, RateHz = RateHz };
            using var file = AudioFile.Create(Path.Combine(folder, $"{i + 1:00} Mic.wav"), spec);
            file.WriteWords(stems[i], stems[i].Length, stems[i].Length);
            file.Complete();
        }
        return stems;
    }

    /// <summary>All words of a mono file.</summary>
    public static int[] Read(string path)
    {
        using var reader = AudioFile.Open(path);
        var words = new int[reader.Frames];
        for (var done = 0; done < words.Length;)
        {
            var got = reader.ReadWords(words.AsSpan(done), words.Length - done, words.Length - done);
            Assert.NotEqual(0, got);
            done += got;
        }
        return words;
    }

    private static int[] Noise(int frames, SampleFormat format, int seed)
    {
        var words = new int[frames];
        var random = new Random(seed);
        for (var i = 0; i < frames; i++)
        {
            var word = random.Next(int.MinValue, int.MaxValue);
            words[i] = format switch
            {
                SampleFormat.S16 => word & unchecked((int)0xFFFF0000),
                SampleFormat.S24 => word & unchecked((int)0xFFFFFF00),
                SampleFormat.S32 => word,
                _ => BitConverter.SingleToInt32Bits(word / 2147483648f),
            };
        }
        return words;
    }
}
