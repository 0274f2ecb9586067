namespace Recorder.Engine.Overdub;

/// <summary>A stretch of a take that is played without a break.</summary>
/// <param name="Index">Counts up with every break.</param>
/// <param name="TakeNumber">The take; 0 before anything was played.</param>
/// <param name="OutputFrame">The output's frame that is the first of it.</param>
/// <param name="TakeFrame">The take's frame that is.</param>
/// <param name="Frames">Frames so far.</param>
/// <param name="ClockOffset">Position of the interface at which an output frame is heard, less that frame.</param>
/// <param name="Readings">Readings that went into it.</param>
internal readonly record struct PlayRun(
    long Index, int TakeNumber, long OutputFrame, long TakeFrame, long Frames, double ClockOffset, int Readings)
{
    /// <summary>The take's frame behind the last that was played.</summary>
    public long EndFrame => TakeFrame + Frames;

    /// <summary>The position of the interface at which the sound of someone who plays along to a frame of the take comes in.</summary>
    /// <param name="takeFrame">The take's frame.</param>
    /// <param name="roundTripFrames">What output and interface do not tell of their latency.</param>
    public long PositionFor(long takeFrame, int roundTripFrames) =>
        takeFrame - TakeFrame + OutputFrame + (long)Math.Round(ClockOffset) + roundTripFrames;

    /// <summary>The other way round.</summary>
    public long TakeFrameAt(long position, int roundTripFrames) => TakeFrame + position - PositionFor(TakeFrame, roundTripFrames);
}

/// <summary>
/// Which frame of which take went to the output when, and how the output's clock lies beside the interface's. The monitor
/// thread writes, the control side reads, nothing locks or allocates.
/// </summary>
/// <remarks>
/// The two clocks are compared where sound is heard and taken, by the devices' own readings; each reading is as true as the
/// driver's clock is fine, so all of a run count together, at last the newest some hundred.
/// </remarks>
internal sealed class PlayTrail
{
    private const int MostReadings = 256;

    // Ten milliseconds at 48 kHz; drivers look at their clocks every few.
    private const int LargestJitterFrames = 480;

    private int version;
    private PlayRun run;
    private PlayRun before;
    private bool isBroken = true;
    private long lostBefore;

    /// <summary>Frames given to the output so far.</summary>
    public long OutputFrames { get; private set; }

    /// <summary>Monitor thread: so many frames from a take's frame on are in the coming period, from one of its frames on.</summary>
    public void Play(int takeNumber, long takeFrame, int offsetFrames, int frames)
    {
        if (frames == 0)
        {
            isBroken = true;
            return;
        }
        var goesOn = !isBroken && takeNumber == run.TakeNumber && takeFrame == run.EndFrame && OutputFrames + offsetFrames == run.OutputFrame + run.Frames;
        if (!goesOn)
            before = run;
        Write(goesOn
            ? run with { Frames = run.Frames + frames }
            : new PlayRun(run.Index + 1, takeNumber, OutputFrames + offsetFrames, takeFrame, frames, 0, 0));
        isBroken = false;
    }

    /// <summary>Monitor thread: the period was given to the output.</summary>
    public void EndPeriod(int frames) => OutputFrames += frames;

    /// <summary>Monitor thread: what comes does not follow what was played: the output stumbled.</summary>
    public void Break() => isBroken = true;

    /// <summary>Monitor thread: an output frame was heard when the interface was at a position.</summary>
    /// <param name="position">The position.</param>
    /// <param name="outputFrame">The output's frame.</param>
    /// <param name="lostFrames">Frames lost by then; a loss whose length was estimated moves all positions behind it a little.</param>
    public void Compare(double position, long outputFrame, long lostFrames)
    {
        if (run.Frames == 0 || isBroken)
            return;
        // Another output took over, or a clock was set: what comes does not belong to what was played so far.
        if (lostFrames == lostBefore && run.Readings > 0 && Math.Abs(position - outputFrame - run.ClockOffset) > LargestJitterFrames)
        {
            isBroken = true;
            return;
        }
        var readings = lostFrames == lostBefore ? Math.Min(run.Readings + 1, MostReadings) : 1;
        lostBefore = lostFrames;
        Write(run with { ClockOffset = run.ClockOffset + (position - outputFrame - run.ClockOffset) / readings, Readings = readings });
    }

    /// <summary>Monitor thread: whether the newest run has come to its end.</summary>
    public bool IsBroken => isBroken;

    /// <summary>Monitor thread: the newest run.</summary>
    public PlayRun Newest => run;

    /// <summary>Monitor thread: the take's frame behind the last of a run, the newest or the one before.</summary>
    public long EndOf(long index) => index == run.Index ? run.EndFrame : before.EndFrame;

    /// <summary>Any thread: the newest run; false before one was heard, or while it is being written too often to be read.</summary>
    public bool TryRead(out PlayRun newest)
    {
        for (var tries = 0; tries < 8; tries++)
        {
            var seen = Volatile.Read(ref version);
            Interlocked.MemoryBarrier();
            newest = run;
            Interlocked.MemoryBarrier();
            if ((seen & 1) == 0 && seen == Volatile.Read(ref version))
                return newest is { Frames: > 0, Readings: > 0 };
        }
        newest = default;
        return false;
    }

    private void Write(PlayRun value)
    {
        Volatile.Write(ref version, version + 1);
        Interlocked.MemoryBarrier();
        run = value;
        Interlocked.MemoryBarrier();
        Volatile.Write(ref version, version + 1);
    }
}
