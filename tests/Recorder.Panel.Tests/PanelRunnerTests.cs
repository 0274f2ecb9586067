using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Panel.Controls;
using Recorder.Panel.Tests.Controls;

namespace Recorder.Panel.Tests;

/// <summary>The loop that runs a panel, from a movement to a command, a picture and lamps.</summary>
public class PanelRunnerTests
{
    [Fact]
    public void A_press_becomes_a_command_and_a_lost_display_is_told_once()
    {
        var recorder = new FakeRecorder(Samples.Idle);
        var panel = new FakePanel();
        List<string> told = [];
        panel.OnPicture = number =>
        {
            if (number == 1)
                panel.Press(PanelControl.Record);
            if (number == 6)
                panel.Stop();
            return number is 1 or 5;
        };
        new PanelRunner(recorder, panel, panel, [panel], TimeProvider.System, told.Add).Run(panel.Stopped);
        Assert.Equal(new StartTake(), recorder.Last);
        Assert.True(panel.SeenLit.HasFlag(PanelLights.Record));
        Assert.Equal(2, told.Count);
        Assert.StartsWith("The display does not answer.", told[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_press_lights_its_lamp_while_a_picture_is_on_its_way()
    {
        using var isLit = new ManualResetEventSlim();
        var panel = new FakePanel();
        var wasLitMeanwhile = false;
        panel.OnLit = lit =>
        {
            if (lit.HasFlag(PanelLights.Record))
                isLit.Set();
        };
        panel.OnPicture = number =>
        {
            if (number == 3)
            {
                panel.Press(PanelControl.Record);
                wasLitMeanwhile = isLit.Wait(TimeSpan.FromSeconds(20));
                panel.Stop();
            }
            return true;
        };
        new PanelRunner(new FakeRecorder(Samples.Idle), panel, panel, [panel], TimeProvider.System).Run(panel.Stopped);
        Assert.True(wasLitMeanwhile);
    }

    [Fact]
    public void Rec_is_lit_before_its_command_is_on_its_way_and_dark_again_when_it_was_refused()
    {
        var panel = new FakePanel();
        var recorder = new FakeRecorder(Samples.Idle);
        var wasLit = false;
        recorder.OnPost = command =>
        {
            wasLit = command is StartTake && panel.Lit.HasFlag(PanelLights.Record);
            return CommandReply.Refused("The disk is full.");
        };
        var isDarkAgain = false;
        panel.OnLit = lit =>
        {
            if (!recorder.Posted.OfType<StartTake>().Any() || lit.HasFlag(PanelLights.Record))
                return;
            isDarkAgain = true;
            panel.Stop();
        };
        panel.OnPicture = number =>
        {
            if (number == 1)
                panel.Press(PanelControl.Record);
            if (number == 300)
                panel.Stop();
            return true;
        };
        new PanelRunner(recorder, panel, panel, [panel], TimeProvider.System).Run(panel.Stopped);
        Assert.True(wasLit && isDarkAgain);
    }

    [Fact]
    public void What_was_drawn_last_is_still_shown_and_a_sleeping_display_is_sent_nothing()
    {
        var display = new FakePanel();
        var greys = new byte[display.Width * display.Height];
        using (var shown = new DisplayThread(display, onTrouble: null))
        {
            shown.Post(greys, new DisplayMood(9, IsAsleep: true, 0));
            greys[5] = 7;
            shown.Post(greys, new DisplayMood(9, IsAsleep: false, 0));
        }
        Assert.Equal((7, 9, false), (display.Picture[5], display.Contrast, display.IsAsleep));
        var pictures = display.Pictures;
        using (var shown = new DisplayThread(display, onTrouble: null))
            shown.Post(greys, new DisplayMood(9, IsAsleep: true, 0));
        Assert.Equal((pictures, true), (display.Pictures, display.IsAsleep));
    }

    [Fact]
    public void Each_picture_is_a_sign_of_life()
    {
        var panel = new FakePanel { OnPicture = _ => true };
        var signs = 0;
        void OnAlive()
        {
            if (++signs == 4)
                panel.Stop();
        }
        new PanelRunner(new FakeRecorder(Samples.Idle), panel, panel, [panel], TimeProvider.System, onAlive: OnAlive).Run(panel.Stopped);
        Assert.Equal(4, signs);
    }

    private sealed class FakePanel : IDisplay, IPanelLamps, IPanelInput
    {
        private readonly CancellationTokenSource stop = new();

        public event Action<PanelEvent>? Moved;

        public int Width => 256;
        public int Height => 64;
        public Func<int, bool> OnPicture { get; set; } = _ => true;
        public Action<PanelLights> OnLit { get; set; } = _ => { };
        public PanelLights SeenLit { get; private set; }
        public PanelLights Lit { get; private set; }
        public byte[] Picture { get; private set; } = [];
        public int Pictures { get; private set; }
        public int Contrast { get; private set; }
        public bool IsAsleep { get; private set; }
        public CancellationToken Stopped => stop.Token;

        public void Press(PanelControl control) =>
            Moved?.Invoke(new PanelEvent(control, PanelAction.Down, 0, (long)TimeProvider.System.GetElapsedTime(0).TotalMilliseconds));

        public void Stop() => stop.Cancel();

        public bool Show(ReadOnlySpan<byte> greys)
        {
            Picture = greys.ToArray();
            return OnPicture(++Pictures);
        }

        public void Show(PanelLights lit)
        {
            SeenLit |= lit;
            Lit = lit;
            OnLit(lit);
        }

        public void SetContrast(byte contrast) => Contrast = contrast;

        public void Sleep(bool asleep) => IsAsleep = asleep;

        public void Dispose() => stop.Dispose();
    }
}
