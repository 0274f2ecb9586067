using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Dsp.Mixing;
using Recorder.Media.Samples;
using Recorder.Session;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

public sealed class MonitorTests : IDisposable
{
    private const int Period = TestOutput.Period;

    private readonly MemoryStore store = new();
    private readonly TestOutput output = new();
    private readonly VirtualDesk desk;

    public MonitorTests()
    {
        desk = new VirtualDesk(store, output: output);
        desk.Engine.StartTake();
        desk.Run(1);
        desk.End();
        output.Left.Clear();
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Phones_are_off_until_a_hand_turns_them_up()
    {
        desk.Run(0.1);
        Assert.DoesNotContain(output.Left, sample => sample != 0);
        Assert.Equal(StripParameters.SilenceDb, desk.Last.PhonesDb);
        Assert.True(desk.Last.Strips[0].Peak > 0);
        desk.Engine.Monitor!.SetPhones(0);
        desk.Run(0.1);
        Assert.Contains(output.Left, sample => sample != 0);
    }

    [Fact]
    public void A_take_is_heard_as_its_mix_from_the_first_frame_to_the_last()
    {
        desk.Engine.Monitor!.SetPhones(0);
        desk.Engine.Monitor.SetStrip(0, StripParameter.FaderDb, -6);
        desk.Engine.Monitor.SetStrip(1, StripParameter.Pan, -30);
        // Values glide after the first block, so both mixers begin with them in place.
        desk.Run(0.5);
        Assert.True(desk.Engine.Monitor.Play(1).Accepted);
        output.Left.Clear();
        ReadAhead();
        desk.Run(0.9);
        Assert.Equal(TransportState.Playing, desk.Last.Transport);
        Assert.Equal((1, output.Left.Count), (desk.Last.PlayTakeNumber, desk.Last.PlayheadFrames));
        desk.Run(0.3);
        Assert.Equal(TransportState.Idle, desk.Last.Transport);
        AssertIsMix(TakeFrames());
    }

    [Fact]
    public void Pause_waits_and_locate_moves()
    {
        var monitor = desk.Engine.Monitor!;
        monitor.Play(1);
        ReadAhead();
        desk.Run(0.2);
        Assert.True(monitor.Pause().Accepted);
        desk.Step();
        var there = desk.Last.PlayheadFrames;
        desk.Run(0.2);
        Assert.Equal((TransportState.Paused, there), (desk.Last.Transport, desk.Last.PlayheadFrames));
        monitor.Locate(40_000);
        ReadAhead();
        Assert.True(monitor.Play(1).Accepted);
        desk.Step();
        Assert.Equal((TransportState.Playing, 40_000L + Period), (desk.Last.Transport, desk.Last.PlayheadFrames));
        monitor.StopPlaying();
        desk.Step();
        Assert.Equal((TransportState.Idle, 0L), (desk.Last.Transport, desk.Last.PlayheadFrames));
    }

    [Fact]
    public void Rec_takes_over_what_plays()
    {
        desk.Engine.Monitor!.Play(1);
        ReadAhead();
        desk.Run(0.1);
        var start = desk.Interface.Position;
        Assert.True(desk.Engine.StartTake().Accepted);
        Assert.False(desk.Engine.Monitor.Play(1).Accepted);
        desk.Run(0.5);
        Assert.Equal((TransportState.Recording, 0), (desk.Last.Transport, desk.Last.PlayTakeNumber));
        desk.End();
        TakeCheck.AssertWhole(store, 2, start);
    }

    [Fact]
    public void An_output_that_is_gone_costs_the_recording_nothing()
    {
        var start = desk.Interface.Position;
        desk.Engine.StartTake();
        output.IsGone = true;
        desk.Run(1);
        desk.End();
        Assert.Empty(TakeCheck.AssertWhole(store, 2, start).Dropouts);
    }

    [Fact]
    public void A_take_that_is_not_there_is_a_sentence() =>
        Assert.Contains("T7", Assert.Throws<Core.Faults.RecorderException>(() => desk.Engine.Monitor!.Play(7)).Message, StringComparison.Ordinal);

    private void ReadAhead()
    {
        while (desk.Engine.Monitor!.Slot.Fill())
        {
        }
    }

    private int TakeFrames() => (int)TakeCheck.Journal(store, 1).Stop!.Value.Frames;

    private void AssertIsMix(int frames)
    {
        var mixer = new Mixer(2, TestInterface.RateHz, Period);
        mixer.SetStrip(0, StripParameters.Defaults().With(StripParameter.FaderDb, -6));
        mixer.SetStrip(1, StripParameters.Defaults().With(StripParameter.Pan, -30));
        var inputs = new float[2 * Period];
        var (left, right) = (new float[Period], new float[Period]);
        var tracks = TakeCheck.Journal(store, 1).Start!.Tracks
            .Select(track => TakeCheck.ReadWords(store, SessionLayout.InTake(1, track.FileName), SampleFormat.S24)).ToArray();
        for (var start = 0; start + Period <= frames; start += Period)
        {
            for (var i = 0; i < 2; i++)
                SampleConversion.WordsToFloats(SampleFormat.S24, tracks[i].AsSpan(start, Period), inputs.AsSpan(i * Period));
            mixer.Process(inputs, Period, Period, left, right);
            for (var i = 0; i < Period; i++)
                Assert.Equal(left[i], output.Left[start + i], 1e-6f);
        }
    }
}

/// <summary>An output that keeps what it was given.</summary>
internal sealed class TestOutput : IPlaybackDevice
{
    public const int Period = TestInterface.PeriodFrames;

    public string Name => "Test output";

    public int RateHz => TestInterface.RateHz;

    public int PeriodFrames => Period;

    public List<float> Left { get; } = [];

    public int Pairs { get; init; } = 1;

    /// <summary>What the pairs beyond the first were given, side by side.</summary>
    public List<float>[] Cues { get; } = [.. Enumerable.Range(0, 8).Select(_ => new List<float>())];

    /// <summary>Whether it keeps what it was given.</summary>
    public bool IsKeeping { get; set; } = true;

    public bool IsGone { get; set; }

    public void Start()
    {
    }

    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => Write(left, right, default);

    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right, in CueFrames cues)
    {
        if (!IsKeeping)
            return !IsGone;
        Left.AddRange(left);
        for (var side = 0; side < cues.Sides; side++)
            Cues[side].AddRange(cues.Side(side));
        return !IsGone;
    }

    public void Stop()
    {
    }

    public void Dispose()
    {
    }
}
