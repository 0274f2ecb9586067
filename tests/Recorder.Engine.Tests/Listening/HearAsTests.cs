using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Engine.Disk;
using Recorder.Engine.Tests.Overdub;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Listening;

/// <summary>Hearing what plays as on another system: a take and nothing else.</summary>
public sealed class HearAsTests : IDisposable
{
    private readonly MemoryStore store = new();
    private readonly LoopDesk desk;
    private readonly MemoryStore otherStore = new();
    private readonly LoopDesk asItIs;

    public HearAsTests() => (desk, asItIs) = (new LoopDesk(store), new LoopDesk(otherStore));

    public void Dispose()
    {
        desk.Dispose();
        asItIs.Dispose();
    }

    [Fact]
    public void A_take_that_plays_is_heard_so_from_its_first_frame()
    {
        Assert.True(desk.Engine.Monitor!.HearAs(PlaybackSystem.Phone).Accepted);
        PlayBoth();
        var (heard, studio) = Newest(9_600);
        Assert.False(heard.SequenceEqual(studio));
        // A small loudspeaker has none of the steps from frame to frame that such a noise has.
        Assert.InRange(Roughness(heard), 0.1 * Roughness(studio), 0.8 * Roughness(studio));
        Assert.False(desk.Engine.Monitor.HearAs((PlaybackSystem)9).Accepted);
    }

    [Fact]
    public void Inputs_are_heard_as_they_are()
    {
        desk.Engine.Monitor!.HearAs(PlaybackSystem.Mp3);
        RunBoth(0.5);
        var (heard, studio) = Newest(20_000);
        Assert.Contains(studio, sample => sample != 0);
        Assert.True(heard.SequenceEqual(studio));
    }

    [Theory, InlineData(PlaybackSystem.Phone), InlineData(PlaybackSystem.Mp3)]
    public void Who_plays_along_hears_the_take_and_the_layer_lies_where_it_did(PlaybackSystem system)
    {
        desk.Engine.Monitor!.HearAs(system);
        PlayBoth();
        foreach (var one in (LoopDesk[])[desk, asItIs])
        {
            Assert.True(one.Engine.ArmOverdub(LoopDesk.Input, true).Accepted);
            Assert.True(one.Engine.PunchIn().Accepted);
        }
        RunBoth(0.5);
        Assert.Equal(TransportState.Overdubbing, desk.Last.Transport);
        var (heard, studio) = Newest(9_600);
        Assert.True(heard.SequenceEqual(studio));
        Assert.Equal(asItIs.Last.LayerFrames, desk.Last.LayerFrames);
    }

    [Fact]
    public void One_stage_of_the_master_is_heard_alone_and_follows_its_knob()
    {
        Assert.True(desk.Engine.Monitor!.SetMaster(MasterParameter.AirDb, -6).Accepted);
        PlayBoth();
        Assert.True(desk.Engine.Monitor.HearStage(MasterParameter.AirDb, -20).Accepted);
        RunBoth(0.2);
        var (heard, studio) = Newest(4_800);
        var darker = Roughness(heard) / Roughness(studio);
        Assert.InRange(darker, 0.3, 0.95);

        desk.Engine.Monitor.SetMaster(MasterParameter.AirDb, 6);
        RunBoth(0.2);
        (heard, studio) = Newest(4_800);
        Assert.True(Roughness(heard) / Roughness(studio) > darker);

        Assert.True(desk.Engine.Monitor.HearStage(null, 0).Accepted);
        RunBoth(0.2);
        (heard, studio) = Newest(4_800);
        Assert.Equal(studio, heard);
        Assert.False(desk.Engine.Monitor.HearStage((MasterParameter)99, 0).Accepted);
    }

    [Fact]
    public void How_loud_the_last_three_seconds_of_it_were_is_measured_as_in_the_studio_and_anew_each_time_it_plays()
    {
        Assert.True(desk.Engine.Monitor!.HearAs(PlaybackSystem.Phone).Accepted);
        foreach (var one in (LoopDesk[])[desk, asItIs])
            one.Engine.Monitor!.SetRange(new PlayRange(1, LoopDesk.TakeFrames, (0, LoopDesk.TakeFrames)));
        PlayBoth();
        RunBoth(2.4);
        Assert.True(double.IsNaN(desk.Last.ShortTermLufs));
        RunBoth(1);
        Assert.InRange(desk.Last.ShortTermLufs, -60, 0);
        Assert.Equal(asItIs.Last.ShortTermLufs, desk.Last.ShortTermLufs);
        Assert.True(desk.Engine.Monitor.StopPlaying().Accepted);
        RunBoth(0.1);
        Assert.True(double.IsNaN(desk.Last.ShortTermLufs));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        PlayBoth();
        var systems = Enum.GetValues<PlaybackSystem>();
        var next = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            desk.Engine.Monitor!.Loop.HearAs = systems[next++ % systems.Length];
            for (var i = 0; i < 4; i++)
                desk.Engine.Monitor.Loop.Step();
        }));
    }

    private void PlayBoth()
    {
        desk.Play();
        asItIs.Play();
        RunBoth(0.4);
    }

    private void RunBoth(double seconds)
    {
        desk.Run(seconds);
        asItIs.Run(seconds);
    }

    private (float[] Heard, float[] Studio) Newest(int frames)
    {
        Assert.Equal(asItIs.Heard.Length, desk.Heard.Length);
        return (desk.Heard[^frames..].ToArray(), asItIs.Heard[^frames..].ToArray());
    }

    // Power of the differences between neighbours against that of the sound.
    private static double Roughness(float[] sound) =>
        sound.Zip(sound.Skip(1), (a, b) => (double)(a - b) * (a - b)).Sum() / sound.Sum(sample => (double)sample * sample);
}
