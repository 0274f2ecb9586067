using Recorder.App.Host.State;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Session.Mixes;

namespace Recorder.App.Tests.Host.State;

public class SnapshotFoldTests
{
    [Fact]
    public void A_running_take_is_told_with_what_is_not_safe_yet()
    {
        var engine = Engine(TransportState.Recording);
        engine.TakeNumber = 12;
        engine.TakeFrames = 480_000;
        engine.CommittedFrames = 456_000;
        engine.LastCommitAtMs = 9_700;
        engine.TrackCount = 2;

        var snapshot = SnapshotFold.Fold(in engine, new HostState { IsConnected = true }, 7, nowMs: 10_000);

        Assert.Equal(12, snapshot.Running!.Number);
        Assert.Equal(10.0, snapshot.Running.Seconds);
        Assert.Equal(0.5, snapshot.Engine.UnsafeSeconds);
        Assert.Equal(300, snapshot.Engine.LastCommitAgeMs);
        Assert.Equal(13, snapshot.NextTakeNumber);
        Assert.Equal(7, snapshot.Revision);
    }

    [Fact]
    public void Before_the_first_commit_there_is_no_age_of_one()
    {
        var engine = Engine(TransportState.Starting);
        Assert.Null(SnapshotFold.Fold(in engine, new HostState { IsConnected = true }, 0, 10_000).Engine.LastCommitAgeMs);
    }

    [Fact]
    public void Without_an_engine_nothing_is_said_to_run()
    {
        var engine = Engine(TransportState.Recording);

        var snapshot = SnapshotFold.Fold(in engine, new HostState { IsConnected = false }, 0, 10_000);

        Assert.Equal(TransportState.Idle, snapshot.Transport);
        Assert.Null(snapshot.Running);
        Assert.False(snapshot.Interface.IsPresent);
        Assert.False(snapshot.Engine.IsConnected);
    }

    [Fact]
    public void Inputs_and_strips_carry_levels_names_and_values()
    {
        var engine = Engine(TransportState.Idle);
        engine.InputNames[1] = FixedText.From("Snare");
        engine.Inputs[1] = new InputLevel { Peak = 0.5f, Rms = 0.25f, Hold = 0.75f, ClippedSamples = 3, Armed = 1 };
        engine.Strips[1] = new StripLevel { Peak = 0.1f, Rms = 0.05f, GainReductionDb = -3 };
        var mix = Mix.Fresh(["Kick", "Snare"]);
        mix = mix with { Current = mix.Current.WithStrip(1, StripParameter.FaderDb, -4.5f) };

        var snapshot = SnapshotFold.Fold(in engine, new HostState { IsConnected = true, Mix = mix }, 0, 0);

        Assert.Equal(
            new InputState { Name = "Snare", IsArmed = true, Peak = 0.5f, Rms = 0.25f, Hold = 0.75f, HasClipped = true }, snapshot.Inputs[1]);
        Assert.Equal(("Snare", -4.5f, -3f), (
            snapshot.Mix.Strips[1].Name, snapshot.Mix.Strips[1].Values[StripParameter.FaderDb], snapshot.Mix.Strips[1].GainReductionDb));
    }

    [Fact]
    public void Time_left_follows_from_room_and_format()
    {
        var engine = Engine(TransportState.Idle);
        engine.FreeBytes = 36_000;
        engine.BytesPerSecond = 10;
        Assert.Equal(3600, SnapshotFold.Fold(in engine, new HostState { IsConnected = true }, 0, 0).Storage.SecondsLeft);
    }

    internal static EngineSnapshot Engine(TransportState transport) => new()
    {
        PublishedAtMs = 10_000, Transport = transport, InterfacePresent = 1, Channels = 2, RateHz = 48_000,
        InterfaceName = FixedText.From("X18"), InterfaceKey = FixedText.From("usb-1397-00d4"), RingCapacityFrames = 48_000 * 40,
    };
}
