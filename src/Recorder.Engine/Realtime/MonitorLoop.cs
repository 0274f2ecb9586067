using System.Runtime.InteropServices;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Dsp.Listening;
using Recorder.Dsp.Loudness;
using Recorder.Dsp.Mixing;
using Recorder.Dsp.PlaybackSystems;
using Recorder.Engine.Click;
using Recorder.Engine.Compare;
using Recorder.Engine.Disk;
using Recorder.Engine.Overdub;
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
    private readonly MixBanks banks;
    private readonly PlaybackPreview preview;
    private readonly StripMeters meters;
    private readonly LoudnessMeter loudness;
    private double shortTermLufs = double.NaN;
    private bool wasTake;
    private readonly int periodFrames;
    private readonly float[] inputs;
    private readonly float[] master;
    private bool hasMaster;
    private readonly float[] left;
    private readonly float[] right;
    private int underruns;
    private string? outputName;
    private int hearAs;
    private long writtenFrames;
    private float phonesGain;
    private float phonesDb = StripParameters.SilenceDb;
    private long leadFrames;

    public MonitorLoop(
        FrameRing live, CaptureFormat liveFormat, IPlaybackDevice output, TransportMachine transport, PlaySlot slot, int strips)
    {
        (this.output, this.transport, this.slot) = (output, transport, slot);
        periodFrames = output.PeriodFrames;
        this.live = new LiveTap(live, liveFormat, strips, periodFrames);
        isLiveHeard = liveFormat.RateHz == output.RateHz;
        Clock = new InterfaceClock(output.RateHz, System.Diagnostics.Stopwatch.Frequency);
        Click = new ClickTrack(output.RateHz);
        Cues = new CueMixes(strips, output.RateHz, periodFrames);
        banks = new MixBanks(strips, output.RateHz, periodFrames);
        preview = new PlaybackPreview(output.RateHz, periodFrames);
        Stage = new StagePreview(output.RateHz, periodFrames);
        meters = new StripMeters(strips, output.RateHz);
        loudness = new LoudnessMeter(2, output.RateHz);
        inputs = new float[strips * periodFrames];
        master = new float[2 * periodFrames];
        left = new float[periodFrames];
        right = new float[periodFrames];
    }

    /// <summary>The output's clock, where its driver tells of it.</summary>
    public InterfaceClock Clock { get; }

    /// <summary>The mixes under the knobs.</summary>
    public MixBanks Banks => banks;

    /// <summary>The musicians' own mixes, on the output's further pairs.</summary>
    public CueMixes Cues { get; }

    /// <summary>The click, which is heard and nothing else.</summary>
    public ClickTrack Click { get; }

    /// <summary>Control side: frames that are still counted in before the take that is about to play.</summary>
    public long LeadFrames
    {
        get => Volatile.Read(ref leadFrames);
        set => Volatile.Write(ref leadFrames, value);
    }

    /// <summary>One stage of the master that is heard alone of a take that plays.</summary>
    public StagePreview Stage { get; }

    /// <summary>Is told what is heard when; null when nobody wants to know.</summary>
    public OverdubDesk? Overdub { get; set; }

    /// <summary>Headphone level in decibels; at -60 it is off, where every output begins.</summary>
    public float PhonesDb
    {
        get => Volatile.Read(ref phonesDb);
        set => Volatile.Write(ref phonesDb, Math.Clamp(value, StripParameters.SilenceDb, BusParameter.BusFaderDb.Spec().Maximum));
    }

    /// <summary>As on which system a take that plays is heard.</summary>
    public PlaybackSystem HearAs
    {
        get => (PlaybackSystem)Volatile.Read(ref hearAs);
        set => Volatile.Write(ref hearAs, (int)value);
    }

    /// <summary>One period; false when the output is gone.</summary>
    public bool Step()
    {
        banks.Apply();
        var source = slot.Use();
        var isLive = false;
        var isTake = source is not null && transport.IsPlaying;
        hasMaster = false;
        var state = transport.State;
        banks.Other.Track = -1;
        if (isTake)
            ReadTake(source!);
        else if (state == TransportState.Paused || !isLiveHeard)
            Array.Clear(inputs);
        else
            isLive = true;
        if (isLive)
            ReadLive(state);
        else
            RestLive();
        banks.Process(inputs, periodFrames, hasMaster ? master : default, left, right);
        meters.Update(banks.Heard, periodFrames);
        MeasureLoudness(isTake);
        var cues = Cues.Make(output.Pairs, inputs, banks.Heard, Click);
        // Before what is late: a beat stays on its frame of the take.
        Click.AddTo(left, right);
        Preview(isTake);
        ApplyPhones();
        var isThere = output.Write(left, right, in cues);
        LookAtClock();
        Overdub?.Settle(output, periodFrames);
        return isThere;
    }

    /// <summary>What the snapshot shows of it.</summary>
    public void CopyTo(ref EngineSnapshot snapshot)
    {
        meters.CopyTo(ref snapshot);
        slot.CopyTo(ref snapshot);
        snapshot.PhonesDb = PhonesDb;
        snapshot.ShortTermLufs = Volatile.Read(ref shortTermLufs);
        snapshot.OutputPairs = output.Pairs;
        snapshot.PlaybackUnderruns = output.Underruns;
        snapshot.OutputDriftPpm = Clock.DriftPpm;
        snapshot.MonitorSlips = live.Slips;
        if (Click.Recorded.TryRead(out var take, out var barOneFrame, out var tempoBpm, out var grid))
        {
            (snapshot.GridTakeNumber, snapshot.GridBarOneFrame, snapshot.GridTempoBpm) = (take, barOneFrame, tempoBpm);
            (snapshot.GridBeatsPerBar, snapshot.GridCountInBars) = (grid.BeatsPerBar, grid.CountInBars);
        }
    }

    private void ReadLive(TransportState state)
    {
        live.Read(inputs);
        Click.Live(state, Overdub?.NextPosition ?? 0, periodFrames);
    }

    private void RestLive()
    {
        live.Rest();
        Click.Rest();
    }

    // Clicks alone, before the take's own bars begin to pass.
    private int CountIn(PlaySource source)
    {
        var lead = Volatile.Read(ref leadFrames);
        if (lead == 0)
            return 0;
        var frames = (int)Math.Min(lead, periodFrames);
        Click.Play(source.Number, source.PlayheadFrames - lead, 0, frames, isCountIn: true);
        // Who has set it anew meanwhile, means what comes.
        Interlocked.CompareExchange(ref leadFrames, lead - frames, lead);
        Array.Clear(inputs);
        Array.Clear(master);
        return frames;
    }

    private void ReadTake(PlaySource source)
    {
        var first = CountIn(source);
        var wanted = first + (int)Math.Min(periodFrames - first, source.RemainingFrames);
        var done = first;
        // Read in one go or not at all: a disk that is late makes a pause, not a stutter.
        if (source.Ring.WrittenFrames - source.NextFrame >= wanted - first)
        {
            while (done < wanted)
            {
                var takeFrame = source.PlayheadFrames;
                var block = source.Ring.Read(source.NextFrame, (int)Math.Min(wanted - done, source.StraightFrames));
                Fill(block, source.Tracks, source.Format, done);
                if (source.HasMaster)
                    FillMaster(block, source.Tracks, done);
                if (source.OtherTrack >= 0)
                    SampleConversion.WordsToFloats(source.Format, block.Channel(source.OtherChannel), banks.Other.Samples.AsSpan(done, block.Frames));
                Overdub?.Trail.Play(source.Number, takeFrame, done, block.Frames);
                Click.Play(source.Number, takeFrame, done, block.Frames);
                done += block.Frames;
                source.Consume(block.Frames);
            }
        }
        if (done == first)
            Overdub?.Trail.Play(source.Number, source.PlayheadFrames, 0, 0);
        hasMaster = source.HasMaster;
        banks.Other.Track = source.OtherTrack;
        banks.Other.Samples.AsSpan(0, first).Clear();
        banks.Other.Samples.AsSpan(done).Clear();
        master.AsSpan(done, periodFrames - done).Clear();
        master.AsSpan(periodFrames + done).Clear();
        Silence(source.Tracks, done);
        if (source.RemainingFrames == 0)
            slot.End(source);
    }

    // Of the song, without the click and as in the studio; it begins anew with each time that it plays.
    private void MeasureLoudness(bool isTake)
    {
        if (isTake)
            loudness.Process(left, right);
        else if (wasTake)
            loudness.Reset();
        wasTake = isTake;
        Volatile.Write(ref shortTermLufs, loudness.ShortTermLufs);
    }

    // A microphone must not come late, and who plays along hears what the layer is laid over.
    private void Preview(bool isTake)
    {
        if (!isTake)
        {
            Stage.Reset();
            preview.Reset();
            return;
        }
        var isAsItIs = transport.State == TransportState.Overdubbing;
        Stage.Process(left, right, isAsItIs);
        preview.Process(isAsItIs ? PlaybackSystem.Studio : HearAs, left, right);
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

    // Left, then right; behind the tracks they lie as floats.
    private void FillMaster(PlanarWords block, int tracks, int offsetFrames)
    {
        for (var side = 0; side < 2; side++)
            MemoryMarshal.Cast<int, float>(block.Channel(tracks + side)).CopyTo(master.AsSpan(side * periodFrames + offsetFrames));
    }

    private void Fill(PlanarWords block, int channels, SampleFormat format, int offsetFrames)
    {
        for (var i = 0; i < Math.Min(channels, banks.Heard.Channels); i++)
            SampleConversion.WordsToFloats(format, block.Channel(i), inputs.AsSpan(i * periodFrames + offsetFrames, block.Frames));
    }

    // What no channel has filled of this period.
    private void Silence(int channels, int doneFrames)
    {
        for (var i = 0; i < banks.Heard.Channels; i++)
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
