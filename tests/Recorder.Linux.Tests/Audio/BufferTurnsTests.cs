using Recorder.Linux.Audio;

namespace Recorder.Linux.Tests.Audio;

public sealed class BufferTurnsTests
{
    private const int RateHz = 48_000;
    private const int BufferFrames = 24_000;

    [Fact]
    public void A_position_that_keeps_pace_has_missed_nothing()
    {
        var turns = new BufferTurns(RateHz, BufferFrames);
        for (var i = 0; i < 1000; i++)
            Assert.Equal(0, turns.Look(i * 24_000L, i * 500_050_000L + i % 7 * 10_000_000));
    }

    [Theory]
    [InlineData(0.4, 0), InlineData(0.6, 24_000), InlineData(0.9, 24_000), InlineData(1.2, 48_000), InlineData(10.3, 480_000)]
    public void What_the_clock_says_and_the_position_does_not_is_missing_in_whole_buffers(double seconds, long expectedFrames)
    {
        var turns = new BufferTurns(RateHz, BufferFrames);
        Assert.Equal(0, turns.Look(1000, 7_000_000_000));
        var played = (long)(seconds * RateHz);
        Assert.Equal(expectedFrames, turns.Look(1000 + played % BufferFrames, 7_000_000_000 + (long)(seconds * 1e9)));
        // It is known from then on.
        Assert.Equal(0, turns.Look(1000 + played + 480, 7_000_000_000 + (long)((seconds + 0.01) * 1e9)));
    }

    [Fact]
    public void A_stream_that_stands_still_while_it_is_looked_at_has_missed_no_turn()
    {
        var turns = new BufferTurns(RateHz, BufferFrames);
        for (var i = 0; i < 50; i++)
            Assert.Equal(0, turns.Look(5000, i * 200_000_000L));
    }

    [Fact]
    public void Nothing_is_said_of_a_stream_that_begins_anew_or_of_a_buffer_too_short_to_tell()
    {
        var turns = new BufferTurns(RateHz, BufferFrames);
        turns.Look(90_000, 0);
        turns.Forget();
        Assert.Equal(0, turns.Look(0, 5_000_000_000));
        var small = new BufferTurns(RateHz, RateHz / 50);
        small.Look(0, 0);
        Assert.False(small.IsDue(5_000_000_000));
        Assert.Equal(0, small.Look(0, 5_000_000_000));
    }

    [Fact]
    public void A_look_is_due_after_half_a_buffer()
    {
        var turns = new BufferTurns(RateHz, BufferFrames);
        Assert.False(turns.IsDue(1_000_000_000));
        turns.Look(0, 0);
        Assert.False(turns.IsDue(250_000_000));
        Assert.True(turns.IsDue(251_000_000));
    }
}
