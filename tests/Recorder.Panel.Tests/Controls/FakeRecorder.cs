using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Controls;

namespace Recorder.Panel.Tests.Controls;

/// <summary>A recorder that only remembers what was posted, and hands on a panel with a clock.</summary>
internal sealed class FakeRecorder : IRecorder
{
    private long nowMs = 10_000;

    public FakeRecorder(RecorderSnapshot snapshot, bool isSmall = false)
    {
        Snapshot = snapshot;
        Panel = new PanelController(this, isSmall);
        Wait(0);
    }

    public RecorderSnapshot Snapshot { get; set; }

    public PanelController Panel { get; }

    /// <summary>What hands have asked for.</summary>
    public List<RecorderCommand> Posted { get; } = [];

    /// <summary>How often the panel has said by itself that MASTER is seen.</summary>
    public int Looks { get; private set; }

    /// <summary>The one command posted since the last look.</summary>
    public RecorderCommand? Last
    {
        get
        {
            var last = Assert.Single(Posted);
            Posted.Clear();
            return last;
        }
    }

    public bool IsSupplyLow { get; set; }

    public string? Refusal { get; set; }

    /// <summary>Answers in place of <see cref="Refusal"/>.</summary>
    public Func<RecorderCommand, CommandReply>? OnPost { get; set; }

    public string Notice => Panel.State.Notice?.Sentence ?? "";

    public CommandReply Post(RecorderCommand command)
    {
        if (command is LookAtMaster)
            Looks++;
        else
            Posted.Add(command);
        if (OnPost is not null)
            return OnPost(command);
        return Refusal is { } sentence ? CommandReply.Refused(sentence) : CommandReply.Done;
    }

    public FakeRecorder Wait(long milliseconds)
    {
        nowMs += milliseconds;
        Panel.Tick(Snapshot, nowMs, IsSupplyLow);
        return this;
    }

    public FakeRecorder Down(PanelControl control) => Move(control, PanelAction.Down, 0);

    public FakeRecorder Up(PanelControl control) => Move(control, PanelAction.Up, 0);

    public FakeRecorder Turn(PanelControl control, int detents) => Move(control, PanelAction.Turn, detents);

    public FakeRecorder Tap(PanelControl control) => Down(control).Wait(60).Up(control).Wait(10);

    public FakeRecorder BackAnd(PanelControl control) => Down(PanelControl.Back).Wait(100).Tap(control).Up(PanelControl.Back).Wait(10);

    public FakeRecorder Hold(PanelControl control, long milliseconds)
    {
        Down(control);
        for (var heldMs = 0L; heldMs < milliseconds; heldMs += 20)
            Wait(20);
        return Up(control).Wait(10);
    }

    public FakeRecorder Move(PanelControl control, PanelAction action, int detents)
    {
        Panel.Handle(new PanelEvent(control, action, detents, nowMs));
        return this;
    }
}
