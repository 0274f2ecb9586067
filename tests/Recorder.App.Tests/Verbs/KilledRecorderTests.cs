using System.Diagnostics;
using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Linux.Store;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

/// <summary>The program records in real time and is cut off with SIGKILL, a hundred times, whenever it happens to be.</summary>
public sealed class KilledRecorderTests
{
    private const int Kills = 100;
    private const int AtOnce = 8;
    private const int InputFrames = 10 * Stems.RateHz;
    private const int LongestWaitMs = 1200;

    [Fact]
    public async Task A_hundred_kills_cost_at_most_a_second_each()
    {
        using var folder = new TemporaryFolder();
        var stems = Stems.Write(folder.File("in"), SampleFormat.S24, InputFrames, InputFrames, InputFrames, InputFrames);
        var random = new Random(20310506);
        var waitsMs = Enumerable.Range(0, Kills).Select(_ => random.Next(LongestWaitMs)).ToArray();
        await Parallel.ForAsync(
            0, Kills, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            (kill, _) =>
            {
                var session = folder.File($"session{kill}");
                var sinceSteady = Record(folder.File("in"), session, waitsMs[kill]);
                AssertRecovers(session, stems, sinceSteady);
                Directory.Delete(session, recursive: true);
                return ValueTask.CompletedTask;
            });
    }

    private static TimeSpan Record(string input, string session, int waitMs)
    {
        using var running = RecorderProcess.Start("record", "--device", "files:" + input, "--session", session);
        running.WaitForSteadyLight();
        var steadyAt = Stopwatch.GetTimestamp();
        Assert.False(running.EndsWithin(TimeSpan.FromMilliseconds(waitMs)), "it ended by itself");
        var sinceSteady = Stopwatch.GetElapsedTime(steadyAt);
        running.Kill();
        return sinceSteady;
    }

    private static void AssertRecovers(string session, int[][] stems, TimeSpan sinceSteady)
    {
        using (var store = new DiskStore(session))
        {
            var report = Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes);
            Assert.Null(report.Trouble);
            // From the steady light on sound was coming in; before it there was some already.
            Assert.True(report.KeptFrames >= (sinceSteady.TotalSeconds - 1) * Stems.RateHz,
                $"{report.KeptFrames} frames are left of at least {sinceSteady.TotalSeconds:0.00} s");
            Assert.NotEqual(0, report.KeptFrames);
        }
        var take = Assert.Single(SessionFolder.Open(session).ReadTakes());
        Assert.Equal(StopReason.Recovered, take.Journal.Stop!.Value.Reason);
        Assert.Empty(take.Journal.Dropouts);
        Assert.Empty(take.Journal.TrackLosses);
        for (var i = 0; i < stems.Length; i++)
        {
            var words = Stems.Read(take.Tracks[i].File);
            Assert.Equal(take.Journal.Stop.Value.Frames, words.Length);
            var same = words.AsSpan().CommonPrefixLength(stems[i]);
            Assert.True(same == words.Length, $"track {i + 1} is what was played up to frame {same} of {words.Length}");
        }
    }
}
