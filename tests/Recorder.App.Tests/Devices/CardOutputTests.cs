using System.Runtime.InteropServices;
using Recorder.App.Tests.Verbs;
using Recorder.Engine;
using Recorder.Linux.Audio;
using Recorder.Linux.Store;
using Recorder.Session.Folders;
using Recorder.Simulation.Capture;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Devices;

/// <summary>The whole engine on inputs and outputs of the user-space card.</summary>
public sealed class CardOutputTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_output_is_silent_until_a_hand_turns_the_phones_up()
    {
        var played = folder.File("played");
        var output = AlsaPlaybackDevice.Open(TestCard.Name(("FORMAT", "S32_LE"), ("PLAYED", played)), 48000, 256);
        using var store = new DiskStore(folder.File("session"));
        using var engine = new RecorderEngine(new EngineSettings(), new BandCaptureDevice(8, 48000, TimeProvider.System), store, TimeProvider.System, output);
        engine.Start();
        Assert.True(SpinWait.SpinUntil(() => Words(played).Length > 2 * 24_000, Patience));
        Assert.DoesNotContain(Words(played), word => word != 0);
        engine.Monitor!.SetPhones(0);
        Assert.True(SpinWait.SpinUntil(() => Words(played).Any(word => Math.Abs((long)word) > 1 << 24), Patience));
    }

    [Fact]
    public void An_output_that_stumbles_all_the_time_costs_no_recorded_frame()
    {
        // Its buffer of three short periods, and a driver that stops it every 50 ms.
        var output = AlsaPlaybackDevice.Open(TestCard.Name(("XRUN_EVERY", 2400)), 48000, 64);
        var inputs = AlsaCaptureDevice.Open(TestCard.Name(("CHANNELS", 4), ("FORMAT", "S32_LE")), 48000);
        Assert.Equal(24_000, inputs.Format.BufferFrames);
        using (var store = new DiskStore(folder.File("session")))
        using (var engine = new RecorderEngine(new EngineSettings { MemorySeconds = 10 }, inputs, store, TimeProvider.System, output))
        {
            engine.Start();
            engine.Monitor!.SetPhones(0);
            engine.StartTake(lengthFrames: 3 * 48_000);
            Assert.True(SpinWait.SpinUntil(() => engine.LastReport is not null, Patience));
            Assert.InRange(engine.LastReport!.PlaybackUnderruns, 5, int.MaxValue);
            Assert.Equal(0, engine.LastReport.LostFrames);
        }
        AssertIsTheCard(SessionFolder.Open(folder.File("session")).ReadTakes().Single());
    }

    private static int[] Words(string played) => MemoryMarshal.Cast<byte, int>(ReadAll(played)).ToArray();

    private static byte[] ReadAll(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length / 8 * 8];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void AssertIsTheCard(Take take)
    {
        var tracks = take.Tracks.Select(track => Stems.Read(track.File)).ToArray();
        var first = TestCard.FrameOf(tracks[0], 0, 48000);
        for (var c = 0; c < tracks.Length; c++)
        {
            Assert.Equal(3 * 48_000, tracks[c].Length);
            for (var i = 0; i < tracks[c].Length; i++)
            {
                if (tracks[c][i] != TestCard.Word(first + i, c))
                    Assert.Fail($"frame {i} of track {c + 1} is not the card's");
            }
        }
    }
}
