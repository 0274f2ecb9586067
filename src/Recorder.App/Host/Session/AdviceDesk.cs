using System.Collections.Immutable;
using System.Globalization;
using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Dsp.Loudness;
using Recorder.Session.Folders;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;
using Recorder.Studio.Translation;
using TakeMix = Recorder.Session.Mixes.Mix;

namespace Recorder.App.Host.Session;

/// <summary>
/// What MASTER says about the open take while somebody looks: what other playback systems do to it as the knobs stand, and what its mix
/// measures before there is a master. Measured in the background, never while something is recorded or a job runs.
/// </summary>
/// <param name="shelf">Which take is open.</param>
/// <param name="mixOf">A take's mix, with the master's values.</param>
/// <param name="snapshot">The newest state.</param>
/// <param name="time">The clock of how long a look holds.</param>
internal sealed class AdviceDesk(TakeShelf shelf, Func<Take, TakeMix> mixOf, Func<RecorderSnapshot> snapshot, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    // A concert from start to end would keep a Pi busy for a quarter of an hour.
    private const double LongestMeasuredSeconds = 1200;

    private readonly Lock gate = new();
    private bool isAsked;
    private long askedAt;
    private Question? seen;
    private Question? answered;
    private Answers answers = new();
    private MixPart? part;
    private CancellationTokenSource? working;
    private Task work = Task.CompletedTask;

    /// <summary>Raised when there is something new to say.</summary>
    public event Action? Answered;

    /// <summary>What is known of a take as its master stands; what was said of other values is not said any more.</summary>
    public MasterState AddTo(MasterState master, Take? open)
    {
        lock (gate)
        {
            if (open is null || answers.Question is not { } question || question.Take.Number != open.Number)
                return master;
            return master with
            {
                Advice = AreSame(question.Values, master.Values) && question.IsAlbum == master.IsAlbum ? answers.Advice : [],
                Mix = master is { IsKnown: true, Certificate: null } ? answers.Reading : null,
            };
        }
    }

    /// <summary>Does its command; null for any other.</summary>
    public CommandReply? TryRoute(RecorderCommand command)
    {
        if (command is not LookAtMaster)
            return null;
        lock (gate)
            (isAsked, askedAt) = (true, time.GetTimestamp());
        return CommandReply.Done;
    }

    /// <summary>Looks whether there is something to measure; called several times a second, and at once when recording begins.</summary>
    public void Round()
    {
        var now = snapshot();
        lock (gate)
        {
            if (!isAsked || time.GetElapsedTime(askedAt) > Lease || SnapshotFold.IsRecording(now.Transport) || shelf.Open is not { RateHz: > 0 } take)
            {
                Cancel();
                return;
            }
            var question = QuestionOf(take, now.Master);
            // A knob that still turns is waited for.
            if (seen is null || !seen.IsSame(question))
            {
                seen = question;
                Cancel();
                return;
            }
            if (answered?.IsSame(question) == true || working is not null || now.Job is { Phase: JobPhase.Running or JobPhase.Paused })
                return;
            Begin(question);
        }
    }

    /// <summary>Returns when nothing is measured any more.</summary>
    public void Wait() => work.Wait();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            Cancel();
        work.Wait();
    }

    private Question QuestionOf(Take take, MasterState master)
    {
        var mix = mixOf(take);
        return new Question(take, mix.Current, mix.Master, master.IsAlbum, master is { IsKnown: true, Certificate: null });
    }

    private void Begin(Question question)
    {
        var source = working = new CancellationTokenSource();
        if (answers.Question?.IsSameMix(question) != true)
            (answers, part) = (new Answers(), null);
        work = Task.Factory.StartNew(() => Work(question, source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Work(Question question, CancellationTokenSource source)
    {
        Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        try
        {
            using var audio = TakeAudio.Open(question.Take, isWhole: true);
            var known = part ?? MixPart.Render(audio, question.Take.Range, question.Settings, source.Token);
            var advice = TranslationCheck.Advise(known, question.Values, question.IsAlbum, source.Token);
            Tell(source, answers with { Question = question, Advice = advice }, known);
            if (question.WantsReading && answers.Reading is null && question.Take.Seconds <= LongestMeasuredSeconds)
                Tell(source, answers with { Reading = Measure(question, source.Token) }, known);
        }
        catch (Exception trouble) when (trouble is RecorderException or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            // A take that cannot be read says why when it is played or mixed; nothing is advised for it.
        }
        finally
        {
            lock (gate)
            {
                if (!source.IsCancellationRequested)
                    answered = question;
                if (working == source)
                    working = null;
            }
            source.Dispose();
        }
    }

    private void Tell(CancellationTokenSource source, Answers said, MixPart known)
    {
        lock (gate)
        {
            source.Token.ThrowIfCancellationRequested();
            (answers, part) = (said, known);
        }
        Answered?.Invoke();
    }

    private static MixReading Measure(Question question, CancellationToken cancel)
    {
        using var audio = TakeAudio.Open(question.Take);
        var meter = new ProgrammeMeter(2, audio.RateHz);
        MixRenderer.Render(audio, question.Settings, meter.Process, cancel: cancel);
        var reading = meter.Complete();
        return new MixReading(Known(reading.IntegratedLufs), Known(reading.LoudnessRangeLu), Known(reading.TruePeakDbtp));

        static double? Known(double value) => double.IsFinite(value) ? value : null;
    }

    private void Cancel()
    {
        working?.Cancel();
        working = null;
    }

    private static bool AreSame(in MasterValues one, in MasterValues other)
    {
        for (var i = 0; i < MasterParameters.Count; i++)
        {
            if (one[(MasterParameter)i] != other[(MasterParameter)i])
                return false;
        }
        return true;
    }

    private sealed record Answers
    {
        public Question? Question { get; init; }
        public ImmutableArray<PlaybackAdvice> Advice { get; init; } = [];
        public MixReading? Reading { get; init; }
    }

    private sealed class Question(Take take, Scene scene, MasterValues values, bool isAlbum, bool wantsReading)
    {
        private readonly Scene scene = scene;
        private readonly string tracks = string.Create(CultureInfo.InvariantCulture, $"{take.Number} {take.Range} {take.Layers.Length} {string.Join(' ', take.Tracks.SelectMany(track => track.Layers))}");

        public Take Take { get; } = take;
        public MasterValues Values { get; } = values;
        public bool IsAlbum { get; } = isAlbum;
        public bool WantsReading { get; } = wantsReading;
        public MixSettings Settings => MixSettings.Of(scene);

        public bool IsSameMix(Question other) => tracks == other.tracks && ReferenceEquals(scene, other.scene);

        public bool IsSame(Question other) =>
            IsSameMix(other) && AreSame(Values, other.Values) && (IsAlbum, WantsReading) == (other.IsAlbum, other.WantsReading);
    }
}
