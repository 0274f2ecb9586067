using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Panel.Controls;
using Recorder.Panel.Graphics;

namespace Recorder.Panel;

/// <summary>
/// Runs a panel: takes movements from its inputs, draws 30 pictures a second and lights the lamps. A movement is answered
/// at once, not at the next picture, and no picture on its way to the display keeps it waiting.
/// </summary>
/// <param name="recorder">Where commands go and the state comes from.</param>
/// <param name="display">What is drawn on; its size decides the build.</param>
/// <param name="lamps">The lamps.</param>
/// <param name="inputs">Where movements come from.</param>
/// <param name="time">The clock of holds and blinking, the same as the inputs'.</param>
/// <param name="onTrouble">Told in a sentence when the display stops answering; null to keep silent.</param>
/// <param name="isSupplyGone">Asked before each picture whether the power-fail line is low; null where there is none.</param>
/// <param name="onAlive">Called with each picture: lights whose owner stands still would go on saying what was; null when nobody watches.</param>
public sealed class PanelRunner(
    IRecorder recorder, IDisplay display, IPanelLamps lamps, IReadOnlyList<IPanelInput> inputs, TimeProvider time, Action<string>? onTrouble = null,
    Func<bool>? isSupplyGone = null, Action? onAlive = null)
{
    private const int LargeWidth = 256;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1.0 / 30);

    private readonly object gate = new();
    private readonly Queue<PanelEvent> movements = [];

    /// <summary>Runs until cancelled, on the caller's thread.</summary>
    public void Run(CancellationToken cancelled)
    {
        foreach (var input in inputs)
            input.Moved += OnMoved;
        try
        {
            using var shown = new DisplayThread(display, onTrouble);
            var controller = new PanelController(recorder, isSmall: display.Width < LargeWidth);
            controller.LampsChanged += () => lamps.Show(controller.Lit);
            var frame = new FrameBuffer(display.Width, display.Height);
            while (!cancelled.IsCancellationRequested)
            {
                var startedAt = time.GetTimestamp();
                Step(controller, frame, shown);
                onAlive?.Invoke();
                var took = time.GetElapsedTime(startedAt);
                // This thread goes before others: where drawing is slow there are fewer pictures, and half the time is theirs.
                foreach (var moved in WaitForMovements(took < Period / 2 ? Period - took : took))
                    controller.Handle(moved);
            }
        }
        finally
        {
            foreach (var input in inputs)
                input.Moved -= OnMoved;
        }
    }

    private void OnMoved(PanelEvent moved)
    {
        lock (gate)
        {
            movements.Enqueue(moved);
            Monitor.Pulse(gate);
        }
    }

    private PanelEvent[] WaitForMovements(TimeSpan patience)
    {
        lock (gate)
        {
            if (movements.Count == 0 && patience > TimeSpan.Zero)
                Monitor.Wait(gate, patience);
            PanelEvent[] taken = [.. movements];
            movements.Clear();
            return taken;
        }
    }

    private void Step(PanelController controller, FrameBuffer frame, DisplayThread shown)
    {
        controller.Tick(recorder.Snapshot, (long)time.GetElapsedTime(0).TotalMilliseconds, isSupplyGone?.Invoke() == true);
        lamps.Show(controller.Lit);
        if (!controller.Mood.IsAsleep)
        {
            controller.Draw(frame);
            frame.ShiftRight(controller.Mood.ShiftPixels);
        }
        shown.Post(frame.Pixels, controller.Mood);
    }
}
