using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Units;
using Recorder.Engine.Realtime;

namespace Recorder.Engine.Tests.Clocks;

/// <summary>A tone listened to by another clock than it is played by.</summary>
public sealed class LiveTapTests : IDisposable
{
    private const int RateHz = 48000;
    private const double ToneHz = 441;

    // The steepest step of the tone itself, and what a crossfade of 10 ms between any two places of it adds at most.
    private const double SteepestStep = 2 * Math.PI * ToneHz / RateHz + 2.0 / 480;

    private readonly CaptureFormat format = new(2, RateHz, SampleFormat.S32, 240);
    private readonly FrameRing ring = new(2, RateHz);
    private readonly List<float> heard = [];
    private long played;

    public void Dispose() => ring.Dispose();

    [Theory]
    [InlineData(64, 1000), InlineData(64, -1000), InlineData(128, 250), InlineData(128, -250), InlineData(256, 1000), InlineData(256, -1000)]
    public void Two_clocks_are_brought_together_without_a_click_and_each_slip_is_counted(int period, int ppm)
    {
        var tap = new LiveTap(ring, format, 4, period);
        Listen(tap, period, 120, ppm);
        // The slips together make up for what the clocks were apart: 120 s at so many ppm, by 60 to 300 frames each.
        var apartFrames = 120.0 * RateHz * Math.Abs(ppm) / 1e6;
        Assert.InRange(tap.Slips, (int)(apartFrames / 400), (int)(apartFrames / 60) + 1);
        Assert.Equal(0, tap.Starvations);
        AssertSmooth();
    }

    [Fact]
    public void One_clock_needs_no_slip()
    {
        var tap = new LiveTap(ring, format, 2, 256);
        Listen(tap, 256, 60, 0);
        Assert.InRange(tap.Slips, 0, 1);
        Assert.Equal(0, tap.Starvations);
        AssertSmooth();
    }

    [Fact]
    public void Sound_that_breaks_off_fades_out_and_in_again()
    {
        var tap = new LiveTap(ring, format, 2, 128);
        Listen(tap, 128, 2, 0);
        var inputs = new float[2 * 128];
        for (var i = 0; i < 100; i++)
            Hear(tap, inputs, 128);
        Assert.Equal(1, tap.Starvations);
        Assert.Equal(0, heard[^1]);
        Listen(tap, 128, 2, 0);
        Assert.Equal(1, tap.Starvations);
        // The fades are as long as a period.
        AssertSmooth(2 * Math.PI * ToneHz / RateHz + 1.0 / 128);
    }

    [Fact]
    public void A_listener_who_was_away_begins_anew_with_what_is_new()
    {
        var tap = new LiveTap(ring, format, 2, 128);
        Listen(tap, 128, 1, 0);
        tap.Rest();
        heard.Clear();
        Play(RateHz / 2);
        Listen(tap, 128, 1, 0);
        Assert.Equal((0f, 0), (heard[0], tap.Starvations));
        AssertSmooth();
    }

    [Fact]
    public void Listening_costs_no_memory()
    {
        var tap = new LiveTap(ring, format, 2, 128);
        var inputs = new float[2 * 128];
        Assert.Equal(0, TestSupport.Allocations.Of(() =>
        {
            for (var i = 0; i < 400; i++)
            {
                Play(129);
                tap.Read(inputs);
            }
        }));
    }

    // The interface delivers its periods by its own clock, a little late each; the output asks by its own.
    private void Listen(LiveTap tap, int period, double seconds, int ppm)
    {
        var inputs = new float[4 * period];
        var random = new Random(7);
        var (begin, delivered) = (played, 0L);
        var lateFrames = 0;
        for (var asked = 0L; asked < seconds * RateHz; asked += period)
        {
            var now = (long)(asked * (1 + ppm / 1e6)) - lateFrames;
            for (; delivered + format.PeriodFrames <= now; delivered += format.PeriodFrames)
            {
                Play(format.PeriodFrames);
                lateFrames = random.Next(40);
            }
            Hear(tap, inputs, period);
        }
        Assert.True(played > begin);
    }

    private void Hear(LiveTap tap, float[] inputs, int period)
    {
        tap.Read(inputs);
        heard.AddRange(inputs.AsSpan(0, period));
    }

    private void Play(int frames)
    {
        for (var end = played + frames; played < end;)
        {
            var block = ring.BeginWrite((int)(end - played));
            for (var i = 0; i < block.Frames; i++)
            {
                var word = (int)(Math.Sin(2 * Math.PI * ToneHz * (played + i) / RateHz) * int.MaxValue);
                (block.Channel(0)[i], block.Channel(1)[i]) = (word, -word);
            }
            ring.EndWrite(block.Frames);
            played += block.Frames;
        }
    }

    private void AssertSmooth(double most = SteepestStep)
    {
        var steepest = heard.Zip(heard.Skip(1)).Max(pair => Math.Abs(pair.Second - pair.First));
        Assert.True(steepest <= most * 1.05, FormattableString.Invariant($"a step of {steepest:0.0000}, more than {most:0.0000}"));
        Assert.Contains(heard, sample => sample > 0.99f);
    }
}
