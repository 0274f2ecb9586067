using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.Studio.Mix;

namespace Recorder.Studio.Tests;

/// <summary>Sounds and files made for tests.</summary>
internal static class Material
{
    public const int RateHz = 48000;

    /// <summary>Like drums with something under them: two hits a second, a thump and a burst of noise over a bass note.</summary>
    public static float[] Drums(double seconds, int seed, int rateHz = RateHz)
    {
        var random = new Random(seed);
        var samples = new float[(int)(seconds * rateHz)];
        for (var i = 0; i < samples.Length; i++)
        {
            var t = (double)i / rateHz;
            var beat = t * 2 % 1;
            var thump = Math.Exp(-beat * 12) * Math.Sin(2 * Math.PI * 60 * t);
            var burst = Math.Exp(-((t * 2 + 1) % 2) * 10) * (random.NextDouble() * 2 - 1);
            samples[i] = (float)(0.5 * thump + 0.3 * burst + 0.1 * Math.Sin(2 * Math.PI * 110 * t) + 0.004 * (random.NextDouble() - 0.5));
        }
        return samples;
    }

    /// <summary>White noise between plus and minus the amplitude.</summary>
    public static float[] Noise(double seconds, int seed, float amplitude = 0.25f, int rateHz = RateHz)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)(seconds * rateHz)).Select(_ => amplitude * (2 * random.NextSingle() - 1))];
    }

    /// <summary>A sine.</summary>
    public static float[] Tone(double seconds, double frequencyHz, double peakDbfs, int rateHz = RateHz)
    {
        var gain = Math.Pow(10, peakDbfs / 20);
        return [.. Enumerable.Range(0, (int)(seconds * rateHz)).Select(i => (float)(gain * Math.Sin(2 * Math.PI * frequencyHz * i / rateHz)))];
    }

    /// <summary>Writes a WAV, 32-bit float unless said otherwise, and gives back its path.</summary>
    public static string Write(string path, int rateHz, SampleFormat format, params float[][] channels)
    {
        using var writer = AudioFile.Create(
            path, new AudioFileSpec { Kind = AudioFileKind.Wav, Format = format, Channels = channels.Length, RateHz = rateHz });
        var frames = channels[0].Length;
        writer.Write(channels.SelectMany(channel => channel).ToArray(), frames, frames);
        writer.Complete();
        return path;
    }

    /// <inheritdoc cref="Write(string, int, SampleFormat, float[][])"/>
    public static string Write(string path, params float[][] channels) => Write(path, RateHz, SampleFormat.F32, channels);

    /// <summary>All samples of a file, channel by channel.</summary>
    public static float[][] Read(string path)
    {
        using var reader = AudioFile.Open(path);
        var frames = (int)reader.Frames;
        var planar = new float[reader.Channels * frames];
        for (int at = 0, got; (got = reader.Read(planar.AsSpan(at), frames, frames - at)) > 0;)
            at += got;
        return [.. planar.Chunk(Math.Max(1, frames))];
    }

    /// <summary>A recorded take of mono tracks; null samples stand for a file that is gone.</summary>
    public static Take Take(string folder, params (string Name, float[]? Samples)[] tracks) => new(
        1, folder, new TakeJournal(), new TakeFacts(),
        [
            .. tracks.Select((track, index) =>
            {
                var file = Path.Combine(folder, $"{index + 1:00} {track.Name}.wav");
                if (track.Samples is not null)
                    Write(file, track.Samples);
                return new Track(index + 1, index, track.Name, file, track.Samples is not null);
            }),
        ]);

    /// <summary>The same, opened.</summary>
    public static TakeAudio OpenTake(string folder, params (string Name, float[]? Samples)[] tracks) => TakeAudio.Open(Take(folder, tracks));
}
