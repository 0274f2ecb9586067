using CsCheck;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Tests.Screens;

/// <summary>Names of strips side by side: never so near that two read as one.</summary>
public class StripNameTests
{
    // Capitals and what hangs below the line.
    private const int NameHeight = 9;

    [Theory]
    [InlineData("Kick", "Kick"), InlineData("Snare", "Snare"), InlineData("Gtr L", "Gtr L")]
    [InlineData("Guitar", "Guitar"), InlineData("Overheads", "Ovrhd"), InlineData("Overhead L", "Ovr L"), InlineData("Overhead R", "Ovr R"), InlineData("Synthesizer 12", "Sn 12")]
    public void A_long_name_is_shortened_by_its_vowels_and_keeps_what_tells_twins_apart(string name, string shown) => Assert.Equal(shown, StripName.Short(name));

    [Fact]
    public void Any_eight_names_on_mix_and_names_stand_apart_on_the_display() =>
        Gen.Char["ABEILMOQWabceilmnoqstuwy 0123456789"].Array[1, NameEdit.MostLetters].Array[8].Sample(letters =>
        {
            var names = letters.Select(word => new string(word)).ToArray();
            foreach (var (screen, top) in ((ScreenName, int)[])[(ScreenName.Mix, Layout.BodyY), (ScreenName.Names, 27)])
            {
                var frame = new FrameBuffer(256, 64);
                PanelRenderer.Draw(frame, Named(names), new PanelState { Screen = screen });
                for (var knob = 1; knob < names.Length; knob++)
                    for (var x = Layout.Column(knob) - StripName.LeastGap; x < Layout.Column(knob); x++)
                        for (var y = top; y < top + NameHeight; y++)
                            Assert.Equal(Grey.Black, frame[x, y]);
            }
        }, iter: 300);

    [Fact]
    public void The_least_gap_is_twice_a_blank() => Assert.True(StripName.LeastGap >= 2 * (Faces.Small.Measure("a a") - Faces.Small.Measure("aa")) - 1);

    private static RecorderSnapshot Named(string[] names) => Samples.Idle with
    {
        Inputs = [.. names.Select(name => new InputState { Name = name })],
        Mix = Samples.Idle.Mix with { Strips = [.. names.Select(name => new StripState { Name = name })] },
    };
}
