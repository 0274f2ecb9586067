using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Link;
using Recorder.Link.Messages;
using Recorder.Link.SharedMemory;
using Recorder.Link.Wire;
using Recorder.Session.Folders;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

/// <summary>
/// An interface that is pulled out and put in again while the program runs, on a card in user space that plays on meanwhile:
/// each sample tells its frame, so what a gap came to is known to the frame.
/// </summary>
public sealed class HotPlugTests : IDisposable
{
    private const int RateHz = 48_000;
    private const int CardPpm = 120;

    // 5 ms, which is what a gap may be wrong by.
    private const int MostErrorFrames = RateHz / 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly string linkFolder = Path.Combine("/dev/shm", "recorder-test-" + Guid.NewGuid().ToString("N"));
    private readonly LinkPaths link;
    private readonly string control;
    private readonly string device;

    public HotPlugTests()
    {
        link = LinkPaths.InFolder(linkFolder);
        control = Directory.CreateDirectory(folder.File("card")).FullName;
        device = "alsa:" + TestCard.Name(("CHANNELS", 4), ("RATE", RateHz), ("FORMAT", "S24_3LE"), ("PPM", CardPpm), ("CONTROL", control));
    }

    public void Dispose()
    {
        folder.Dispose();
        if (Directory.Exists(linkFolder))
            Directory.Delete(linkFolder, recursive: true);
    }

    [Fact]
    public void A_take_waits_for_its_own_interface_and_takes_no_other_and_the_gap_is_as_long_as_the_absence()
    {
        using var recording = RecorderProcess.Start("record", "--device", device, "--session", folder.File("session"));
        recording.WaitForSteadyLight();
        TestCard.LetPass(2);
        Pull();
        TestCard.LetPass(1);
        PutIn(name: "Another card");
        TestCard.LetPass(1.2);
        Pull();
        PutIn(channels: 2);
        TestCard.LetPass(1.2);
        Pull();
        TestCard.LetPass(0.6);
        PutIn();
        TestCard.LetPass(2.5);
        recording.Signal("TERM");

        var (exitCode, _, error) = recording.Finish();
        Assert.Equal(0, exitCode);
        var lines = error.Split('\n').Where(line => line.StartsWith("Interface", StringComparison.Ordinal)).ToArray();
        Assert.Matches("^Interface Test card gone at 0:00:0[0-9]+\\. T1 is kept, the gap is counted\\. Plug it in again: the take goes on\\.$", lines[0]);
        Assert.Contains(lines, line => line.Contains("is back with 2 inputs at 48000 Hz instead of 4", StringComparison.Ordinal));
        Assert.Matches("^Interface Test card back at .* T1 goes on; [0-9.]+ s are missing, silence stands for them\\.$", lines[^1]);
        AssertOneGap(Assert.Single(SessionFolder.Open(folder.File("session")).ReadTakes()), leastSeconds: 3.9);
    }

    [Fact]
    public void A_take_whose_interface_stays_away_ends_at_its_length_with_silence()
    {
        var recording = RecorderProcess.Start("record", "--device", device, "--session", folder.File("session"), "--seconds", "4");
        recording.WaitForSteadyLight();
        TestCard.LetPass(1);
        Pull();
        var (exitCode, _, error) = recording.Finish();
        Assert.Equal(0, exitCode);
        Assert.Contains("gone at 0:00:0", error, StringComparison.Ordinal);
        var take = Assert.Single(SessionFolder.Open(folder.File("session")).ReadTakes());
        Assert.Equal(4L * RateHz, take.Journal.Stop!.Value.Frames);
        var gap = take.Journal.Dropouts[^1];
        Assert.Equal((DropoutCause.InterfaceGone, false, 4L * RateHz), (gap.Cause, gap.IsExact, gap.StartFrame + gap.Frames));
        Assert.False(Stems.Read(take.Tracks[3].File).AsSpan((int)gap.StartFrame).ContainsAnyExcept(0));
    }

    [Fact]
    public void The_engine_lives_without_an_interface_and_takes_it_as_it_comes()
    {
        Pull();
        using var engine = Start();
        using var host = Connect();
        Until(() => Snapshot() is { EngineLife: 1, InterfacePresent: 0, Channels: 0, PublishedAtMs: > 0 });
        var refusal = host.Post(LinkMessages.StartTake(0), Patience);
        Assert.Equal((false, "There is no interface; nothing was begun; plug it in and press REC again."), (refusal.Accepted, refusal.Sentence));

        PutIn();
        Until(() => Snapshot() is { EngineLife: 2, InterfacePresent: 1, Channels: 4, MemoryFrames: > RateHz });
        Assert.StartsWith("pcm-", Snapshot().InterfaceKey.ToString(), StringComparison.Ordinal);
        Ask(host, LinkMessages.StartTake(0));
        Until(() => Snapshot() is { Transport: TransportState.Recording, CommittedFrames: > RateHz });
        Ask(host, LinkMessages.Plain(LinkKind.EndTake));
        Until(() => Snapshot() is { Transport: TransportState.Idle, TakeEndedCount: 1 });

        // It goes and comes back as it was: the same engine goes on.
        Pull();
        Until(() => Snapshot().InterfacePresent == 0);
        Assert.False(host.Post(LinkMessages.StartTake(0), Patience).Accepted);
        PutIn();
        Until(() => Snapshot() is { InterfacePresent: 1, EngineLife: 2 });

        // It comes back with other inputs: nothing runs, so it is taken as it is. What was counted is still counted.
        Pull();
        Until(() => Snapshot().InterfacePresent == 0);
        PutIn(channels: 2);
        Until(() => Snapshot() is { EngineLife: 3, InterfacePresent: 1, Channels: 2, TakeEndedCount: 1 });

        Ask(host, LinkMessages.Plain(LinkKind.Shutdown));
        Assert.Equal(0, engine.Finish().ExitCode);
        var take = Assert.Single(SessionFolder.Open(folder.File("session")).ReadTakes());
        Assert.DoesNotContain(take.Journal.Dropouts, dropout => dropout.Cause == DropoutCause.InterfaceGone);
    }

    [Fact]
    public void An_interface_that_changed_in_a_take_is_taken_when_the_take_has_ended()
    {
        using var engine = Start();
        using var host = Connect();
        Until(() => Snapshot() is { InterfacePresent: 1, Channels: 4 });
        Ask(host, LinkMessages.StartTake(0));
        Until(() => Snapshot() is { Transport: TransportState.Recording, CommittedFrames: > RateHz });
        Pull();
        Until(() => Snapshot() is { InterfacePresent: 0, Fault: EngineFault.InterfaceGone });
        var place = Snapshot().FaultFrame;
        PutIn(channels: 2);
        Until(() => Snapshot() is { ReturnedChannels: 2, ReturnedRateHz: RateHz });
        var lost = Snapshot().LostFrames;
        Until(() => Snapshot().LostFrames > lost + RateHz);
        Assert.Equal((TransportState.Recording, 4, 1, place), (Snapshot().Transport, Snapshot().Channels, Snapshot().EngineLife, Snapshot().FaultFrame));

        Ask(host, LinkMessages.Plain(LinkKind.EndTake));
        Until(() => Snapshot() is { EngineLife: 2, Channels: 2, InterfacePresent: 1, ReturnedChannels: 0 });
        Ask(host, LinkMessages.Plain(LinkKind.Shutdown));
        Assert.Equal(0, engine.Finish().ExitCode);
        var take = Assert.Single(SessionFolder.Open(folder.File("session")).ReadTakes());
        Assert.Equal(4, take.Tracks.Length);
        Assert.Equal(DropoutCause.InterfaceGone, take.Journal.Dropouts[^1].Cause);
    }

    /// <summary>Before the gap every frame, in it silence, behind it the card's frames of that moment, within 5 ms.</summary>
    private static void AssertOneGap(Take take, double leastSeconds)
    {
        var gap = Assert.Single(take.Journal.Dropouts, dropout => dropout.Cause == DropoutCause.InterfaceGone);
        Assert.False(gap.IsExact);
        Assert.InRange(gap.Frames, leastSeconds * RateHz, 3 * leastSeconds * RateHz);
        var (start, end) = ((int)gap.StartFrame, (int)(gap.StartFrame + gap.Frames));
        foreach (var (track, channel) in take.Tracks.Select((track, channel) => (track, channel)))
        {
            var words = Stems.Read(track.File);
            Assert.Equal(take.Journal.Stop!.Value.Frames, words.Length);
            Assert.False(words.AsSpan(start, end - start).ContainsAnyExcept(0), $"track {channel + 1} has sound in the gap");
            var lastBefore = FrameAt(words, start - 16, channel) + 16;
            var firstBehind = FrameAt(words, end, channel);
            Assert.Equal(FrameAt(words, end + 1000, channel), firstBehind + 1000);
            Assert.InRange(firstBehind - lastBefore - gap.Frames, -MostErrorFrames, MostErrorFrames);
        }
    }

    private static long FrameAt(int[] words, int at, int channel) =>
        TestCard.FrameOf(words.AsSpan(at), channel, RateHz, SampleFormat.S24, CardPpm);

    private void Pull() => File.WriteAllText(Path.Combine(control, "gone"), "");

    private void PutIn(string? name = null, int? channels = null)
    {
        Set("name", name);
        Set("channels", channels?.ToString(CultureInfo.InvariantCulture));
        File.Delete(Path.Combine(control, "gone"));
    }

    private void Set(string file, string? value)
    {
        if (value is null)
            File.Delete(Path.Combine(control, file));
        else
            File.WriteAllText(Path.Combine(control, file), value);
    }

    private RecorderProcess Start() => RecorderProcess.Start(
        "engine", "--socket", link.Socket, "--shm", link.Snapshot, "--device", device, "--session", folder.File("session"), "--memory", "10");

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
