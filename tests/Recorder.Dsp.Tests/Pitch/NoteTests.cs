using Recorder.Dsp.Pitch;

namespace Recorder.Dsp.Tests.Pitch;

public class NoteTests
{
    [Theory]
    [InlineData(440, 440, "A4", 0), InlineData(442, 440, "A4", 7.85), InlineData(442, 442, "A4", 0), InlineData(82.407, 440, "E2", 0)]
    [InlineData(30.868, 440, "B0", 0), InlineData(261.626, 440, "C4", 0), InlineData(466.164, 440, "A#4", 0), InlineData(246.942, 440, "B3", 0)]
    [InlineData(440, 415.305, "A#4", 0), InlineData(452, 440, "A4", 46.58), InlineData(454, 440, "A#4", -45.77)]
    public void A_frequency_is_named_by_the_nearest_note(double hertz, double referenceHz, string note, double cents)
    {
        var named = Note.Of(hertz, referenceHz);
        Assert.Equal(note, named.ToString());
        Assert.Equal(cents, named.Cents, 0.05);
    }

    [Fact]
    public void One_reading_that_is_off_does_not_show()
    {
        var tracker = new PitchTracker();
        foreach (var hertz in (double[])[110, 110, 110, 220, 110])
            tracker.Next(Tone(hertz));
        Assert.Equal(110, tracker.Next(Tone(110)).FrequencyHz);
    }

    [Fact]
    public void Another_note_shows_with_its_second_reading()
    {
        var tracker = new PitchTracker();
        foreach (var hertz in (double[])[110, 110, 110, 147])
            Assert.NotEqual(147, tracker.Next(Tone(hertz)).FrequencyHz);
        Assert.Equal(147, tracker.Next(Tone(147)).FrequencyHz);
    }

    [Fact]
    public void A_peg_that_is_turned_is_followed_within_three_readings()
    {
        var tracker = new PitchTracker();
        var shown = 0.0;
        for (var i = 0; i < 20; i++)
            shown = tracker.Next(Tone(110 + 0.1 * i)).FrequencyHz;
        Assert.InRange(shown, 110 + 0.1 * 17, 110 + 0.1 * 19);
    }

    [Fact]
    public void What_was_heard_stands_for_a_moment_and_goes()
    {
        var tracker = new PitchTracker();
        tracker.Next(Tone(110));
        tracker.Next(Tone(110));
        for (var i = 0; i < 3; i++)
            Assert.True(tracker.Next(default).IsPitch);
        Assert.False(tracker.Next(default).IsPitch);
        Assert.False(tracker.Next(Tone(147)).IsPitch);
    }

    private static PitchReading Tone(double hertz) => new(hertz, 1, -20);
}
