using System.Collections.Immutable;
using Recorder.App.Host.Messages;
using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Session.SetUp;

namespace Recorder.App.Host.Controls;

/// <summary>
/// The interface's own knobs as the host sees them: those of the card that the engine records from, found anew when another
/// one is there. In the host, because asking a card allocates and may wait.
/// </summary>
/// <param name="open">Opens the elements of the card whose key this is, with so many inputs; null where it has none.</param>
/// <param name="kept">What is kept of them in set-up.</param>
/// <param name="board">Where messages stand.</param>
/// <param name="snapshot">The newest state.</param>
internal sealed class ControlsDesk(Func<string, int, IInterfaceControls?> open, KeptControls kept, MessageBoard board, Func<RecorderSnapshot> snapshot) : IDisposable
{
    private readonly Lock gate = new();
    private IInterfaceControls? controls;
    private readonly HashSet<string> known = [];
    private string key = "";

    /// <summary>One per input of the interface; empty where its card has nothing to set.</summary>
    public ImmutableArray<InputControls> Inputs => Volatile.Read(ref controls)?.Inputs ?? [];

    /// <summary>The card's clock; null where it does not say.</summary>
    public ClockControls? Clock => Volatile.Read(ref controls)?.Clock;

    /// <summary>Now and then: follows the interface, and tells what its clock does.</summary>
    public void Round(InterfaceState now)
    {
        lock (gate)
        {
            var wanted = now.IsPresent && now.Channels > 0 ? now.Key : "";
            if (wanted != key || controls is { IsPresent: false })
            {
                controls?.Dispose();
                Volatile.Write(ref controls, null);
                key = wanted;
                if (key.Length > 0)
                    Volatile.Write(ref controls, open(key, now.Channels));
                Greet();
            }
            if (controls is { IsPresent: true } card)
                kept.Follow(key, card);
            TellClock(now);
        }
    }

    /// <summary>Gains and pads go to where a band had them.</summary>
    public void Bring(ImmutableArray<InputSetUp> inputs)
    {
        lock (gate)
        {
            if (controls is { } card)
                kept.Bring(card, inputs);
        }
    }

    /// <summary>Does it when it is the interface's own; null when it is not.</summary>
    public CommandReply? TryRoute(RecorderCommand command) => command switch
    {
        SetInputGain set => Guarded(set.Input, set.IsPressedIn, "gain", card => card.SetGain(set.Input, set.GainDb)),
        SetInputPad set => Guarded(set.Input, set.IsPressedIn, "pad", card => card.SetPad(set.Input, set.IsOn)),
        SetInputPhantom set => Set(set.Input, "48 V switch", card => card.SetPhantom(set.Input, set.IsOn)),
        SetClockSource set => IsTakeRunning
            ? CommandReply.Refused("Not while a take is recorded.")
            : Set(null, "such clock", card => card.SetClockSource(set.Source)),
        _ => null,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            controls?.Dispose();
    }

    private bool IsTakeRunning => SnapshotFold.IsTakeRunning(snapshot().Transport);

    // A host that starts in the middle of a take leaves the card as it is recorded from; a card that comes back is as it was.
    private void Greet()
    {
        if (controls is not { } card)
            return;
        if (!known.Add(key) || !SnapshotFold.IsRecording(snapshot().Transport))
            kept.Bring(key, card);
    }

    private CommandReply Guarded(int input, bool isPressedIn, string what, Func<IInterfaceControls, bool> set) =>
        SnapshotFold.IsRecording(snapshot().Transport) && !isPressedIn
        ? CommandReply.Refused($"Press the knob in to turn the {what} while recording.")
        : Set(input, what, set);

    private CommandReply Set(int? input, string what, Func<IInterfaceControls, bool> set)
    {
        lock (gate)
        {
            if (controls is { } card && set(card))
                return CommandReply.Done;
        }
        return CommandReply.Refused(input is { } number
            ? $"Input {number + 1} has no {what} that can be set from here; use the interface's own."
            : $"The interface has no {what} that can be chosen from here.");
    }

    private void TellClock(InterfaceState now)
    {
        var clock = controls?.Clock;
        if (clock is { IsValid: false } missing)
        {
            var source = (uint)missing.Source < (uint)missing.Sources.Length ? missing.Sources[missing.Source] : "source";
            board.Tell(Matter.ClockSource, MessageTexts.ClockGone(source), isStillTrue: true);
        }
        else
        {
            board.Cure(Matter.ClockSource);
        }
        // What the frames tell goes before what the card says of itself.
        if ((now.RunsAtHz ?? clock?.RateHz) is { } rateHz && now.RateHz > 0 && rateHz != now.RateHz)
            board.Tell(Matter.Rate, MessageTexts.OtherRate(rateHz, now.RateHz), isStillTrue: true);
        else
            board.Cure(Matter.Rate);
    }
}
