using System.Collections.Immutable;
using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Engine.Survival;
using Recorder.Studio.SoundCheck;

namespace Recorder.App.Host.Session;

/// <summary>
/// The sound check: listens to what came in last in the engine's memory, which it only reads, says what it hears, and does
/// what it proposes when it is asked to.
/// </summary>
/// <param name="memoryPath">The engine's memory.</param>
/// <param name="mix">The mix, for low cut and polarity.</param>
/// <param name="post">The recorder's own door, for gains.</param>
/// <param name="snapshot">The newest state.</param>
/// <param name="time">The clock of an engine that stands still.</param>
/// <param name="longestSeconds">After which a check that was forgotten ends.</param>
internal sealed class SoundCheckDesk(
    string memoryPath, MixDesk mix, Func<RecorderCommand, CommandReply> post, Func<RecorderSnapshot> snapshot, TimeProvider time,
    double longestSeconds = 600) : IDisposable
{
    private const int IntervalMs = 100;
    private const double TellEverySeconds = 0.5;

    // An engine that begins anew has another memory under the same name.
    private static readonly TimeSpan StandsStill = TimeSpan.FromMilliseconds(400);

    private readonly Lock gate = new();
    private readonly AutoResetEvent asked = new(false);
    private InputListener? memory;
    private SoundCheckListener? ears;
    private ImmutableArray<InputControls> controls = [];
    private float[] planar = [];
    private long position;
    private long lastFrameAt;
    private double toldAtSeconds;
    private bool isListening;
    private volatile SoundCheckState state = new();

    /// <summary>What it hears, or has heard.</summary>
    public SoundCheckState State => state;

    /// <summary>Does what is asked of the sound check; null when the command is no such.</summary>
    public CommandReply? TryRoute(RecorderCommand command)
    {
        switch (command)
        {
            case StartSoundCheck when !snapshot().Interface.IsPresent:
                return CommandReply.Refused("No interface. Plug one in.");
            case StartSoundCheck:
                lock (gate)
                {
                    LetGo();
                    (ears, isListening) = (null, true);
                    state = new SoundCheckState { IsListening = true };
                }
                asked.Set();
                return CommandReply.Done;
            case EndSoundCheck:
                lock (gate)
                    End();
                return CommandReply.Done;
            case ApplySoundCheck apply:
                return Apply(apply.Input);
            default:
                return null;
        }
    }

    /// <summary>Listens whenever it is asked to, until it is ended.</summary>
    public void RunUntil(WaitHandle ended)
    {
        WaitHandle[] signals = [ended, asked];
        do
        {
            Round();
        } while (WaitHandle.WaitAny(signals, state.IsListening ? IntervalMs : Timeout.Infinite) != 0);
    }

    /// <summary>Hears what has come in since the last time.</summary>
    internal void Round()
    {
        lock (gate)
        {
            if (!isListening || !TryOpen())
                return;
            var isNew = false;
            while (TryReadBlock())
            {
                ears!.Hear(planar);
                (isNew, lastFrameAt) = (true, time.GetTimestamp());
            }
            ForgetWhatWasTurned();
            if (!isNew && time.GetElapsedTime(lastFrameAt) > StandsStill)
                LetGo();
            if (ears!.Seconds >= longestSeconds)
                End();
            else if (ears.Seconds - toldAtSeconds >= TellEverySeconds)
                Tell();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            LetGo();
        asked.Dispose();
    }

    private void End()
    {
        isListening = false;
        LetGo();
        if (ears is null)
            state = state with { IsListening = false };
        else
            Tell();
    }

    private void Tell()
    {
        toldAtSeconds = ears!.Seconds;
        state = new SoundCheckState { IsListening = isListening, Seconds = ears.Seconds, Inputs = ears.Tell(Places()) };
    }

    // Another interface is heard anew; the same one after a pause goes on.
    private bool TryOpen()
    {
        if (memory is not null)
            return true;
        memory = InputListener.TryOpen(memoryPath);
        if (memory is null)
            return false;
        (position, lastFrameAt) = (memory.WrittenFrames, time.GetTimestamp());
        if (ears is not null && ears.RateHz == memory.RateHz && planar.Length == memory.Channels * ears.BlockFrames)
            return true;
        ears = new SoundCheckListener(memory.Channels, memory.RateHz, memory.Format);
        planar = new float[memory.Channels * ears.BlockFrames];
        (controls, toldAtSeconds) = ([], 0);
        return true;
    }

    private bool TryReadBlock()
    {
        if (memory is null || memory.WrittenFrames - position < ears!.BlockFrames)
            return false;
        for (var input = 0; input < memory.Channels; input++)
        {
            if (memory.TryRead(input, position, planar.AsSpan(input * ears.BlockFrames, ears.BlockFrames)))
                continue;
            // This thread was held up for longer than the memory reaches back: it goes on with what is new.
            position = memory.WrittenFrames;
            return false;
        }
        position += ears.BlockFrames;
        return true;
    }

    // What an input sounded like at another gain says nothing any more.
    private void ForgetWhatWasTurned()
    {
        ImmutableArray<InputControls> now = [.. snapshot().Inputs.Select(input => input.Controls)];
        var inputs = Math.Min(planar.Length / ears!.BlockFrames, Math.Min(controls.Length, now.Length));
        for (var input = 0; input < inputs; input++)
        {
            if ((controls[input].Gain?.ValueDb, controls[input].Pad) == (now[input].Gain?.ValueDb, now[input].Pad))
                continue;
            ears.Forget(input);
            // What has come and was not heard yet may be from before, too.
            position = memory?.WrittenFrames ?? position;
        }
        controls = now;
    }

    private InputPlace[] Places()
    {
        var (inputs, scene) = (snapshot().Inputs, mix.Mix.Current);
        return [.. Enumerable.Range(0, planar.Length / ears!.BlockFrames).Select(input =>
        {
            var place = input >= inputs.Length ? new InputPlace() : new InputPlace
            {
                Name = inputs[input].Name, IsRightOfPair = inputs[input].IsPaired && input % 2 == 1, Microphone = inputs[input].Microphone,
                Controls = inputs[input].Controls,
            };
            return mix.StripOf(input) is not { } strip || strip >= scene.Strips.Length ? place : place with
            {
                LowCutHz = scene.Strips[strip].Values[StripParameter.HighPassHz],
                IsInverted = scene.Strips[strip].Values.IsOn(StripParameter.PolarityInverted),
            };
        })];
    }

    private CommandReply Apply(int? input)
    {
        var checks = state.Inputs.Where(check => input is null || check.Input == input).ToArray();
        if (checks.Length == 0)
            return CommandReply.Refused(state.Inputs.IsEmpty ? "No sound check yet. Menu: Sound check." : $"The sound check knows no input {input + 1}.");
        var proposed = checks.Where(check => check.Proposal.Length > 0).ToArray();
        if (proposed.Length == 0)
            return CommandReply.Refused(input is null ? "Nothing to apply." : checks[0].Sentences is [var sentence, ..] ? sentence : "Nothing to apply: it is good.");
        var moves = proposed.SelectMany(MovesOf).ToArray();
        if (moves.Length > 0)
            mix.Set(input is null ? "sound check" : $"{checks[0].Name} sound check".TrimStart(), moves);
        var gains = proposed.Where(check => check.GainDb is not null).ToArray();
        var areGainsGuarded = gains.Length > 0 && SnapshotFold.IsRecording(snapshot().Transport);
        foreach (var check in areGainsGuarded ? [] : gains)
            if (post(new SetInputGain(check.Input, check.GainDb!.Value)) is { Accepted: false } refused)
                return refused;
        TellAnew(areGainsGuarded ? [] : gains);
        if (areGainsGuarded)
            return new CommandReply(moves.Length > 0, "Gains stay while recording: on CHANNEL press the knob in and turn.");
        return new CommandReply(true, input is null
            ? FormattableString.Invariant($"Done for {proposed.Length} {(proposed.Length == 1 ? "input" : "inputs")}. BACK + MAIN left: undo the mix.")
            : $"Done: {proposed[0].Proposal}.");
    }

    // What was done is proposed no more, also when nobody listens.
    private void TellAnew(InputCheck[] turned)
    {
        lock (gate)
        {
            if (ears is null)
                return;
            foreach (var check in turned)
                ears.Forget(check.Input);
            Tell();
        }
    }

    private void LetGo()
    {
        memory?.Dispose();
        memory = null;
    }

    private IEnumerable<SetStrip> MovesOf(InputCheck check)
    {
        if (mix.StripOf(check.Input) is not { } strip)
            yield break;
        if (check.LowCutHz is { } hertz)
            yield return new SetStrip(strip, StripParameter.HighPassHz, hertz);
        if (check.Polarity is { } isInverted)
            yield return new SetStrip(strip, StripParameter.PolarityInverted, isInverted ? 1 : 0);
    }
}
