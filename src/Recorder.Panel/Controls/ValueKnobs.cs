using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>Turns values: posts them, shows them large, and remembers them until the snapshot has followed.</summary>
internal sealed class ValueKnobs(Desk desk)
{
    private const long OverlayMs = 1000;

    // A turn builds on what the hand has just set, not on a snapshot that may be some milliseconds old.
    private const long TrustMs = 600;

    private readonly Dictionary<(ParameterSpec Spec, int Channel), (float Value, long UntilMs)> justSet = [];

    /// <summary>A value as the hand knows it.</summary>
    public float Read(ValueSlot slot, int channel) =>
        justSet.TryGetValue((slot.Spec, channel), out var set) && desk.NowMs < set.UntilMs ? set.Value : slot.Read(desk.Snapshot, channel);

    /// <summary>Turns a value and shows it.</summary>
    public void Turn(ValueSlot slot, int channel, string owner, int detents)
    {
        var before = Read(slot, channel);
        Set(slot, channel, owner, slot.Spec.Turn(before, detents), before);
    }

    /// <summary>Sets a value and shows it with what it was.</summary>
    public void Set(ValueSlot slot, int channel, string owner, float value) => Set(slot, channel, owner, value, Read(slot, channel));

    /// <summary>Flips a switch without showing it: mute and solo are seen on their screen.</summary>
    public void Flip(ValueSlot slot, int channel) => Put(slot, channel, Read(slot, channel) > 0 ? 0 : 1);

    /// <summary>Sets a value without showing it large.</summary>
    public void Put(ValueSlot slot, int channel, float value)
    {
        if (desk.Post(slot.Write(channel, value)))
            Remember(slot, channel, value);
    }

    private void Set(ValueSlot slot, int channel, string owner, float value, float before)
    {
        if (!desk.Post(slot.Write(channel, value)))
            return;
        Remember(slot, channel, value);
        var was = desk.State.Overlay is { } shown && shown.Spec == slot.Spec && shown.Owner == owner ? shown.Was : before;
        desk.State.Overlay = new ValueOverlay(owner, slot.Spec, value, was, desk.NowMs + OverlayMs, slot.Aside);
    }

    private void Remember(ValueSlot slot, int channel, float value) => justSet[(slot.Spec, channel)] = (value, desk.NowMs + TrustMs);
}
