using System.Text.Json;
using Recorder.Core.Units;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

public sealed class RecordVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Session => folder.File("session");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SampleFormat.S16), InlineData(SampleFormat.S24), InlineData(SampleFormat.S32), InlineData(SampleFormat.F32)]
    public void Tracks_are_the_files_bit_for_bit(SampleFormat format)
    {
        var stems = Stems.Write(folder.File("in"), format, 100_001, 77_777, 1);
        var (exitCode, output, error) = RecorderProcess.Run(
            "record", "--device", "files:" + folder.File("in"), "--session", Session, "--speed", "max", "--json");
        Assert.Equal((0, ""), (exitCode, error));
        var take = OnlyTake();
        for (var i = 0; i < stems.Length; i++)
        {
            var words = Stems.Read(take.Tracks[i].File);
            Assert.Equal(100_001, words.Length);
            Assert.True(words.AsSpan(0, stems[i].Length).SequenceEqual(stems[i]), $"track {i + 1} differs");
            Assert.False(words.AsSpan(stems[i].Length).ContainsAnyExcept(0));
        }
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(100_001, report.GetProperty("frames").GetInt64());
        Assert.Equal("inputEnded", report.GetProperty("reason").GetString());
        // Bytes are proven where takes run warm and native; here the compiler may still be at work beside a process's first take.
        Assert.Equal(0, report.GetProperty("collections").GetInt64());
    }

    [Fact]
    public void Real_microphones_come_through_whole()
    {
        var band = SharedData.Require("multitrack", "rendered-keep-on-rolling", "dev-25s");
        Assert.Equal(0, RecorderProcess.Run("record", "--device", "files:" + band, "--session", Session, "--speed", "max").ExitCode);
        var take = OnlyTake();
        var files = Directory.GetFiles(band, "*.wav").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(files.Length, take.Tracks.Length);
        for (var i = 0; i < files.Length; i++)
            Assert.True(Stems.Read(take.Tracks[i].File).AsSpan().SequenceEqual(Stems.Read(files[i])), files[i]);
    }

    [Fact]
    public void Chosen_tracks_length_and_format_are_kept()
    {
        var stems = Stems.Write(folder.File("in"), SampleFormat.S24, 50_000, 50_000, 50_000);
        var (exitCode, _, _) = RecorderProcess.Run(
            "record", "--device", "files:" + folder.File("in"), "--session", Session, "--speed", "max",
            "--tracks", "1,3", "--seconds", "0.5", "--format", "s32");
        Assert.Equal(0, exitCode);
        var take = OnlyTake();
        Assert.Equal((SampleFormat.S32, new TakeStop(24_000, StopReason.Asked)), (take.Journal.Start!.Format, take.Journal.Stop));
        Assert.Equal([0, 2], take.Tracks.Select(track => track.Input));
        Assert.True(Stems.Read(take.Tracks[1].File).AsSpan().SequenceEqual(stems[2].AsSpan(0, 24_000)));
    }

    [Theory]
    [InlineData("INT", 2), InlineData("TERM", 15), InlineData("HUP", 1)]
    public void A_signal_ends_the_take_whole(string signal, int number)
    {
        if (IsIgnored(number))
            Assert.Skip($"{signal} is ignored here, as under nohup or in the background, and so by the programs started from here.");
        using var running = RecorderProcess.Start("record", "--device", "band:2", "--session", Session);
        running.WaitForSteadyLight();
        running.Signal(signal);
        Assert.Equal(0, running.Finish().ExitCode);
        Assert.Equal(StopReason.Asked, OnlyTake().Journal.Stop!.Value.Reason);
    }

    // Programs inherit what is ignored; the mask's lowest bit stands for signal 1.
    private static bool IsIgnored(int number)
    {
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (Convert.ToUInt64(mask, 16) >> (number - 1) & 1) != 0;
    }

    [Fact]
    public void A_second_recorder_is_refused_and_the_first_goes_on()
    {
        using var running = RecorderProcess.Start("record", "--device", "band:2", "--session", Session);
        running.WaitForSteadyLight();
        var (exitCode, _, error) = RecorderProcess.Run("record", "--device", "band:2", "--session", Session);
        Assert.Equal(5, exitCode);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        running.Signal("TERM");
        Assert.Equal(0, running.Finish().ExitCode);
        Assert.True(OnlyTake().Journal.IsClosed);
    }

    [Theory]
    [InlineData(3, "--device", "files:/nowhere")]
    [InlineData(2, "--device", "band:2", "--tracks", "2-1")]
    [InlineData(2, "--device", "band:2", "--tracks", "3")]
    [InlineData(2, "--device", "band:2", "--format", "s8")]
    [InlineData(2, "--device", "band:2", "--seconds", "-1")]
    [InlineData(2, "--device", "band:2", "--speed", "warp")]
    [InlineData(2, "--device", "band:2", "--pre-roll", "61")]
    [InlineData(2, "--device", "band:2", "--volume", "11")]
    public async Task What_cannot_be_done_is_one_sentence_and_leaves_nothing(int exitCode, params string[] words)
    {
        var (actual, output, error) = await CommandLineTests.Run(["record", "--session", Session, .. words]);
        Assert.Equal((exitCode, ""), (actual, output));
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(Session, SessionLayout.Takes)));
    }

    private Take OnlyTake() => Assert.Single(SessionFolder.Open(Session).ReadTakes());
}
