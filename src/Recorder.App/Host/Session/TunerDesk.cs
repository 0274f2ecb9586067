using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Dsp.Pitch;
using Recorder.Engine.Survival;
using Recorder.Session.SetUp;

namespace Recorder.App.Host.Session;

/// <summary>The tuner: while somebody looks, it listens to the last moments of one input in the engine's memory.</summary>
/// <param name="memoryPath">The engine's memory, which is only read.</param>
/// <param name="file">Where the reference is kept.</param>
/// <param name="time">The clock of how long somebody looks.</param>
internal sealed class TunerDesk(string memoryPath, SetUpFile file, TimeProvider time) : IDisposable
{
    private const int IntervalMs = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    // An engine that begins anew has another memory under the same name.
    private static readonly TimeSpan StandsStill = TimeSpan.FromMilliseconds(400);

    private readonly Lock gate = new();
    private readonly AutoResetEvent asked = new(false);
    private readonly PitchTracker tracker = new();
    private int? wanted;
    private long askedAt;
    private InputListener? listener;
    private PitchDetector? detector;
    private float[] newest = [];
    private long lastFrame;
    private long lastFrameAt;
    private volatile Heard heard = new(null, default);

    /// <summary>What it hears now.</summary>
    public TunerState State
    {
        get
        {
            var (input, reading) = heard;
            var referenceHz = file.Facts.TuningReferenceHz;
            if (!reading.IsPitch)
                return new TunerState { ReferenceHz = referenceHz, Input = input };
            var note = Note.Of(reading.FrequencyHz, referenceHz);
            return new TunerState
            {
                ReferenceHz = referenceHz, Input = input, Note = note.Name, Octave = note.Octave, Cents = note.Cents, FrequencyHz = reading.FrequencyHz,
            };
        }
    }

    /// <summary>Does what is asked of the tuner; null when the command is no such.</summary>
    public CommandReply? TryRoute(RecorderCommand command)
    {
        switch (command)
        {
            case TuneInput tune:
                lock (gate)
                    (wanted, askedAt) = (tune.Input, time.GetTimestamp());
                asked.Set();
                return CommandReply.Done;
            case SetTuningReference set:
                var hertz = Math.Round(TunerParameters.ReferenceHz.Clamp((float)set.Hertz), 1);
                file.Change(facts => facts with { TuningReferenceHz = hertz });
                return CommandReply.Done;
            default:
                return null;
        }
    }

    /// <summary>Listens whenever somebody looks, until it is ended.</summary>
    public void RunUntil(WaitHandle ended)
    {
        WaitHandle[] signals = [ended, asked];
        do
        {
            Round();
        } while (WaitHandle.WaitAny(signals, heard.Input is null ? Timeout.Infinite : IntervalMs) != 0);
    }

    /// <summary>Listens once; with nobody looking it lets go of everything.</summary>
    internal void Round()
    {
        int? input;
        lock (gate)
            input = wanted is { } one && time.GetElapsedTime(askedAt) < Lease ? one : null;
        if (input != heard.Input)
            tracker.Reset();
        if (input is null)
            LetGo();
        heard = new Heard(input, input is { } now && TryHear(now) ? tracker.Next(detector!.Detect(newest)) : default);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LetGo();
        asked.Dispose();
    }

    private bool TryHear(int input)
    {
        if (listener is null)
            Open();
        if (listener is not { } open)
            return false;
        var written = open.WrittenFrames;
        if (written != lastFrame)
            (lastFrame, lastFrameAt) = (written, time.GetTimestamp());
        else if (time.GetElapsedTime(lastFrameAt) > StandsStill)
        {
            LetGo();
            return false;
        }
        return open.TryRead(input, newest);
    }

    private void Open()
    {
        listener = InputListener.TryOpen(memoryPath);
        if (listener is null)
            return;
        detector = new PitchDetector(listener.RateHz);
        newest = new float[detector.BlockFrames];
        (lastFrame, lastFrameAt) = (listener.WrittenFrames, time.GetTimestamp());
        tracker.Reset();
    }

    private void LetGo()
    {
        listener?.Dispose();
        listener = null;
    }

    private sealed record Heard(int? Input, PitchReading Reading);
}
