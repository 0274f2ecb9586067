using System.Collections.Immutable;
using Recorder.Core.Ports;
using Recorder.Core.Wiring;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.SelfTest;

/// <summary>One thing a person is asked to do.</summary>
/// <param name="Control">The control.</param>
/// <param name="Action">Press (Down) or turn.</param>
/// <param name="Direction">For a turn: 1 to the right, -1 to the left.</param>
public readonly record struct SelfTestStep(PanelControl Control, PanelAction Action, int Direction = 0)
{
    /// <summary>"Press REC", "Turn K1 to the right".</summary>
    public string Words => Action == PanelAction.Turn
        ? $"Turn {PanelNames.Of(Control)} to the {(Direction > 0 ? "right" : "left")}"
        : $"Press {PanelNames.Of(Control)}";
}

/// <summary>What became of a step.</summary>
public enum SelfTestResult
{
    Waiting,
    Seen,

    /// <summary>A knob that counted the other way.</summary>
    Backwards,

    /// <summary>Nothing came in time.</summary>
    Missing,
}

/// <summary>
/// First light: shows every pixel, then asks for each key and each knob in turn, with its light burning meanwhile. What is
/// done out of turn counts as well; what does not come in time is told at the end. Time comes from its caller.
/// </summary>
public sealed class PanelSelfTest
{
    /// <summary>How long each picture stands.</summary>
    public const long PictureMs = 1500;

    /// <summary>How long a step is waited for.</summary>
    public const long PatienceMs = 20_000;

    private const int Pictures = 4;
    private const int StepGrey = 16;

    private readonly PanelDescription panel;
    private readonly SelfTestResult[] results;
    private long? startedMs;
    private long askedMs;
    private long nowMs;
    private int current;

    /// <summary>A test of every control of a panel.</summary>
    public PanelSelfTest(PanelDescription panel)
    {
        this.panel = panel;
        Steps =
        [
            .. panel.Keys.Select(key => new SelfTestStep(key.Control, PanelAction.Down)),
            .. panel.Knobs.SelectMany(knob => (SelfTestStep[])
                [new(knob.Control, PanelAction.Turn, 1), new(knob.Control, PanelAction.Turn, -1), new(knob.Control, PanelAction.Down)]),
        ];
        results = new SelfTestResult[Steps.Length];
    }

    /// <summary>Everything asked for, in order.</summary>
    public ImmutableArray<SelfTestStep> Steps { get; }

    /// <summary>What became of each.</summary>
    public IReadOnlyList<SelfTestResult> Results => results;

    /// <summary>Every step was seen or given up.</summary>
    public bool IsDone => current >= Steps.Length;

    /// <summary>The step asked for now; null while pictures stand and at the end.</summary>
    public SelfTestStep? Asked => IsShowingPictures || IsDone ? null : Steps[current];

    /// <summary>Every light while pictures stand, then the one of the control asked for.</summary>
    public PanelLights Lit => IsShowingPictures
        ? panel.Lamps.Aggregate(PanelLights.None, (lit, lamp) => lit | lamp.Light)
        : Asked is { } step && Enum.TryParse<PanelLights>(step.Control.ToString(), out var light) ? light : PanelLights.None;

    private bool IsShowingPictures => startedMs is not { } started || nowMs - started < Pictures * PictureMs;

    /// <summary>Time has passed.</summary>
    public void Tick(long nowMs)
    {
        this.nowMs = nowMs;
        startedMs ??= nowMs;
        if (IsShowingPictures || IsDone)
            askedMs = nowMs;
        else if (nowMs - askedMs >= PatienceMs)
            Settle(current, SelfTestResult.Missing);
    }

    /// <summary>A movement of a control.</summary>
    public void Handle(PanelEvent moved)
    {
        var step = -1;
        for (var i = 0; i < Steps.Length && step < 0; i++)
            if (results[i] != SelfTestResult.Seen && Steps[i].Control == moved.Control && Steps[i].Action == moved.Action
                && (moved.Action != PanelAction.Turn || Math.Sign(moved.Detents) == Steps[i].Direction))
                step = i;
        if (Asked is { Action: PanelAction.Turn } asked && asked.Control == moved.Control && moved.Action == PanelAction.Turn && Math.Sign(moved.Detents) != asked.Direction)
            Settle(current, SelfTestResult.Backwards);
        else if (step >= 0)
            Settle(step, SelfTestResult.Seen);
    }

    /// <summary>Draws the picture or the question of the moment.</summary>
    public void Draw(FrameBuffer frame)
    {
        frame.Clear();
        if (IsShowingPictures)
            DrawPicture(frame, (int)((nowMs - (startedMs ?? nowMs)) / PictureMs));
        else if (IsDone)
            DrawEnd(frame);
        else
            DrawQuestion(frame, Steps[current]);
    }

    /// <summary>What was not as it should be, one sentence a step.</summary>
    public IEnumerable<string> Troubles()
    {
        for (var i = 0; i < Steps.Length; i++)
        {
            if (results[i] == SelfTestResult.Missing)
                yield return $"{Steps[i].Words}: not seen. Check its wires and its line in the description.";
            else if (results[i] == SelfTestResult.Backwards)
                yield return $"{Steps[i].Words}: counted the other way. Swap its A and B.";
        }
    }

    private void Settle(int step, SelfTestResult result)
    {
        results[step] = result;
        while (!IsDone && results[current] != SelfTestResult.Waiting)
            current++;
        askedMs = nowMs;
    }

    // All lit, two chequers of which each lights what the other leaves dark, and all greys side by side.
    private static void DrawPicture(FrameBuffer frame, int picture)
    {
        for (var y = 0; y < frame.Height; y++)
            for (var x = 0; x < frame.Width; x++)
                frame[x, y] = picture switch
                {
                    0 => Grey.Live,
                    1 => (x + y) % 2 == 0 ? Grey.Live : Grey.Black,
                    2 => (x + y) % 2 == 1 ? Grey.Live : Grey.Black,
                    _ => (byte)(x * StepGrey / frame.Width),
                };
    }

    private void DrawQuestion(FrameBuffer frame, SelfTestStep step)
    {
        frame.Frame(0, 0, frame.Width, frame.Height, Grey.Live);
        var y = 10;
        foreach (var line in Faces.Medium.Wrap(step.Words, frame.Width - 8))
        {
            frame.TextCentred(Faces.Medium, frame.Width / 2, y, line, Grey.Live);
            y += 15;
        }
        frame.TextCentred(Faces.Small, frame.Width / 2, 52,
            FormattableString.Invariant($"{current + 1} of {Steps.Length}, {Math.Max(0, (PatienceMs - (nowMs - askedMs) + 999) / 1000)} s"), Grey.Live);
    }

    private void DrawEnd(FrameBuffer frame)
    {
        var bad = results.Count(result => result != SelfTestResult.Seen);
        frame.TextCentred(Faces.Medium, frame.Width / 2, 16, bad == 0 ? "All seen" : FormattableString.Invariant($"{bad} not seen"), Grey.Live);
        frame.TextCentred(Faces.Small, frame.Width / 2, 40, FormattableString.Invariant($"{Steps.Length - bad} of {Steps.Length}"), Grey.Live);
    }
}
