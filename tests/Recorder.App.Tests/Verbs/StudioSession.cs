using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

/// <summary>A recorded session of three short tracks, and a finished file, made once for the tests of a class.</summary>
public sealed class StudioSession : IDisposable
{
    private const int RateHz = 48000;
    private readonly TemporaryFolder folder = new();

    /// <summary>Records it with the program itself.</summary>
    public StudioSession()
    {
        var random = new Random(1);
        Write("inputs/1 Kick.wav", 3, t => 0.6 * Math.Exp(-(t * 2 % 1) * 12) * Math.Sin(2 * Math.PI * 60 * t));
        Write("inputs/2 Guitar.wav", 3, t => 0.1 * (Math.Sin(2 * Math.PI * 330 * t) + Math.Sin(2 * Math.PI * 415 * t)));
        Write("inputs/3 Voice.wav", 3, t => 0.2 * Math.Sin(2 * Math.PI * 220 * t) + 0.02 * random.NextDouble());
        Write("tone.wav", 4, t => 0.2 * Math.Sin(2 * Math.PI * 1000 * t));
        var (code, _, error) = RecorderProgram.Run("record", "--device", $"files:{File("inputs")}", "--session", Session, "--speed", "max");
        Assert.True(code == 0, error);
    }

    /// <summary>The session's folder.</summary>
    public string Session => File("Tuesday");

    /// <summary>A mono tone of 1 kHz: -14 dBFS, -17 LUFS.</summary>
    public string Tone => File("tone.wav");

    /// <summary>A path beside the session.</summary>
    public string File(params string[] parts) => folder.File(parts);

    /// <summary>Runs the program; asserts its exit code and that what it has to complain about is one sentence.</summary>
    public static string Refused(int exitCode, params string[] arguments)
    {
        var (code, output, error) = RecorderProgram.Run(arguments);
        Assert.True(code == exitCode, $"exit code {code}: {output}{error}");
        var sentence = Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", sentence, StringComparison.Ordinal);
        Assert.Empty(output);
        return sentence;
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private void Write(string name, double seconds, Func<double, double> sample)
    {
        var path = File(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var samples = Enumerable.Range(0, (int)(seconds * RateHz)).Select(i => (float)sample((double)i / RateHz)).ToArray();
        using var writer = AudioFile.Create(
            path, new AudioFileSpec { Kind = AudioFileKind.Wav, Format = SampleFormat.S24, Channels = 1, RateHz = RateHz });
        writer.Write(samples, samples.Length, samples.Length);
        writer.Complete();
    }
}
