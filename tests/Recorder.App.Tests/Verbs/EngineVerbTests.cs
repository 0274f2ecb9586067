using System.Globalization;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Survival;
using Recorder.Link;
using Recorder.Link.Messages;
using Recorder.Link.SharedMemory;
using Recorder.Link.Wire;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.Session.SetUp;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

/// <summary>The engine's process, with the tests as its host: whoever dies, what was played is there.</summary>
public sealed class EngineVerbTests : IDisposable
{
    private const int InputFrames = 4 * Stems.RateHz;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    // As on the device: a file system that lies in memory.
    private readonly string linkFolder = Path.Combine("/dev/shm", "recorder-test-" + Guid.NewGuid().ToString("N"));
    private readonly LinkPaths link;
    private readonly int[][] stems;

    public EngineVerbTests()
    {
        link = LinkPaths.InFolder(linkFolder);
        stems = Stems.Write(folder.File("in"), SampleFormat.S24, InputFrames, InputFrames, InputFrames);
    }

    public void Dispose()
    {
        folder.Dispose();
        Directory.Delete(linkFolder, recursive: true);
    }

    [Fact]
    public void A_monitor_period_nobody_could_hear_with_starts_nothing()
    {
        var (code, _, error) = RecorderProgram.Run("engine", "--device", "band:2", "--session", folder.File("session"), "--monitor-period", "16");
        Assert.Equal(2, code);
        Assert.Contains("16 frames is not between 32 and 1024", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_goes_costs_nothing_and_the_next_one_ends_the_take()
    {
        using var engine = Start();
        using (var host = Connect())
        {
            Ask(host, LinkMessages.StartTake(0));
            Until(() => Snapshot().CommittedFrames > 0);
        }
        var left = Snapshot().TakeFrames;
        Until(() => Snapshot().TakeFrames > left + Stems.RateHz);

        using var next = Connect();
        Assert.Equal((TransportState.Recording, 1), (Snapshot().Transport, Snapshot().TakeNumber));
        EndTakeAndEngine(next);

        Assert.Equal(0, engine.Finish().ExitCode);
        var take = Assert.Single(SessionFolder.Open(folder.File("session")).ReadTakes());
        Assert.Equal(StopReason.Asked, take.Journal.Stop!.Value.Reason);
        AssertPlayed(take);
        Assert.False(File.Exists(link.Memory));
    }

    [Fact]
    public void Without_host_and_take_it_ends_after_the_time_it_was_given()
    {
        using var engine = Start("--exit-when-alone", "0.3");
        Connect().Dispose();
        Assert.Equal(0, engine.Finish().ExitCode);
    }

    [Fact]
    public void What_was_set_up_for_the_interface_goes_before_its_own_rate_and_format()
    {
        var setUp = SetUpFile.Beside(folder.File("session"));
        setUp.Change(InterfaceIdentity.Of("band-4").Key, own => own with { RateHz = 96000, Format = "s16" });
        setUp.Store();
        using var engine = RecorderProcess.Start(
            ["engine", "--socket", link.Socket, "--shm", link.Snapshot, "--device", "band:4", "--session", folder.File("session"), "--memory", "10"]);
        using var host = Connect();
        Until(() => Snapshot().RateHz > 0);
        Assert.Equal((96000, (int)SampleFormat.S16), (Snapshot().RateHz, Snapshot().Format));
        Assert.Equal(StandardRates.All, StandardRates.FromBits(Snapshot().RateBits));
        Ask(host, LinkMessages.Plain(LinkKind.Shutdown));
        Assert.Equal(0, engine.Finish().ExitCode);
    }

    [Fact]
    public void Killed_again_and_again_only_the_time_between_two_engines_is_missing()
    {
        const int Kills = 8;
        var random = new Random(20310507);
        var engine = Start();
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var host = Connect())
            {
                if (kill == 0)
                    Ask(host, LinkMessages.StartTake(0));
                Until(() => Snapshot() is { Transport: TransportState.Recording, CommittedFrames: > 0 });
                var goOn = Snapshot().TakeFrames + random.Next(Stems.RateHz);
                Until(() => Snapshot().TakeFrames >= goOn);
            }
            engine.Kill();
            engine.Dispose();
            engine = Start();
        }
        using (var host = Connect())
        {
            Until(() => Snapshot().Transport == TransportState.Recording);
            var goOn = Snapshot().TakeFrames + Stems.RateHz;
            Until(() => Snapshot().TakeFrames >= goOn);
            Assert.Equal(EngineFault.FramesLost, Snapshot().Fault);
            Assert.Equal(0, Snapshot().CollectionsInTake);
            EndTakeAndEngine(host);
        }
        Assert.Equal(0, engine.Finish().ExitCode);
        engine.Dispose();

        var take = Assert.Single(SessionFolder.Open(folder.File("session")).ReadTakes());
        Assert.Equal(StopReason.Asked, take.Journal.Stop!.Value.Reason);
        Assert.Equal(Kills, take.Journal.Dropouts.Length);
        Assert.All(take.Journal.Dropouts, dropout => Assert.Equal((DropoutCause.EngineRestart, false), (dropout.Cause, dropout.IsExact)));
        AssertPlayed(take);
    }

    [Fact]
    public void Killed_while_the_disk_stands_still_the_next_one_records_at_once_and_brings_all_of_it_to_disk_later()
    {
        using (var engine = Start())
        {
            using var host = Connect();
            Ask(host, LinkMessages.StartTake(0));
            Until(() => Snapshot() is { Transport: TransportState.Recording, CommittedFrames: > 0 });
            // The disk itself cannot be made to stand still here; a process that is stopped in the middle of its calls looks the same.
            RecorderProcess.Signal("STOP", DiskProcess(engine));
            var stopped = Snapshot().TakeFrames;
            Until(() => Snapshot().TakeFrames > stopped + Stems.RateHz);
            engine.Kill();
        }
        using var listener = InputListener.TryOpen(link.Memory)!;
        var standing = Assert.Single(DiskProcesses());
        using var next = Start();
        var written = listener.WrittenFrames;
        Until(() => listener.WrittenFrames > written + Stems.RateHz);
        Assert.Equal(2, DiskProcesses().Length);
        RecorderProcess.Signal("CONT", standing);
        Until(() => DiskProcesses().Length == 1);
        using (var host = Connect())
        {
            Until(() => Snapshot() is { Transport: TransportState.Recording } now && now.CommittedFrames > written + Stems.RateHz);
            EndTakeAndEngine(host);
        }
        Assert.Equal(0, next.Finish().ExitCode);

        var take = Assert.Single(SessionFolder.Open(folder.File("session")).ReadTakes());
        Assert.Equal(DropoutCause.EngineRestart, Assert.Single(take.Journal.Dropouts).Cause);
        AssertPlayed(take);
    }

    [Fact]
    public void Without_the_process_that_calls_the_disk_the_take_goes_on()
    {
        using var engine = Start();
        using var host = Connect();
        Ask(host, LinkMessages.StartTake(0));
        Until(() => Snapshot() is { Transport: TransportState.Recording, CommittedFrames: > 0 });
        RecorderProcess.Signal("KILL", DiskProcess(engine));
        var left = Snapshot().TakeFrames;
        Until(() => Snapshot().CommittedFrames > left + Stems.RateHz);
        EndTakeAndEngine(host);
        Assert.Equal(0, engine.Finish().ExitCode);

        var take = Assert.Single(SessionFolder.Open(folder.File("session")).ReadTakes());
        Assert.Empty(take.Journal.Dropouts);
        AssertPlayed(take);
    }

    private void EndTakeAndEngine(EngineLinkClient host)
    {
        Ask(host, LinkMessages.Plain(LinkKind.EndTake));
        Until(() => Snapshot().Transport == TransportState.Idle);
        Ask(host, LinkMessages.Plain(LinkKind.Shutdown));
    }

    // The processes that call the disk for this test's session.
    private int[] DiskProcesses() =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => CommandLineOf(id) is [_, "disk", var session, ..] && session == folder.File("session")),
    ];

    private int DiskProcess(RecorderProcess engine)
    {
        var process = Assert.Single(DiskProcesses());
        Assert.NotEqual(engine.Id, process);
        return process;
    }

    private static string[] CommandLineOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Every track is, between its gaps, what the files play one after the other, without a frame too many or too few.</summary>
    private void AssertPlayed(Take take)
    {
        for (var track = 0; track < stems.Length; track++)
        {
            var words = Stems.Read(take.Tracks[track].File);
            Assert.Equal(take.Journal.Stop!.Value.Frames, words.Length);
            var from = 0L;
            foreach (var dropout in take.Journal.Dropouts.Append(new Dropout(words.Length, 0, true, DropoutCause.Unknown)))
            {
                AssertRun(words.AsSpan((int)from..(int)dropout.StartFrame), stems[track], track);
                Assert.False(words.AsSpan((int)dropout.StartFrame, (int)dropout.Frames).ContainsAnyExcept(0));
                from = dropout.StartFrame + dropout.Frames;
            }
        }
    }

    private static void AssertRun(ReadOnlySpan<int> words, int[] stem, int track)
    {
        var place = stem.AsSpan().IndexOf(words[..Math.Min(16, words.Length)]);
        Assert.True(place >= 0, $"track {track + 1} begins with something that was not played");
        while (words.Length > 0)
        {
            var length = Math.Min(words.Length, stem.Length - place);
            var same = words[..length].CommonPrefixLength(stem.AsSpan(place, length));
            Assert.True(same == length, $"track {track + 1} is not what was played after {same} frames of {length}");
            words = words[length..];
            place = 0;
        }
    }

    private RecorderProcess Start(params string[] more) => RecorderProcess.Start(
    [
        "engine", "--socket", link.Socket, "--shm", link.Snapshot, "--device", "files:" + folder.File("in"), "--session", folder.File("session"), "--memory", "10",
        .. more,
    ]);

    private EngineLinkClient Connect()
    {
        EngineLinkClient? client = null;
        Until(() => (client = EngineLinkClient.TryConnect(link.Socket)) is not null);
        return client!;
    }

    private EngineSnapshot Snapshot()
    {
        using var reader = SnapshotReader.TryOpen(link.Snapshot);
        return reader is not null && reader.TryRead(out var snapshot) ? snapshot : default;
    }

    private static void Ask(EngineLinkClient host, LinkMessage message)
    {
        var reply = host.Post(message, Patience);
        Assert.True(reply.Accepted, reply.Sentence);
    }

    private static void Until(Func<bool> isSo, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(isSo))] string what = "") =>
        Assert.True(SpinWait.SpinUntil(isSo, Patience), string.Create(CultureInfo.InvariantCulture, $"not within {Patience.TotalSeconds} s: {what}"));
}
