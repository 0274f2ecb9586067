using Recorder.Core.Commands;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>The references of the master: K8 steps through them, its press leaves the reference out and brings it back, the list picks one.</summary>
internal sealed class ReferenceKnob(Desk desk)
{
    // A turn builds on what the hand has just chosen, not on a snapshot that may be some milliseconds old.
    private const long TrustMs = 600;

    private (string Key, long UntilMs)? justChosen;
    private string? leftOut;

    private string Now => justChosen is var (key, untilMs) && desk.NowMs < untilMs ? key : desk.Snapshot.Master.Reference;

    /// <summary>To the next ones; it does not turn round.</summary>
    public void Turn(int detents)
    {
        var references = desk.Snapshot.Master.References;
        if (references.IsEmpty && Now.Length == 0)
        {
            desk.Tell("No reference yet: songs on a stick, or in a folder References.");
            return;
        }
        leftOut = null;
        var row = Math.Clamp(MasterRows.RowOf(desk.Snapshot, Now) + detents, 0, references.Length);
        Choose(MasterRows.KeyAt(desk.Snapshot, row));
    }

    /// <summary>Without the reference; pressed again, with it.</summary>
    public void Press()
    {
        var now = Now;
        if (now.Length == 0 && leftOut is null)
        {
            desk.Tell("Turn: choose a reference.");
            return;
        }
        var next = now.Length > 0 ? "" : leftOut!;
        leftOut = now.Length > 0 ? now : null;
        Choose(next);
    }

    /// <summary>The one a row of the list is; then the list it came from.</summary>
    public void Pick(int row)
    {
        if (!Choose(MasterRows.KeyAt(desk.Snapshot, row)))
            return;
        desk.GoTo(ScreenName.MasterOptions);
        desk.State.Row = MasterRows.ReferenceRow;
    }

    private bool Choose(string key)
    {
        if (!desk.Post(new SetReference(key)))
            return false;
        justChosen = (key, desk.NowMs + TrustMs);
        var row = MasterRows.RowOf(desk.Snapshot, key);
        desk.Tell(row == 0 ? "Reference: none" : $"Reference: {desk.Snapshot.Master.References[row - 1].Name}");
        return true;
    }
}
