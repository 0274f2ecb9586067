using System.Runtime.Intrinsics;
using Recorder.Core.Parameters;
using Recorder.Dsp.Dynamics;
using Recorder.Dsp.Filters;
using Recorder.Dsp.Kernels;
using Recorder.Dsp.Metering;

namespace Recorder.Dsp.Mixing;

/// <summary>
/// Four channel strips at once, one per lane, behind their <see cref="ChannelDelay"/>s: trim, polarity, high-pass, gate, equalizer, compressor, mute and solo, fader, pan, sends.
/// </summary>
/// <param name="rateHz">Frames per second.</param>
/// <param name="chunkFrames">The largest number of frames of one call.</param>
internal sealed class StripLanes(int rateHz, int chunkFrames)
{
    private readonly FilterLanes highPass = new(1);
    private readonly FilterLanes equalizer = new(StripFilters.Sections - 1);
    private readonly GateLanes gate = new(rateHz);
    private readonly CompressorLanes compressor = new(rateHz);
    private readonly Vector128<float>[] lanes = new Vector128<float>[chunkFrames];
    private readonly Vector128<float>[] panned = new Vector128<float>[chunkFrames];
    private GainGlide trim = new(Vector128<float>.One);
    private GainGlide fader, left, right, reverbLeft, reverbRight, delayLeft, delayRight;
    private Vector128<float> peak, squares;
    private int glideFramesLeft;

    /// <summary>Sets one strip; it is heard after <see cref="Glide"/>.</summary>
    /// <param name="lane">0 to 3.</param>
    /// <param name="values">What the strip is set to.</param>
    /// <param name="isHeard">False when its mute or another strip's solo silences it.</param>
    public void Set(int lane, in StripValues values, bool isHeard)
    {
        var polarity = values.IsOn(StripParameter.PolarityInverted) ? -1 : 1;
        trim.Set(lane, polarity * MathF.Pow(10, values[StripParameter.TrimDb] / 20));
        highPass.Set(0, lane, StripFilters.Section(values, 0, rateHz));
        for (var section = 1; section < StripFilters.Sections; section++)
            equalizer.Set(section - 1, lane, StripFilters.Section(values, section, rateHz));
        gate.Set(lane, GateSettings.Of(values));
        compressor.Set(lane, CompressorSettings.Of(values));
        fader.Set(lane, isHeard ? FaderGain.FromDb(values[StripParameter.FaderDb]) : 0);
        var (sine, cosine) = MathF.SinCos((values[StripParameter.Pan] + 1) * (MathF.PI / 4));
        var reverb = FaderGain.FromDb(values[StripParameter.ReverbSendDb]);
        var delay = FaderGain.FromDb(values[StripParameter.DelaySendDb]);
        left.Set(lane, cosine);
        right.Set(lane, sine);
        reverbLeft.Set(lane, reverb * cosine);
        reverbRight.Set(lane, reverb * sine);
        delayLeft.Set(lane, delay * cosine);
        delayRight.Set(lane, delay * sine);
    }

    /// <summary>Lets everything move to what was set, over so many frames; 0 is at once.</summary>
    public void Glide(int frames)
    {
        glideFramesLeft = frames;
        trim.Glide(frames);
        highPass.Glide(frames);
        equalizer.Glide(frames);
        fader.Glide(frames);
        left.Glide(frames);
        right.Glide(frames);
        reverbLeft.Glide(frames);
        reverbRight.Glide(frames);
        delayLeft.Glide(frames);
        delayRight.Glide(frames);
    }

    /// <summary>
    /// Gathers a stretch of channels into lanes, runs them through the strips and feeds the effects; false when nothing sounds,
    /// and then <see cref="AddToBus"/> and <see cref="CopyStem"/> have nothing to do.
    /// </summary>
    /// <param name="inputs">At most four channels, the first frames of each to be used.</param>
    /// <param name="frames">How many frames.</param>
    /// <param name="buses">Where the effects' inputs are added.</param>
    public bool Process(in FourChannels inputs, int frames, MixBuses buses)
    {
        if (fader.IsSilent)
        {
            Rest();
            return false;
        }
        var span = lanes.AsSpan(0, frames);
        var sounds = Lanes.Gather(inputs, span);
        if (!sounds && glideFramesLeft == 0 && highPass.IsAtRest && equalizer.IsAtRest)
        {
            gate.Process(span);
            compressor.Process(span);
            return false;
        }
        Shape(span);
        fader.Multiply(span, span);
        Measure(span);
        FeedEffects(span, buses);
        glideFramesLeft = Math.Max(glideFramesLeft - frames, 0);
        return true;
    }

    /// <summary>Adds what <see cref="Process"/> made to the stereo bus.</summary>
    public void AddToBus(int frames, MixBuses buses)
    {
        left.AddTo(lanes.AsSpan(0, frames), buses.Left);
        right.AddTo(lanes.AsSpan(0, frames), buses.Right);
    }

    /// <summary>Writes one strip's own share of what <see cref="AddToBus"/> is about to add.</summary>
    public void CopyStem(int lane, int frames, Span<float> stemLeft, Span<float> stemRight)
    {
        // Copies, because a glide moves on when it is used, and the bus comes after.
        var (leftCopy, rightCopy) = (left, right);
        leftCopy.Multiply(lanes.AsSpan(0, frames), panned);
        Lanes.Scatter(panned.AsSpan(0, frames), lane, stemLeft);
        rightCopy.Multiply(lanes.AsSpan(0, frames), panned);
        Lanes.Scatter(panned.AsSpan(0, frames), lane, stemRight);
    }

    /// <summary>What one strip measured since the last call.</summary>
    public StripMeter TakeMeter(int lane)
    {
        var meter = new StripMeter(new BlockLevel(peak[lane], squares[lane]), compressor.TakeReductionDb(lane), gate.TakeReductionDb(lane));
        peak = peak.WithElement(lane, 0);
        squares = squares.WithElement(lane, 0);
        return meter;
    }

    // What is passed over while silent must not sound when the strip comes back.
    private void Rest()
    {
        highPass.Reset();
        equalizer.Reset();
    }

    private void Shape(Span<Vector128<float>> span)
    {
        if (!trim.IsUnity)
            trim.Multiply(span, span);
        if (highPass.IsActive)
            highPass.Process(span);
        if (gate.IsActive)
            gate.Process(span);
        if (equalizer.IsActive)
            equalizer.Process(span);
        if (compressor.IsActive)
            compressor.Process(span);
    }

    private void FeedEffects(ReadOnlySpan<Vector128<float>> span, MixBuses buses)
    {
        if (!(reverbLeft.IsSilent && reverbRight.IsSilent))
        {
            reverbLeft.AddTo(span, buses.ReverbLeft);
            reverbRight.AddTo(span, buses.ReverbRight);
            buses.ReverbIsFed = true;
        }
        if (!(delayLeft.IsSilent && delayRight.IsSilent))
        {
            delayLeft.AddTo(span, buses.DelayLeft);
            delayRight.AddTo(span, buses.DelayRight);
            buses.DelayIsFed = true;
        }
    }

    private void Measure(ReadOnlySpan<Vector128<float>> frames)
    {
        var (largest, sum) = (peak, squares);
        foreach (var frame in frames)
        {
            largest = Vector128.MaxNative(largest, Vector128.Abs(frame));
            sum = Vector128.MultiplyAddEstimate(frame, frame, sum);
        }
        (peak, squares) = (largest, sum);
    }
}
