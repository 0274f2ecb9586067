using Recorder.Core.Ports;
using Recorder.Core.Wiring;
using Recorder.Panel.Graphics;
using Recorder.Panel.SelfTest;

namespace Recorder.Panel.Tests.SelfTest;

public class PanelSelfTestTests
{
    private const long PicturesMs = 4 * PanelSelfTest.PictureMs;

    public static TheoryData<string> Builds => [.. PanelDescription.BuiltIn];

    [Theory, MemberData(nameof(Builds))]
    public void A_panel_whose_controls_all_answer_passes(string build)
    {
        var test = Started(build);
        while (test.Asked is { } step)
            test.Handle(new PanelEvent(step.Control, step.Action, step.Direction, 0));
        Assert.True(test.IsDone);
        Assert.Empty(test.Troubles());
        Assert.All(test.Results, result => Assert.Equal(SelfTestResult.Seen, result));
    }

    [Theory, MemberData(nameof(Builds))]
    public void Every_pixel_and_every_light_is_shown_lit_and_dark(string build)
    {
        var panel = PanelDescription.Of(build);
        var test = new PanelSelfTest(panel);
        var frame = panel.Display.Controller == DisplayController.Ssd1322 ? new FrameBuffer(256, 64) : new FrameBuffer(128, 64);
        var (lit, dark) = (new bool[frame.Pixels.Length], new bool[frame.Pixels.Length]);
        for (var ms = 0L; ms < PicturesMs; ms += 500)
        {
            test.Tick(ms);
            test.Draw(frame);
            for (var i = 0; i < lit.Length; i++)
                (lit[i], dark[i]) = (lit[i] || frame.Pixels[i] == Grey.Live, dark[i] || frame.Pixels[i] == Grey.Black);
            Assert.Equal(panel.Lamps.Select(lamp => lamp.Light).Order(), Enum.GetValues<PanelLights>().Where(light => light != 0 && test.Lit.HasFlag(light)));
        }
        Assert.DoesNotContain(false, lit);
        Assert.DoesNotContain(false, dark);
    }

    [Fact]
    public void What_does_not_come_in_time_is_told()
    {
        var test = Started("small");
        test.Tick(PicturesMs + PanelSelfTest.PatienceMs + 10);
        Assert.Equal("Press REC: not seen. Check its wires and its line in the description.", Assert.Single(test.Troubles()));
        Assert.Equal("Press STOP", test.Asked!.Value.Words);
    }

    [Fact]
    public void A_control_moved_out_of_turn_counts_and_late_is_better_than_never()
    {
        var test = Started("small");
        test.Handle(new PanelEvent(PanelControl.Stop, PanelAction.Down, 0, 0));
        test.Handle(new PanelEvent(PanelControl.Record, PanelAction.Down, 0, 0));
        Assert.Equal("Press PLAY", test.Asked!.Value.Words);
        test.Tick(PicturesMs + PanelSelfTest.PatienceMs + 10);
        Assert.Single(test.Troubles());
        test.Handle(new PanelEvent(PanelControl.Play, PanelAction.Down, 0, 0));
        Assert.Empty(test.Troubles());
    }

    [Fact]
    public void A_knob_that_counts_backwards_is_told()
    {
        var test = Started("full");
        while (test.Asked is { Action: PanelAction.Down } step)
            test.Handle(new PanelEvent(step.Control, step.Action, 0, 0));
        Assert.Equal("Turn K1 to the right", test.Asked!.Value.Words);
        test.Handle(new PanelEvent(PanelControl.Knob1, PanelAction.Turn, -1, 0));
        test.Handle(new PanelEvent(PanelControl.Knob1, PanelAction.Turn, 1, 0));
        Assert.Equal(
            ["Turn K1 to the right: counted the other way. Swap its A and B.", "Turn K1 to the left: counted the other way. Swap its A and B."], test.Troubles());
        Assert.Equal("Press K1", test.Asked!.Value.Words);
    }

    private static PanelSelfTest Started(string build)
    {
        var test = new PanelSelfTest(PanelDescription.Of(build));
        test.Tick(0);
        test.Tick(PicturesMs);
        return test;
    }
}
