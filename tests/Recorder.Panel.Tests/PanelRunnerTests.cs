using Recorder.Core.Commands;
using Recorder.Core.Ports;
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

    // So the light waits for at most one picture on its way to the display: 7 ms on SPI, 26 ms on I2C at 400 kHz.
    [Fact]
    public void A_press_lights_its_lamp_before_another_picture_is_sent()
    {
        var recorder = new FakeRecorder(Samples.Idle);
        var panel = new FakePanel();
        List<string> order = [];
        panel.OnLit = lit => order.Add(lit.HasFlag(PanelLights.Record) ? "REC" : "dark");
        panel.OnPicture = number =>
        {
            order.Add("picture");
            if (number == 3)
                panel.Press(PanelControl.Record);
            if (number == 5)
                panel.Stop();
            return true;
        };
        new PanelRunner(recorder, panel, panel, [panel], TimeProvider.System).Run(panel.Stopped);
        var pressedAt = order.Select((what, index) => (what, index)).Where(step => step.what == "picture").ElementAt(2).index;
        Assert.Equal("REC", order[pressedAt + 1]);
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
        private int pictures;

        public event Action<PanelEvent>? Moved;

        public int Width => 256;
        public int Height => 64;
        public Func<int, bool> OnPicture { get; set; } = _ => true;
        public Action<PanelLights> OnLit { get; set; } = _ => { };
        public PanelLights SeenLit { get; private set; }
        public CancellationToken Stopped => stop.Token;

        public void Press(PanelControl control) =>
            Moved?.Invoke(new PanelEvent(control, PanelAction.Down, 0, (long)TimeProvider.System.GetElapsedTime(0).TotalMilliseconds));

        public void Stop() => stop.Cancel();
        public bool Show(ReadOnlySpan<byte> greys) => OnPicture(++pictures);

        public void Show(PanelLights lit)
        {
            SeenLit |= lit;
            OnLit(lit);
        }

        public void SetContrast(byte contrast)
        {
        }

        public void Sleep(bool asleep)
        {
        }

        public void Dispose() => stop.Dispose();
    }
}
