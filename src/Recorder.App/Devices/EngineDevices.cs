using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Engine;
using Recorder.Link.Messages;
using Recorder.Linux.Audio.Cards;
using Recorder.Session.Folders;

namespace Recorder.App.Devices;

/// <summary>
/// The interface and the output of an engine's process: opens them, finds them again, and says when the engine is to begin
/// anew with another interface. An engine lives as long as what its interface delivers stays the same.
/// </summary>
internal sealed class EngineDevices(CaptureChoice capture, string? output, InterfaceMemory memory, ISoundCards cards, TimeProvider time)
{
    private const int UsualRateHz = 48000;
    private const int MostTries = 20;
    private static readonly TimeSpan TryEvery = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5);

    private readonly InterfaceKeeper interfaces = new(capture, cards, memory, time);
    private OutputKeeper? outputs;
    private Told told = new([], "", "", "", [], default, default);
    private string toldComplaint = "";
    private long lookedAt;
    private int lives;
    private int outputLives;
    private int endedBefore;
    private int takesEnded;
    private volatile float phonesDb = float.NaN;

    /// <summary>The first interface; one that is absent when none is there: a quiet line, and everything recorded plays.</summary>
    /// <exception cref="Core.Faults.RecorderException">The words name none.</exception>
    /// <param name="session">The session, whose newest take will be played.</param>
    /// <param name="isAwaited">Whether a take waits for it, that an engine which was killed has left.</param>
    public ICaptureDevice OpenFirst(SessionFolder session, bool isAwaited)
    {
        var device = interfaces.TryOpen();
        // The process before may still have it open.
        for (var tries = 0; device is null && isAwaited && tries < MostTries; tries++)
        {
            Thread.Sleep(TryEvery);
            device = interfaces.TryOpen();
        }
        TellComplaint();
        return device ?? Absent(session);
    }

    /// <summary>The output for an engine over this interface.</summary>
    /// <exception cref="Core.Faults.RecorderException">The words name none.</exception>
    public IPlaybackDevice OpenOutput(ICaptureDevice device, int periodFrames)
    {
        var opened = new OutputKeeper(output, interfaces.Card, cards, memory, device.Format.RateHz, periodFrames, time);
        outputs = opened;
        lives++;
        (endedBefore, takesEnded) = (endedBefore + takesEnded, 0);
        Describe();
        return opened;
    }

    /// <summary>The interface again after it was gone, started; null while it is not there.</summary>
    public ICaptureDevice? Reopen() => interfaces.Reopen();

    /// <summary>Frames by which a sound comes back later than an output (by its key) and the interface tell, as far as it was measured.</summary>
    public Func<string, int>? RoundTripOf { get; set; }

    /// <summary>A new engine runs: what was last set and measured at its output is so again.</summary>
    public void Attend(RecorderEngine engine)
    {
        engine.Monitor?.BeginOutput(++outputLives);
        engine.Monitor?.SetPhones(outputs!.PhonesDb);
        engine.RoundTripFrames = RoundTripOf?.Invoke(outputs!.Key) ?? 0;
    }

    /// <summary>The interface that <see cref="Watch"/> has returned is the engine's from now on.</summary>
    public void Accept() => interfaces.Accept();

    /// <summary>Called again and again: looks after the output, and returns another interface when the engine is to begin anew with it.</summary>
    public ICaptureDevice? Watch(RecorderEngine engine)
    {
        if (time.GetElapsedTime(lookedAt) < LookEvery)
            return null;
        lookedAt = time.GetTimestamp();
        if (outputs!.IsLookDue(engine.IsTakeRunning))
            LookForOutput(engine);
        if (engine.State != TransportState.Idle || engine.IsSecondCopyBusy)
            return null;
        KeepPhones();
        var another = interfaces.LookForAnother(engine.IsInterfacePresent, engine.HasInterfaceChanged);
        Describe();
        TellComplaint();
        return another;
    }

    /// <summary>Does what a host asks of interface and output; false for what is the engine's own.</summary>
    public bool TryHandle(in LinkMessage command, ref LinkMessage reply)
    {
        if (command.Kind == LinkKind.SetPhones)
            phonesDb = (float)command.Value;
        if (command.Kind != LinkKind.ChooseInterface)
            return false;
        var answer = interfaces.Choose(command.Text.ToString());
        reply.Flag = answer.Accepted;
        reply.Text.Set(answer.Sentence);
        return true;
    }

    /// <summary>Adds to a snapshot what is known here; called on the capture thread, allocates nothing.</summary>
    public void Describe(ref EngineSnapshot snapshot)
    {
        takesEnded = snapshot.TakeEndedCount;
        snapshot.TakeEndedCount += endedBefore;
        snapshot.EngineLife = lives;
        var known = Volatile.Read(ref told);
        (snapshot.OutputName, snapshot.OutputKey) = (known.OutputText, known.OutputKeyText);
        snapshot.InterfaceCount = known.Texts.Length;
        for (var i = 0; i < known.Texts.Length; i++)
            snapshot.Interfaces[i] = known.Texts[i];
    }

    private void LookForOutput(RecorderEngine engine) => engine.DoBudgeted(() => TakeOutput(engine));

    private void TakeOutput(RecorderEngine engine)
    {
        outputs!.OwnCard = interfaces.Card;
        if (outputs.Look())
        {
            phonesDb = float.NaN;
            // Its key first: a host that sees it anew must not take it for the one before.
            Describe();
            Attend(engine);
        }
        Describe();
    }

    private void KeepPhones()
    {
        if (!float.IsNaN(phonesDb))
            outputs!.KeepPhones(phonesDb);
        phonesDb = float.NaN;
    }

    private void Describe()
    {
        var (present, choice, name) = (interfaces.Present, memory.Chosen, outputs!.Name);
        if (ReferenceEquals(present, told.Present) && choice == told.Choice && name == told.Output && outputs.Key == told.OutputKey)
            return;
        var texts = present.Where(card => card.HasInputs).Take(EngineSnapshot.MaxInterfaces).Select(card => new PresentInterfaceText
        {
            Name = FixedText.From(card.Identity.Name),
            Key = FixedText.From(card.Identity.Key),
            Inputs = card.Inputs,
            Chosen = card.Identity.Key == choice ? 1 : 0,
        });
        Volatile.Write(ref told, new Told(present, choice, name, outputs.Key, [.. texts], FixedText.From(name), FixedText.From(outputs.Key)));
    }

    // Once for each: a card that another program has open, or that does not have the rate of the settings.
    private void TellComplaint()
    {
        if (interfaces.Complaint == toldComplaint)
            return;
        toldComplaint = interfaces.Complaint;
        if (toldComplaint.Length > 0)
            Console.Error.WriteLine(toldComplaint);
    }

    // Takes play at the rate of the output: the newest one's is the one that will be wanted.
    private static AbsentInterface Absent(SessionFolder session) =>
        new(session.ReadTakes() is [.., { RateHz: > 0 } newest] ? newest.RateHz : UsualRateHz);

    // Replaced as a whole: the capture thread reads it.
    private sealed record Told(
        IReadOnlyList<PresentInterface> Present, string Choice, string Output, string OutputKey, PresentInterfaceText[] Texts, FixedText OutputText, FixedText OutputKeyText);
}
