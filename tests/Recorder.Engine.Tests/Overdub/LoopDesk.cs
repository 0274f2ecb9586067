using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Session.Layers;

namespace Recorder.Engine.Tests.Overdub;

/// <summary>How sound goes round in a <see cref="LoopDesk"/>; all in frames.</summary>
/// <param name="OutputBuffer">Between a frame that is written and its being heard; the output tells it.</param>
/// <param name="RoundTrip">Between its being heard and its coming in; nobody tells it.</param>
/// <param name="HeldBack">Frames that have come in and that the driver hands over only later, which it tells.</param>
/// <param name="OutputStartsLater">The interface has counted so many when the output begins.</param>
internal readonly record struct Loop(int OutputBuffer = 720, int RoundTrip = 0, int HeldBack = 0, int OutputStartsLater = 0);

/// <summary>
/// An engine on a virtual clock whose output goes back into its second input through a loop of known length; the first
/// input is a noise that never repeats. T1 lies in the store: the first input alone, two seconds of it.
/// </summary>
internal sealed class LoopDesk : IDisposable
{
    public const int TakeFrames = 2 * TestInterface.RateHz;
    public const int Input = 1;
    public static readonly TimeSpan Period = TimeSpan.FromSeconds((double)TestInterface.PeriodFrames / TestInterface.RateHz);

    private readonly LoopOutput output;

    public LoopDesk(IRecordingStore store, Loop loop = default, int measuredRoundTrip = 0, double memorySeconds = 10)
    {
        if (loop == default)
            loop = new Loop(OutputBuffer: 720);
        Store = store;
        output = new LoopOutput(loop, Time);
        Interface = new LoopInterface(loop, output, Time);
        Engine = new RecorderEngine(
            new EngineSettings
            {
                MemorySeconds = memorySeconds, ArmedInputs = [0], RoundTripFrames = measuredRoundTrip,
                PublishSnapshot = (in EngineSnapshot snapshot) => Last = snapshot,
            },
            Interface, store, Time, output);
        Interface.Start();
        Run(0.1);
        if (loop.OutputStartsLater > 0)
            Time.Advance(TimeSpan.FromTicks(loop.OutputStartsLater * TimeSpan.TicksPerSecond / TestInterface.RateHz));
        output.Start();
        Engine.StartTake();
        Run((double)TakeFrames / TestInterface.RateHz);
        Engine.EndTake();
        Run(1);
        Assert.Equal(TakeFrames, TakeCheck.Journal(store, 1).Stop!.Value.Frames);
        // What comes in by the loop must not go out again.
        Engine.Monitor!.SetPhones(0);
        Engine.Monitor.SetStrip(1, StripParameter.Mute, 1);
        Run(0.1);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));

    public IRecordingStore Store { get; }

    public LoopInterface Interface { get; }

    public RecorderEngine Engine { get; }

    public EngineSnapshot Last { get; private set; }

    /// <summary>While true nothing is read ahead.</summary>
    public bool IsReaderStalled { get; set; }

    /// <summary>What was given to the output.</summary>
    public ReadOnlySpan<float> Heard => output.Left;

    public void Run(double seconds)
    {
        for (var end = Time.GetUtcNow() + TimeSpan.FromSeconds(seconds); Time.GetUtcNow() < end;)
            Step();
    }

    public void Step()
    {
        Time.Advance(Period);
        Engine.Capture.Step();
        Engine.Disk.Step();
        Engine.Commits.Step();
        while (!IsReaderStalled && Engine.Monitor!.Slot.Fill())
        {
        }
        if (output.IsStarted)
            Engine.Monitor!.Loop.Step();
        Engine.Composer.Publish();
    }

    /// <summary>Plays T1 from a frame on.</summary>
    public void Play(long fromFrame = 0)
    {
        Engine.Monitor!.Locate(fromFrame);
        Assert.True(Engine.Monitor.Play(1).Accepted);
    }

    /// <summary>Lets time pass until everything is stored.</summary>
    public void Settle()
    {
        for (var i = 0; Engine.IsBusy && i < 4000; i++)
            Step();
        Assert.False(Engine.IsBusy);
    }

    /// <summary>A layer of T1 that must be finished.</summary>
    public Layer Layer(int number) => Assert.Single(StoredLayers.Read(Store, 1), layer => layer.Number == number);

    /// <summary>A track of a layer of T1.</summary>
    public float[] LayerSamples(int number, int track = 0)
    {
        var start = Layer(number).Journal.Start!;
        return Floats(TakeCheck.ReadWords(Store, start.PathOf(start.Tracks[track].FileName), SampleFormat.F32));
    }

    /// <summary>The track of T1.</summary>
    public float[] TakeSamples()
    {
        var start = TakeCheck.Journal(Store, 1).Start!;
        return Floats(TakeCheck.ReadWords(Store, start.PathOf(start.Tracks[0].FileName), SampleFormat.F32));
    }

    /// <summary>
    /// What is left of a layer of the looped input when the take it was played along to is taken off at the layer's own place, as a
    /// share of its energy; moved by frames, it must be a lot.
    /// </summary>
    public double Residue(int number, int movedFrames = 0)
    {
        var (layer, samples, take) = (Layer(number), LayerSamples(number), TakeSamples());
        double product = 0, energy = 0, all = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var original = At(take, layer.StartFrame + i + movedFrames);
            (product, energy, all) = (product + samples[i] * original, energy + original * original, all + samples[i] * samples[i]);
        }
        Assert.True(all > 1, "the loop is silent");
        var gain = product / energy;
        double left = 0;
        for (var i = 0; i < samples.Length; i++)
            left += Math.Pow(samples[i] - gain * At(take, layer.StartFrame + i + movedFrames), 2);
        return left / all;
    }

    public void Dispose() => Engine.Dispose();

    private static double At(float[] samples, long frame) => frame >= 0 && frame < samples.Length ? samples[frame] : 0;

    private static float[] Floats(int[] words) => [.. words.Select(BitConverter.Int32BitsToSingle)];
}

/// <summary>The output end of the loop.</summary>
internal sealed class LoopOutput(Loop loop, TimeProvider time) : IPlaybackDevice
{
    private readonly float[] left = new float[60 * TestInterface.RateHz];
    private long startedAt;
    private int written;

    public string Name => "Loop";

    public int RateHz => TestInterface.RateHz;

    public int PeriodFrames => TestInterface.PeriodFrames;

    public bool IsStarted { get; private set; }

    public int Underruns { get; set; }

    public ReadOnlySpan<float> Left => left.AsSpan(0, written);

    public void Start() => (startedAt, IsStarted) = (time.GetTimestamp(), true);

    public PlaybackDelay? ReadDelay() => new(written + loop.OutputBuffer - FramesAt(time.GetTimestamp()), time.GetTimestamp());

    public bool Write(ReadOnlySpan<float> leftPeriod, ReadOnlySpan<float> rightPeriod)
    {
        leftPeriod.CopyTo(left.AsSpan(written));
        written += leftPeriod.Length;
        return true;
    }

    /// <summary>What comes out of the loop at a moment.</summary>
    public float ComesBack(long ticks)
    {
        var frame = FramesAt(ticks) - loop.OutputBuffer - loop.RoundTrip;
        return IsStarted && frame >= 0 && frame < written ? left[frame] : 0;
    }

    public void Stop()
    {
    }

    public void Dispose()
    {
    }

    private long FramesAt(long ticks) => (long)Math.Round((double)(ticks - startedAt) * RateHz / time.TimestampFrequency);
}

/// <summary>The input end: the first input is <see cref="TestInterface.Word"/>, the second what comes back.</summary>
internal sealed class LoopInterface(Loop loop, LoopOutput output, TimeProvider time) : ICaptureDevice
{
    private long startedAt;
    private long position;
    private long lost;

    public string Name => "Loop interface";

    public CaptureFormat Format { get; } = new(2, TestInterface.RateHz, SampleFormat.F32, TestInterface.PeriodFrames);

    public IReadOnlyList<string> InputNames { get; } = ["Noise", "Guitar"];

    public bool IsPaced => true;

    public bool IsGone { get; set; }

    /// <summary>Loses the next frames.</summary>
    public void Lose(int frames) => lost += frames;

    public void Start() => startedAt = time.GetTimestamp();

    public CaptureResult Read(PlanarWords destination)
    {
        if (IsGone)
            return new(CaptureStatus.Gone, 0);
        var now = time.GetTimestamp();
        var come = (long)Math.Round((double)(now - startedAt) * Format.RateHz / time.TimestampFrequency);
        var due = come - loop.HeldBack;
        if (due - position < lost)
            return new(CaptureStatus.Frames, 0);
        var losing = lost;
        (position, lost) = (position + losing, 0);
        var frames = (int)Math.Clamp(due - position, 0, destination.Frames);
        for (var i = 0; i < frames; i++)
        {
            var ticks = startedAt + (long)Math.Round((double)(position + i) * time.TimestampFrequency / Format.RateHz);
            destination.Channel(0)[i] = TestInterface.Word(position + i, 0, SampleFormat.F32);
            destination.Channel(1)[i] = BitConverter.SingleToInt32Bits(output.ComesBack(ticks));
        }
        position += frames;
        return new(losing > 0 ? CaptureStatus.Overrun : CaptureStatus.Frames, frames, losing) { ReadAtTicks = now, WaitingFrames = come - position };
    }

    public void Stop()
    {
    }

    public void Dispose()
    {
    }
}
