using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Simulation.Capture;
using Recorder.Simulation.Tests.Timing;
using Recorder.TestSupport;

namespace Recorder.Simulation.Tests.Capture;

public sealed class FilesCaptureDeviceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_are_inputs_in_the_order_of_their_names_and_word_for_word()
    {
        var snare = Write("02_Snare.wav", SampleFormat.S24, 1, 5000);
        var keys = Write("10_Keys.flac", SampleFormat.S24, 2, 3000);
        var kick = Write("01_Kick.wav", SampleFormat.S16, 1, 4000);
        File.WriteAllText(folder.File("notes.txt"), "no audio");
        File.WriteAllText(folder.File("._01_Kick.wav"), "what another system left");
        using var device = new FilesCaptureDevice(folder.Path, null);
        Assert.Equal(["Kick", "Snare", "Keys L", "Keys R"], device.InputNames);
        Assert.Equal(new CaptureFormat(4, 48000, SampleFormat.S24, 240), device.Format);
        Assert.False(device.IsPaced);
        var heard = ReadAll(device, 700);
        Assert.Equal(Followed(kick[0], 5000), heard[0]);
        Assert.Equal(snare[0], heard[1]);
        Assert.Equal(Followed(keys[0], 5000), heard[2]);
        Assert.Equal(Followed(keys[1], 5000), heard[3]);
    }

    [Fact]
    public void In_real_time_the_same_words_come_period_by_period()
    {
        var words = Write("a.wav", SampleFormat.S24, 2, 100_000);
        var clock = new ManualClock();
        using var device = new FilesCaptureDevice(new AudioFolder(folder.Path), "files", _ => clock);
        Assert.True(device.IsPaced);
        Assert.Equal(words, ReadAll(device, 1000));
        Assert.Equal(240, clock.Waits[0]);
        Assert.All(clock.Waits.Zip(clock.Waits.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 240));
        device.Stop();
        Assert.Equal(new CaptureResult(CaptureStatus.Frames, 0), device.Read(new PlanarWords(new int[480], 240, 0, 240, 2)));
    }

    [Fact]
    public void Floats_beside_integers_make_every_input_floats()
    {
        var floats = Write("a.wav", SampleFormat.F32, 1, 1000);
        var integers = Write("b.wav", SampleFormat.S24, 1, 900);
        using var device = new FilesCaptureDevice(folder.Path, null);
        Assert.Equal(SampleFormat.F32, device.Format.Format);
        var heard = ReadAll(device, 512);
        Assert.Equal(floats[0], heard[0]);
        Assert.Equal(Followed(integers[0], 1000).Select(word => word / 2147483648f), heard[1].Select(BitConverter.Int32BitsToSingle));
    }

    [Fact]
    public void A_loop_goes_round_for_ever()
    {
        var words = Write("a.wav", SampleFormat.S16, 1, 1000);
        Write("b.wav", SampleFormat.S16, 1, 400);
        using var device = new FilesCaptureDevice(folder.Path, null, loops: true);
        var heard = new int[2 * 3500];
        Assert.Equal(3500, device.Read(new PlanarWords(heard, 3500, 0, 3500, 2)).Frames);
        Assert.Equal([.. words[0], .. words[0], .. words[0], .. words[0][..500]], heard[..3500]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reading_allocates_nothing(bool paced)
    {
        Write("a.wav", SampleFormat.S24, 1, 300_000);
        Write("b.wav", SampleFormat.S24, 2, 300_000);
        var clock = new ManualClock();
        using var device = new FilesCaptureDevice(new AudioFolder(folder.Path), "files", _ => paced ? clock : null);
        var words = new int[3 * 1024];
        device.Start();
        var frames = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 20; i++)
                frames += device.Read(new PlanarWords(words, 1024, 0, 1024, 3)).Frames;
        }));
        Assert.True(frames > 0);
    }

    [Fact]
    public void Closing_twice_or_without_starting_does_no_harm()
    {
        Write("a.wav", SampleFormat.S24, 1, 100);
        using var device = new FilesCaptureDevice(folder.Path, TimeProvider.System);
        device.Stop();
        device.Dispose();
        device.Stop();
    }

    [Fact]
    public void Rates_that_differ_are_told_with_both_files()
    {
        Write("a.wav", SampleFormat.S16, 1, 100, 44100);
        Write("b.wav", SampleFormat.S16, 1, 100, 48000);
        var trouble = Assert.Throws<RecorderException>(() => new FilesCaptureDevice(folder.Path, null));
        Assert.Equal(FaultKind.UnreadableInput, trouble.Kind);
        Assert.Contains("a.wav has 44100 Hz and b.wav has 48000 Hz", trouble.Message);
    }

    [Fact]
    public void Formats_no_track_can_keep_together_are_told()
    {
        Write("a.wav", SampleFormat.F32, 1, 100);
        Write("b.wav", SampleFormat.S32, 1, 100);
        var trouble = Assert.Throws<RecorderException>(() => new FilesCaptureDevice(folder.Path, null));
        Assert.Contains("b.wav has 32-bit integers and a.wav has floats", trouble.Message);
    }

    [Fact]
    public void Folders_without_audio_are_told()
    {
        Refuses(folder.File("missing"), "is no folder");
        Refuses(folder.Path, "No WAV or FLAC file is in");
        File.WriteAllBytes(folder.File("a.wav"), []);
        Refuses(folder.Path, "a.wav is empty");
        Write("a.wav", SampleFormat.S16, 65, 10);
        Refuses(folder.Path, "makes 65 inputs");
    }

    [Fact]
    public void A_file_cut_short_gives_what_is_there()
    {
        var words = Write("a.wav", SampleFormat.S16, 1, 1000);
        using (var file = File.OpenWrite(folder.File("a.wav")))
            file.SetLength(file.Length - 600);
        using var device = new FilesCaptureDevice(folder.Path, null);
        var heard = ReadAll(device, 300)[0];
        Assert.InRange(heard.Length, 600, 999);
        Assert.Equal(words[0][..heard.Length], heard);
    }

    private static void Refuses(string path, string sentence)
    {
        var trouble = Assert.Throws<RecorderException>(() => new FilesCaptureDevice(path, null));
        Assert.Equal(FaultKind.UnreadableInput, trouble.Kind);
        Assert.Contains(sentence, trouble.Message);
    }

    private static int[] Followed(int[] words, int frames) => [.. words, .. new int[frames - words.Length]];

    private static int[][] ReadAll(FilesCaptureDevice device, int frames)
    {
        var channels = device.Format.Channels;
        var heard = Enumerable.Range(0, channels).Select(_ => new List<int>()).ToArray();
        var words = Enumerable.Repeat(-1, channels * frames).ToArray();
        device.Start();
        CaptureResult result;
        do
        {
            result = device.Read(new PlanarWords(words, frames, 0, frames, channels));
            for (var channel = 0; channel < channels; channel++)
                heard[channel].AddRange(words.AsSpan(channel * frames, result.Frames));
        }
        while (result.Status == CaptureStatus.Frames);
        Assert.Equal(new CaptureResult(CaptureStatus.Ended, 0), result);
        return [.. heard.Select(channel => channel.ToArray())];
    }

    private int[][] Write(string name, SampleFormat format, int channels, int frames, int rateHz = 48000)
    {
        var random = new Random(name[0]);
        var shift = format switch { SampleFormat.S16 => 16, SampleFormat.S24 => 8, _ => 0 };
        int Word() => format == SampleFormat.F32
            ? BitConverter.SingleToInt32Bits(random.NextSingle() * 2 - 1)
            : random.Next(int.MinValue, int.MaxValue) >> shift << shift;
        var rows = Enumerable.Range(0, channels).Select(_ => Enumerable.Range(0, frames).Select(_ => Word()).ToArray()).ToArray();
        var kind = name.EndsWith(".flac", StringComparison.Ordinal) ? AudioFileKind.Flac : AudioFileKind.Wav;
        var spec = new AudioFileSpec { Kind = kind, Format = format, Channels = channels, RateHz = rateHz };
        using var writer = AudioFile.Create(folder.File(name), spec);
        writer.WriteWords(rows.SelectMany(row => row).ToArray(), frames, frames);
        writer.Complete();
        return rows;
    }
}
