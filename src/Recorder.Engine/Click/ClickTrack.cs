using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Dsp.Click;
using Recorder.Dsp.Mixing;

namespace Recorder.Engine.Click;

/// <summary>The click in what is heard: with the take that plays on that take's own grid, live on the interface's clock.</summary>
/// <remarks>
/// Design: a beat of a live grid belongs to a position of the interface, and is given to the output so much earlier as output,
/// interface and measured round trip keep a sound: what is played on the beat lies on it in the take. The grid of a take is
/// settled when it begins, by its bar 1, and kept with it; played again it needs no clocks, for the playhead is in the take.
/// Control side: sets values, says when takes begin. Monitor thread: everything else; nothing locks or allocates.
/// </remarks>
internal sealed class ClickTrack
{
    // At 240 in a minute a beat needs a quarter of a second; no period is longer than two.
    private const int MostStrokes = 16;

    private readonly int rateHz;
    private readonly ClickVoice voice;
    private readonly float[] values = [.. ClickParameters.Specs.Select(spec => spec.Default)];
    private readonly (int Offset, bool IsAccent)[] strokes = new (int, bool)[MostStrokes];
    private TakeGrid? played;
    private long startPosition;
    private bool isSequel;
    private int startedTake;

    // Monitor thread only.
    private int strokeCount;
    private int liveTake;
    private bool isRunning;
    private ClickGrid grid;
    private double tempoBpm;
    private long barOnePosition;
    private long nextBeat;

    public ClickTrack(int rateHz) => (this.rateHz, voice) = (rateHz, new ClickVoice(rateHz));

    /// <summary>The grid of the take being recorded, or the last one that had any.</summary>
    public RecordedGrid Recorded { get; } = new();

    /// <summary>Control side: the grid that takes are played with; null for none.</summary>
    public TakeGrid? Played
    {
        get => Volatile.Read(ref played);
        set => Volatile.Write(ref played, value);
    }

    /// <summary>Whether it is to be heard with takes.</summary>
    public bool IsOn => Of(ClickParameter.On) > 0;

    /// <summary>Control side: one value, clamped to its range.</summary>
    public void Set(ClickParameter parameter, float value) => Volatile.Write(ref values[(int)parameter], parameter.Spec().Clamp(value));

    /// <summary>Control side: how long a take that plays is counted in; 0 where it is not.</summary>
    public long LeadFrames(int takeNumber) => IsOn && Played is { } own && own.TakeNumber == takeNumber
        ? own.Grid.FrameOf((long)Of(ClickParameter.CountInBars) * own.Grid.BeatsPerBar)
        : 0;

    /// <summary>Control side: a take begins; its first frame is at a position of the interface.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="position">Of its first frame.</param>
    /// <param name="goesOn">Whether it was cut off another, whose bars go on in it.</param>
    public void BeginTake(int number, long position, bool goesOn)
    {
        (startPosition, isSequel) = (position, goesOn);
        Volatile.Write(ref startedTake, number);
    }

    /// <summary>Monitor thread: frames of a take lie in the coming period, from one of its frames on.</summary>
    public void Play(int takeNumber, long takeFrame, int offset, int frames, bool isCountIn = false)
    {
        if (!IsOn || Played is not { } own || own.TakeNumber != takeNumber)
            return;
        var from = takeFrame - own.BarOneFrame;
        for (var beat = own.Grid.BeatFrom(from); own.Grid.FrameOf(beat) < from + frames; beat++)
            if (isCountIn || beat >= own.Grid.FirstBeat)
                Add((int)(own.Grid.FrameOf(beat) - from) + offset, own.Grid.IsAccent(beat));
    }

    /// <summary>Monitor thread: the inputs are heard, not a take.</summary>
    /// <param name="state">What the transport does.</param>
    /// <param name="position">The interface's position at which the coming period's first frame is heard and, played to, comes in.</param>
    /// <param name="frames">Frames of the period.</param>
    public void Live(TransportState state, long position, int frames)
    {
        var isTake = state is TransportState.Starting or TransportState.Recording or TransportState.Ending;
        if (!isTake)
            ForgetTake();
        var take = isTake ? Volatile.Read(ref startedTake) : 0;
        if (take != liveTake)
            ChangeTo(take, position);
        if (!IsOn || (isTake ? take == 0 : state != TransportState.Idle || Of(ClickParameter.WhileIdle) == 0))
        {
            // A take that has begun keeps its bars, also while nobody hears them.
            isRunning &= isTake;
            return;
        }
        if (!isRunning)
            Begin(position, countsIn: false);
        else if (!isTake)
            FollowTempo();
        if (take > 0)
            Tell(take);
        Strike(position, frames);
    }

    /// <summary>Monitor thread: a take is heard, or nothing.</summary>
    public void Rest()
    {
        ForgetTake();
        (liveTake, isRunning) = (0, false);
    }

    /// <summary>Monitor thread: adds the strokes of this period to what the phones hear; then they are gone.</summary>
    public void AddTo(Span<float> left, Span<float> right)
    {
        AddTo(voice, Of(ClickParameter.LevelDb), left, right);
        strokeCount = 0;
    }

    /// <summary>Monitor thread: adds the strokes of this period by another voice, at a level of its own.</summary>
    public void AddTo(ClickVoice voice, float levelDb, Span<float> left, Span<float> right)
    {
        var done = 0;
        for (var i = 0; i < strokeCount; i++)
        {
            var (offset, isAccent) = strokes[i];
            voice.AddTo(left[done..offset], right[done..offset]);
            voice.Strike(isAccent, levelDb <= StripParameters.SilenceDb ? 0 : FaderGain.FromDb(isAccent ? levelDb : levelDb - Of(ClickParameter.AccentDb)));
            done = offset;
        }
        voice.AddTo(left[done..], right[done..]);
    }

    private float Of(ClickParameter parameter) => Volatile.Read(ref values[(int)parameter]);

    // Takes begin after the transport has moved, so the number of an older one must not stand there then.
    private void ForgetTake() => Interlocked.CompareExchange(ref startedTake, 0, liveTake);

    // To a take that was cut off another, and when one has ended, the bars go on; a new one counts in, or joins the next bar of a
    // click that runs already.
    private void ChangeTo(int take, long position)
    {
        var goesOn = take > 0 && liveTake > 0 && isSequel;
        liveTake = take;
        if (goesOn || take == 0)
            return;
        if (isRunning && Of(ClickParameter.CountInBars) == 0)
            Join(position);
        else if (IsOn)
            Begin(position, countsIn: true);
        else
            isRunning = false;
    }

    private void Join(long position)
    {
        FollowTempo();
        var beat = grid.BeatFrom(position - barOnePosition);
        var downbeat = (beat + grid.BeatsPerBar - 1) / grid.BeatsPerBar * grid.BeatsPerBar;
        (barOnePosition, nextBeat) = (barOnePosition + grid.FrameOf(downbeat), beat - downbeat);
    }

    private void Begin(long position, bool countsIn)
    {
        grid = Wanted();
        if (!countsIn)
            grid = grid with { CountInBars = 0 };
        (barOnePosition, nextBeat, isRunning) = (position + grid.CountInFrames, grid.FirstBeat, true);
    }

    private ClickGrid Wanted()
    {
        tempoBpm = Of(ClickParameter.TempoBpm);
        return ClickGrid.Of(tempoBpm, (int)Of(ClickParameter.BeatsPerBar), (int)Of(ClickParameter.CountInBars), rateHz);
    }

    // Idle the tempo may be turned: the beat just heard stays where it was.
    private void FollowTempo()
    {
        var wanted = Wanted();
        if (wanted == grid)
            return;
        var heard = barOnePosition + grid.FrameOf(nextBeat - 1);
        (barOnePosition, grid) = (heard - wanted.FrameOf(nextBeat - 1), wanted);
    }

    private void Tell(int take)
    {
        var barOneFrame = barOnePosition - startPosition;
        if (!Recorded.TryRead(out var number, out var frame, out _, out _) || number != take || frame != barOneFrame)
            Recorded.Set(take, barOneFrame, tempoBpm, grid);
    }

    private void Strike(long position, int frames)
    {
        var from = position - barOnePosition;
        // Another output, or a clock that was set: nothing is waited for that lies far ahead.
        if (grid.FrameOf(nextBeat) > from + 2 * grid.FramesPerBeat)
            nextBeat = grid.BeatFrom(from);
        for (; grid.FrameOf(nextBeat) < from + frames; nextBeat++)
        {
            // What was not heard is not made up for; a little late is the clocks' jitter.
            if (grid.FrameOf(nextBeat) >= from - frames)
                Add((int)Math.Max(0, grid.FrameOf(nextBeat) - from), grid.IsAccent(nextBeat));
        }
    }

    private void Add(int offset, bool isAccent)
    {
        if (strokeCount < MostStrokes)
            strokes[strokeCount++] = (offset, isAccent);
    }
}
