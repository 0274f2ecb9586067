using Recorder.Core.Parameters;
using Recorder.Dsp.Effects;
using Recorder.Dsp.Kernels;
using Recorder.Dsp.Metering;

namespace Recorder.Dsp.Mixing;

/// <summary>
/// The mix: a strip per channel, reverb and delay behind two post-fader sends, a stereo bus. The engine runs it live, the studio
/// offline; the same blocks give the same bits, and other block lengths the same sound within rounding.
/// </summary>
/// <remarks>
/// Strips run four at a time, one per lane of a vector, in chunks that stay in the nearest cache. Silent groups, flat bands and
/// idle effects are passed over. Nothing is allocated after construction. One thread at a time may call it.
/// </remarks>
public sealed class Mixer
{
    /// <summary>Stems of a mix beyond those of its channels: the reverb's and the delay's.</summary>
    public const int EffectStems = 2;

    private const int ChunkFrames = 64;
    private const double GlideSeconds = 0.015;

    private readonly int glideFrames;
    private readonly StripValues[] strips;
    private readonly bool[] isChanged;
    private readonly StripMeter[] meters;
    private readonly StripLanes[] groups;
    private readonly ChannelDelay[] delays;
    private readonly MixBuses buses = new(ChunkFrames);
    private readonly FdnReverb reverb;
    private readonly StereoDelay delay;
    private readonly EffectReturn reverbReturn;
    private readonly EffectReturn delayReturn;
    private readonly float[] busGains = new float[ChunkFrames];
    private ChannelGlide busFader;
    private BusValues bus = BusParameters.Defaults();
    private bool isBusChanged = true;
    private bool areStripsChanged = true;
    private bool isSoloed;
    private bool hasStarted;

    /// <summary>A mix of channels at their defaults.</summary>
    /// <param name="channels">How many strips, 1 or more.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="maxBlockFrames">The largest block <see cref="Process"/> is given.</param>
    public Mixer(int channels, int rateHz, int maxBlockFrames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBlockFrames, 1);
        (Channels, RateHz, MaxBlockFrames) = (channels, rateHz, maxBlockFrames);
        glideFrames = (int)(GlideSeconds * rateHz);
        strips = [.. Enumerable.Repeat(StripParameters.Defaults(), channels)];
        isChanged = [.. Enumerable.Repeat(true, channels)];
        meters = new StripMeter[channels];
        groups = [.. Enumerable.Range(0, (channels + Lanes.Count - 1) / Lanes.Count).Select(_ => new StripLanes(rateHz, ChunkFrames))];
        delays = [.. Enumerable.Range(0, channels).Select(_ => new ChannelDelay(DelayFrames(StripParameter.DelayMs.Spec().Maximum), ChunkFrames))];
        reverb = new FdnReverb(rateHz, BusParameter.ReverbPreDelayMs.Spec().Maximum);
        delay = new StereoDelay(rateHz, BusParameter.DelayTimeMs.Spec().Maximum);
        reverbReturn = new EffectReturn(reverb, ChunkFrames);
        delayReturn = new EffectReturn(delay, ChunkFrames);
    }

    /// <summary>How many strips there are.</summary>
    public int Channels { get; }

    /// <summary>Frames per second.</summary>
    public int RateHz { get; }

    /// <summary>The largest block <see cref="Process"/> is given.</summary>
    public int MaxBlockFrames { get; }

    /// <summary>What each strip measured in the last block.</summary>
    public ReadOnlySpan<StripMeter> Strips => meters;

    /// <summary>The left of the stereo bus in the last block, after its fader.</summary>
    public BlockLevel BusLeft { get; private set; }

    /// <summary>The right of the stereo bus in the last block, after its fader.</summary>
    public BlockLevel BusRight { get; private set; }

    /// <summary>What a strip is set to.</summary>
    public ref readonly StripValues ValuesOf(int channel) => ref strips[channel];

    /// <summary>Sets a strip from the next block on: at once before the first block, later gliding over 15 ms.</summary>
    public void SetStrip(int channel, in StripValues values)
    {
        strips[channel] = values;
        isChanged[channel] = areStripsChanged = true;
    }

    /// <summary>Sets effects and bus from the next block on: at once before the first block, later gliding.</summary>
    public void SetBus(in BusValues values)
    {
        bus = values;
        isBusChanged = true;
    }

    /// <summary>Mixes a block.</summary>
    /// <param name="inputs">Channel after channel; channel c begins at c x <paramref name="strideFrames"/>. ±1.0 is full scale.</param>
    /// <param name="strideFrames">From one channel's first sample to the next one's.</param>
    /// <param name="frames">Frames to mix, at most <see cref="MaxBlockFrames"/>.</param>
    /// <param name="left">Receives the mix, at least so many frames; may exceed ±1.0.</param>
    /// <param name="right">As <paramref name="left"/>.</param>
    /// <param name="stems">
    /// When not empty, receives what each strip, then the reverb, then the delay put into the mix: left and right of stem s at
    /// 2s x stride and (2s + 1) x stride. The stems add up to the mix.
    /// </param>
    public void Process(
        ReadOnlySpan<float> inputs, int strideFrames, int frames, Span<float> left, Span<float> right, Span<float> stems = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, MaxBlockFrames);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, strideFrames);
        ApplyChanges();
        for (var start = 0; start < frames; start += ChunkFrames)
        {
            var count = Math.Min(ChunkFrames, frames - start);
            var chunkStems = stems.IsEmpty ? default : new StemChunk(stems, strideFrames, start, count);
            MixChunk(new InputChunk(inputs, strideFrames, start, count), left.Slice(start, count), right.Slice(start, count), chunkStems);
        }
        for (var channel = 0; channel < Channels; channel++)
            meters[channel] = groups[channel / Lanes.Count].TakeMeter(channel % Lanes.Count);
        BusLeft = LevelKernels.PeakAndSumOfSquares(left[..frames]);
        BusRight = LevelKernels.PeakAndSumOfSquares(right[..frames]);
    }

    private void MixChunk(in InputChunk inputs, Span<float> left, Span<float> right, in StemChunk stems)
    {
        buses.Clear(inputs.Frames);
        stems.Clear();
        for (var group = 0; group < groups.Length; group++)
        {
            var first = group * Lanes.Count;
            var strip = groups[group];
            if (!strip.Process(inputs.Four(first, delays), inputs.Frames, buses))
                continue;
            for (var channel = first; !stems.IsEmpty && channel < Math.Min(first + Lanes.Count, Channels); channel++)
                strip.CopyStem(channel - first, inputs.Frames, stems.Left(channel), stems.Right(channel));
            strip.AddToBus(inputs.Frames, buses);
        }
        Lanes.Sum(buses.Left.AsSpan(0, inputs.Frames), left);
        Lanes.Sum(buses.Right.AsSpan(0, inputs.Frames), right);
        reverbReturn.Process(buses.ReverbIsFed, buses.ReverbLeft, buses.ReverbRight, left, right);
        delayReturn.Process(buses.DelayIsFed, buses.DelayLeft, buses.DelayRight, left, right);
        stems.Add(Channels, reverbReturn);
        stems.Add(Channels + 1, delayReturn);
        ApplyBusFader(left, right, stems);
    }

    private void ApplyBusFader(Span<float> left, Span<float> right, in StemChunk stems)
    {
        if (busFader.IsUnity)
            return;
        var gains = busGains.AsSpan(0, left.Length);
        busFader.Fill(gains);
        for (var i = 0; i < gains.Length; i++)
        {
            left[i] *= gains[i];
            right[i] *= gains[i];
        }
        stems.Multiply(gains);
    }

    private void ApplyChanges()
    {
        var glide = hasStarted ? glideFrames : 0;
        if (areStripsChanged)
            ApplyStrips(glide);
        if (isBusChanged)
            ApplyBus(glide);
        areStripsChanged = isBusChanged = false;
        hasStarted = true;
    }

    private void ApplyStrips(int glide)
    {
        var wasSoloed = isSoloed;
        isSoloed = false;
        foreach (ref readonly var strip in strips.AsSpan())
            isSoloed |= strip.IsOn(StripParameter.Solo);
        for (var group = 0; group < groups.Length; group++)
        {
            var isGroupChanged = false;
            for (var channel = group * Lanes.Count; channel < Math.Min((group + 1) * Lanes.Count, Channels); channel++)
            {
                if (!isChanged[channel] && isSoloed == wasSoloed)
                    continue;
                ref readonly var values = ref strips[channel];
                var isHeard = !values.IsOn(StripParameter.Mute) && (!isSoloed || values.IsOn(StripParameter.Solo));
                groups[group].Set(channel % Lanes.Count, values, isHeard);
                delays[channel].Set(DelayFrames(values[StripParameter.DelayMs]), glide);
                isChanged[channel] = false;
                isGroupChanged = true;
            }
            if (isGroupChanged)
                groups[group].Glide(glide);
        }
    }

    private int DelayFrames(float milliseconds) => (int)Math.Round(milliseconds / 1000.0 * RateHz);

    private void ApplyBus(int glide)
    {
        reverb.Set(bus[BusParameter.ReverbDecaySeconds], bus[BusParameter.ReverbPreDelayMs], bus[BusParameter.ReverbDampingHz]);
        delay.Set(bus[BusParameter.DelayTimeMs], bus[BusParameter.DelayFeedbackPercent] / 100, bus[BusParameter.DelayDampingHz]);
        reverbReturn.Glide(bus.IsOn(BusParameter.ReverbMute) ? 0 : FaderGain.FromDb(bus[BusParameter.ReverbReturnDb]), glide);
        delayReturn.Glide(bus.IsOn(BusParameter.DelayMute) ? 0 : FaderGain.FromDb(bus[BusParameter.DelayReturnDb]), glide);
        busFader.Glide(FaderGain.FromDb(bus[BusParameter.BusFaderDb]), glide);
    }
}
