using Recorder.Core.Commands;
using Recorder.Dsp.PlaybackSystems;
using Recorder.TestSupport;

namespace Recorder.Dsp.Tests.PlaybackSystems;

public sealed class PlaybackPreviewTests
{
    public static TheoryData<PlaybackSystem, int> EverySystem
    {
        get
        {
            var data = new TheoryData<PlaybackSystem, int>();
            foreach (var system in Enum.GetValues<PlaybackSystem>())
            {
                foreach (var rateHz in (int[])[44100, 48000, 96000])
                    data.Add(system, rateHz);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EverySystem))]
    public void Every_system_is_as_loud_as_the_studio(PlaybackSystem system, int rateHz)
    {
        var (left, right) = Programme.Pink(rateHz, 12 * rateHz, correlation: 0.5);
        var studio = Programme.Lufs(rateHz, left, right);
        Programme.InBlocks(left, right, Hear(system, rateHz));
        Assert.InRange(Programme.Lufs(rateHz, left, right) - studio, -0.5, 0.5);
    }

    [Theory]
    // One small driver: nothing below its resonance, a front that lifts 3 kHz, no more top.
    [InlineData(PlaybackSystem.Phone, 60, -62)]
    [InlineData(PlaybackSystem.Phone, 175, -24)]
    [InlineData(PlaybackSystem.Phone, 350, -3)]
    [InlineData(PlaybackSystem.Phone, 3000, 5)]
    [InlineData(PlaybackSystem.Phone, 16000, -12.8)]
    [InlineData(PlaybackSystem.Car, 50, 6.6)]
    [InlineData(PlaybackSystem.Car, 130, 4.3)]
    [InlineData(PlaybackSystem.Car, 300, -3)]
    [InlineData(PlaybackSystem.Car, 14000, -4)]
    [InlineData(PlaybackSystem.Club, 20, -5.5)]
    [InlineData(PlaybackSystem.Club, 55, 9.5)]
    [InlineData(PlaybackSystem.Club, 400, -2)]
    [InlineData(PlaybackSystem.Club, 18000, -4)]
    public void A_loudspeaker_has_its_response_against_one_kilohertz(PlaybackSystem system, double hertz, double expectedDb)
    {
        var difference = ToneDb(system, hertz) - ToneDb(system, 1000);
        Assert.InRange(difference, expectedDb - 1.2, expectedDb + 1.2);
    }

    [Fact]
    public void A_phone_gives_both_sides_the_same()
    {
        var (left, right) = Programme.Pink(48000, 48000, correlation: 0);
        Programme.InBlocks(left, right, Hear(PlaybackSystem.Phone, 48000));
        Assert.Equal(left[4800..], right[4800..]);
    }

    [Fact]
    public void A_club_is_mono_in_the_bass_and_wide_above()
    {
        Assert.InRange(SideDb(PlaybackSystem.Club, 50), double.NegativeInfinity, -20);
        Assert.InRange(SideDb(PlaybackSystem.Club, 1000), -3, 3);
        Assert.InRange(SideDb(PlaybackSystem.Car, 50), 0, 12);
    }

    [Fact]
    public void A_change_does_not_click()
    {
        const int RateHz = 48000;
        var tone = Signals.Sine(440, RateHz, 4 * RateHz, 0.25);
        var (left, right) = (tone.ToArray(), tone.ToArray());
        var preview = new PlaybackPreview(RateHz, Programme.BlockFrames);
        var order = new[] { PlaybackSystem.Studio, PlaybackSystem.Mp3, PlaybackSystem.Car, PlaybackSystem.Phone, PlaybackSystem.Club, PlaybackSystem.Studio };
        var frame = 0;
        Programme.InBlocks(left, right, (l, r) =>
        {
            preview.Process(order[Math.Min(order.Length - 1, frame * 2 / RateHz)], l.Span, r.Span);
            frame += l.Length;
        });

        // The steepest that such a tone is, times the most a system lifts it; a click would be a jump of its height.
        var steepest = 0.25 * 2 * Math.PI * 440 / RateHz;
        var jumps = left.Zip(left.Skip(1), (a, b) => Math.Abs(a - b));
        Assert.InRange(jumps.Max(), steepest * 0.9, steepest * 2.5);
        Assert.Equal(tone[^1000..], left[^1000..]);
    }

    [Fact]
    public void The_studio_is_the_sound_itself()
    {
        var (left, right) = Programme.Pink(48000, 4800, correlation: 0.3);
        var (asItWas, rightAsItWas) = (left.ToArray(), right.ToArray());
        Programme.InBlocks(left, right, Hear(PlaybackSystem.Studio, 48000));
        Assert.Equal(asItWas, left);
        Assert.Equal(rightAsItWas, right);
    }

    [Theory]
    [MemberData(nameof(EverySystem))]
    public void Nothing_is_allocated_and_nothing_broken_gets_through(PlaybackSystem system, int rateHz)
    {
        var preview = new PlaybackPreview(rateHz, Programme.BlockFrames);
        var (left, right) = (Signals.Noise(Programme.BlockFrames, 1, 5), Signals.Noise(Programme.BlockFrames, 1, 6));
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 60; i++)
                preview.Process(i < 30 ? system : PlaybackSystem.Phone, left, right);
        }));

        (left[3], right[7]) = (float.NaN, float.PositiveInfinity);
        if (system == PlaybackSystem.Studio)
            return;
        preview = new PlaybackPreview(rateHz, Programme.BlockFrames);
        for (var i = 0; i < 200; i++)
        {
            if (i > 50)
                (left[3], right[7]) = (0, 0);
            preview.Process(system, left, right);
        }
        Assert.All(left.Concat(right), sample => Assert.True(float.IsFinite(sample)));
    }

    [Fact]
    public void A_lifted_bass_does_not_clip()
    {
        var (left, right) = (Signals.Sine(50, 48000, 48000), Signals.Sine(50, 48000, 48000));
        Programme.InBlocks(left, right, Hear(PlaybackSystem.Club, 48000));
        Assert.InRange(left.Max(Math.Abs), 0.9f, 1.0001f);
    }

    private static Action<Memory<float>, Memory<float>> Hear(PlaybackSystem system, int rateHz)
    {
        var preview = new PlaybackPreview(rateHz, Programme.BlockFrames);
        return (left, right) => preview.Process(system, left.Span, right.Span);
    }

    private static double ToneDb(PlaybackSystem system, double hertz)
    {
        var (left, right) = (Signals.Sine(hertz, 48000, 96000, 0.1), Signals.Sine(hertz, 48000, 96000, 0.1));
        Programme.InBlocks(left, right, Hear(system, 48000));
        return Signals.RmsDb(left.AsSpan(48000));
    }

    // What is left of a difference of the sides, against the same of a sum.
    private static double SideDb(PlaybackSystem system, double hertz)
    {
        var (left, right) = (Signals.Sine(hertz, 48000, 96000, 0.1), Signals.Sine(hertz, 48000, 96000, -0.1));
        Programme.InBlocks(left, right, Hear(system, 48000));
        return Signals.RmsDb(left.AsSpan(48000)) - Signals.RmsDb(Signals.Sine(hertz, 48000, 48000, 0.1));
    }
}
