using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Dsp.Mixing;
using Recorder.Engine.Disk;
using Recorder.Media.Samples;

namespace Recorder.Engine.Realtime;

/// <summary>
/// What is heard: the live inputs, or the open take while it plays, through the mix to the output. It reads the same ring as
/// the recording and holds nothing of it; whatever stumbles here costs no recorded frame.
/// </summary>
internal sealed class MonitorLoop
{
    private readonly LiveTap live;
    private readonly bool isLiveHeard;
    private readonly IPlaybackDevice output;
    private readonly TransportMachine transport;
    private readonly PlaySlot slot;
    private readonly MixChanges changes;
    private readonly Mixer mixer;
    private readonly StripMeters meters;
    private readonly int periodFrames;
    private readonly float[] inputs;
    private readonly float[] left;
    private readonly float[] right;
    private int underruns;
    private string? outputName;
    private long writtenFrames;
    private float phonesGain;
    private float phonesDb = StripParameters.SilenceDb;

    public MonitorLoop(
        FrameRing live, CaptureFormat liveFormat, IPlaybackDevice output, TransportMachine transport, PlaySlot slot, MixChanges changes, int strips)
    {
        (this.output, this.transport, this.slot, this.changes) = (output, transport, slot, changes);
        periodFrames = output.PeriodFrames;
        this.live = new LiveTap(live, liveFormat, strips, periodFrames);
        isLiveHeard = liveFormat.RateHz == output.RateHz;
        Clock = new InterfaceClock(output.RateHz, System.Diagnostics.Stopwatch.Frequency);
        mixer = new Mixer(strips, output.RateHz, periodFrames);
        meters = new StripMeters(strips, output.RateHz);
        inputs = new float[strips * periodFrames];
        left = new float[periodFrames];
        right = new float[periodFrames];
    }

    /// <summary>The output's clock, where its driver tells of it.</summary>
    public InterfaceClock Clock { get; }

    /// <summary>Headphone level in decibels; at -60 it is off, where every output begins.</summary>
    public float PhonesDb
    {
        get => Volatile.Read(ref phonesDb);
        set => Volatile.Write(ref phonesDb, Math.Clamp(value, StripParameters.SilenceDb, BusParameter.BusFaderDb.Spec().Maximum));
    }

    /// <summary>One period; false when the output is gone.</summary>
    public bool Step()
    {
        changes.Apply(mixer);
        var source = slot.Use();
        var isLive = false;
        if (source is not null && transport.State == TransportState.Playing)
            ReadTake(source);
        else if (transport.State == TransportState.Paused || !isLiveHeard)
            Array.Clear(inputs);
        else
            isLive = true;
        if (isLive)
            live.Read(inputs);
        else
            live.Rest();
        mixer.Process(inputs, periodFrames, periodFrames, left, right);
        meters.Update(mixer, periodFrames);
        ApplyPhones();
        var isThere = output.Write(left, right);
        LookAtClock();
        return isThere;
    }

    /// <summary>What the snapshot shows of it.</summary>
    public void CopyTo(ref EngineSnapshot snapshot)
    {
        meters.CopyTo(ref snapshot);
        slot.CopyTo(ref snapshot);
        snapshot.PhonesDb = PhonesDb;
        snapshot.PlaybackUnderruns = output.Underruns;
        snapshot.OutputDriftPpm = Clock.DriftPpm;
        snapshot.MonitorSlips = live.Slips;
    }

    private void ReadTake(PlaySource source)
    {
        var wanted = (int)Math.Min(periodFrames, source.LengthFrames - source.PlayheadFrames);
        var done = 0;
        // Read in one go or not at all: a disk that is late makes a pause, not a stutter.
        if (source.Ring.WrittenFrames - source.NextFrame >= wanted)
        {
            while (done < wanted)
            {
                var block = source.Ring.Read(source.NextFrame, wanted - done);
                Fill(block, source.Format, done);
                done += block.Frames;
                source.Consume(block.Frames);
            }
        }
        Silence(source.Ring.Channels, done);
        if (source.PlayheadFrames == source.LengthFrames)
            slot.End(source);
    }

    private void LookAtClock()
    {
        if (output.Underruns != underruns || !ReferenceEquals(output.Name, outputName))
        {
            (underruns, outputName) = (output.Underruns, output.Name);
            Clock.BreakOff();
        }
        writtenFrames += periodFrames;
        if (output.ReadDelay() is { } delay)
            Clock.Add(writtenFrames - delay.WaitingFrames, delay.ReadAtTicks);
    }

    private void Fill(PlanarWords block, SampleFormat format, int offsetFrames)
    {
        for (var i = 0; i < Math.Min(block.Channels, mixer.Channels); i++)
            SampleConversion.WordsToFloats(format, block.Channel(i), inputs.AsSpan(i * periodFrames + offsetFrames, block.Frames));
    }

    // What no channel has filled of this period.
    private void Silence(int channels, int doneFrames)
    {
        for (var i = 0; i < mixer.Channels; i++)
        {
            var from = i < channels ? doneFrames : 0;
            inputs.AsSpan(i * periodFrames + from, periodFrames - from).Clear();
        }
    }

    private void ApplyPhones()
    {
        var target = FaderGain.FromDb(PhonesDb);
        var step = (target - phonesGain) / periodFrames;
        for (var i = 0; i < periodFrames; i++)
        {
            phonesGain += step;
            left[i] *= phonesGain;
            right[i] *= phonesGain;
        }
        phonesGain = target;
    }
}
