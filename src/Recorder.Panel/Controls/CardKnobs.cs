using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>
/// The interface's own gain, pad and 48 V: the only knobs that change what is recorded. While a take runs gain and pad move only
/// under a knob that is held pressed in, 48 V asks always, and none of them is undone: what was recorded stays as it was.
/// </summary>
internal sealed class CardKnobs(Desk desk, ValueKnobs values)
{
    // Finer positions than a hand can set are taken several at a time.
    private const float LeastStepDb = 0.5f;

    /// <summary>One of them was turned.</summary>
    /// <param name="slot">Which.</param>
    /// <param name="channel">The input, from 0.</param>
    /// <param name="detents">As turned.</param>
    /// <param name="accelerated">As they count for values; not while a take runs.</param>
    /// <param name="isPressedIn">Whether the knob is held down.</param>
    public void Turn(CardSlot slot, int channel, int detents, int accelerated, bool isPressedIn)
    {
        var controls = CardSlot.Of(desk.Snapshot, channel);
        switch (slot.Control)
        {
            case CardControl.Gain when controls.Gain is { } gain:
                TurnGain(gain, channel, desk.RecordsInputs ? detents : accelerated, isPressedIn);
                break;
            case CardControl.Pad when controls.Pad is { } isOn:
                if (isOn != detents > 0)
                    desk.Post(new SetInputPad(channel, detents > 0, isPressedIn));
                break;
            case CardControl.Phantom when controls.Phantom is { } isOn:
                if (isOn != detents > 0)
                    Ask(controls, channel, detents > 0);
                break;
            default:
                desk.Tell(slot.Nothing);
                break;
        }
    }

    /// <summary>One of them was pressed: the pad is out, 48 V asks, a gain has no place to go back to.</summary>
    public void Press(CardSlot slot, int channel)
    {
        var controls = CardSlot.Of(desk.Snapshot, channel);
        switch (slot.Control)
        {
            case CardControl.Gain when controls.Gain is not null:
                desk.Tell(desk.RecordsInputs ? "Press the knob in and turn: gain." : "Turn it: a press leaves the gain as it is.");
                break;
            case CardControl.Pad when controls.Pad is { } isOn:
                if (isOn)
                    desk.Post(new SetInputPad(channel, false));
                break;
            case CardControl.Phantom when controls.Phantom is { } isOn:
                Ask(controls, channel, !isOn);
                break;
            default:
                desk.Tell(slot.Nothing);
                break;
        }
    }

    private void TurnGain(InputGain gain, int channel, int detents, bool isPressedIn)
    {
        var stepDb = gain.StepDb > 0 ? gain.StepDb * MathF.Ceiling(LeastStepDb / gain.StepDb) : LeastStepDb;
        var slot = CardSlot.GainOf(gain, isPressedIn);
        var nowDb = values.Read(slot, channel);
        // On the card's own positions, so that no detent is lost between two of them.
        var positions = MathF.Round((nowDb - gain.LeastDb) / stepDb) + detents;
        values.Set(slot, channel, ChannelScreen.Title(desk.Snapshot, channel), slot.Spec.Clamp(gain.LeastDb + positions * stepDb));
    }

    // Of all that hang on one switch the microphone that has most to lose is named.
    private void Ask(InputControls controls, int channel, bool isOn)
    {
        var shared = controls.SharedPhantom ?? new InputSpan(channel, 1);
        var inputs = desk.Snapshot.Inputs;
        var named = Enumerable.Range(shared.First, shared.Count).Where(input => input < inputs.Length)
            .OrderByDescending(input => isOn ? inputs[input].Microphone.PhantomRisk() : 0).ThenByDescending(input => input == channel).First();
        var title = ChannelScreen.InputTitle(desk.Snapshot, named);
        var type = inputs[named].Microphone;
        var sentence = (isOn, controls.SharedPhantom) switch
        {
            (true, null) => type.PhantomQuestion(title),
            (true, { } span) => string.Create(CultureInfo.InvariantCulture, $"One switch for {span.First + 1}–{span.First + span.Count}. {type.ShortPhantomQuestion(title)}"),
            (false, null) => $"48 V off on {title}? A condenser falls silent.",
            (false, { } span) => string.Create(CultureInfo.InvariantCulture, $"48 V off on {span.First + 1}–{span.First + span.Count}? Condensers fall silent."),
        };
        desk.State.Question = Question.YesNo(sentence, new SetInputPhantom(channel, isOn));
    }
}
