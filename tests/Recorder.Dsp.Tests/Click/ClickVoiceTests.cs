using Recorder.Dsp.Click;

namespace Recorder.Dsp.Tests.Click;

public class ClickVoiceTests
{
    [Theory, InlineData(44100), InlineData(48000), InlineData(192000)]
    public void A_stroke_is_loudest_on_its_first_sample_and_over_after_30_ms(int rateHz)
    {
        var voice = new ClickVoice(rateHz);
        var (left, right) = (new float[rateHz], new float[rateHz]);
        voice.AddTo(left, right);
        Assert.DoesNotContain(left, sample => sample != 0);
        voice.Strike(isAccent: true, 0.5f);
        // In pieces of any length.
        for (int at = 0, length = 1; at < rateHz; at += length, length = Math.Min(length + 7, rateHz - at))
            voice.AddTo(left.AsSpan(at, length), right.AsSpan(at, length));
        Assert.Equal(left, right);
        Assert.Equal(0.5f, left[0]);
        Assert.Equal(0.5f, left.Max(Math.Abs));
        Assert.DoesNotContain(left.Skip((int)(ClickVoice.StrokeSeconds * rateHz)), sample => sample != 0);
        Assert.InRange(Math.Abs(left[(int)(ClickVoice.StrokeSeconds * rateHz) - 1]), 0, 1e-4f);
    }

    [Fact]
    public void A_beat_adds_to_what_is_there_and_is_not_the_accent()
    {
        var voice = new ClickVoice(48000);
        var (accent, beat, silent) = (new float[480], new float[480], new float[480]);
        voice.Strike(isAccent: true, 1);
        voice.AddTo(accent, silent);
        voice.Strike(isAccent: false, 1);
        beat.AsSpan().Fill(0.25f);
        voice.AddTo(beat, silent);
        Assert.Equal(1.25f, beat[0]);
        Assert.True(Signals.LargestDifference(accent, beat) > 0.5);
    }
}
