using System.Runtime.Intrinsics;
using Recorder.Core.Parameters;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// The sound of a master: tone, four-band compression, width with mono bass, warmth. What it makes goes on to a
/// <see cref="TruePeakLimiter"/>. One channel is treated alone; width then has no meaning. Thresholds suppose that the input
/// gain brings the programme to <see cref="NominalLufs"/>.
/// </summary>
public sealed class MasterChain
{
    /// <summary>The programme loudness the chain is voiced for.</summary>
    public const double NominalLufs = MultibandCompressor.NominalLufs;

    private const int LargestBlock = MultibandCompressor.LargestBlock;

    private readonly int channels;
    private double inputGain;
    private readonly MasterTone tone;
    private readonly MultibandCompressor compressor;
    private readonly StereoWidth width;
    private readonly Warmth[] warmth;
    private readonly Vector128<double>[] frames = new Vector128<double>[LargestBlock];

    /// <summary>A chain for 1 or 2 channels at a sample rate in Hz.</summary>
    public MasterChain(int channels, int rateHz, in MasterValues values, double inputGainDb = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is 1 or 2, true, nameof(channels));
        this.channels = channels;
        inputGain = Math.Pow(10, inputGainDb / 20);
        tone = new(rateHz, values);
        compressor = new(rateHz, values[MasterParameter.CompressionPercent]);
        width = new(
            rateHz, values[MasterParameter.WidthPercent], values[MasterParameter.MonoBassHz],
            MasterParameter.MonoBassHz.Spec().Minimum, LargestBlock);
        var amount = values[MasterParameter.Warmth];
        warmth = [.. Enumerable.Range(0, channels).Select(_ => new Warmth(rateHz, amount, LargestBlock))];
    }

    /// <summary>Begins anew with other values; allocates nothing.</summary>
    public void Set(in MasterValues values, double inputGainDb = 0)
    {
        inputGain = Math.Pow(10, inputGainDb / 20);
        tone.Set(values);
        compressor.Set(values[MasterParameter.CompressionPercent]);
        width.Set(values[MasterParameter.WidthPercent], values[MasterParameter.MonoBassHz], MasterParameter.MonoBassHz.Spec().Minimum);
        foreach (var channel in warmth)
            channel.Set(values[MasterParameter.Warmth]);
        Reset();
    }

    /// <summary>By how many frames the output lies behind the input.</summary>
    public int LatencyFrames => warmth[0].IsOn ? Warmth.DelayFrames : 0;

    /// <summary>How much one of the four bands, from low to high, is being turned down, in dB, 0 or more.</summary>
    public float CompressionDb(int band) => compressor.ReductionDb(band);

    /// <summary>Shapes in place; the second span is not looked at when there is one channel. Not finite becomes silent.</summary>
    public void Process(Span<float> left, Span<float> right)
    {
        while (!left.IsEmpty)
        {
            var count = Math.Min(left.Length, LargestBlock);
            if (channels == 1)
                ProcessMono(left[..count]);
            else
                ProcessStereo(left[..count], right[..count]);
            left = left[count..];
            right = channels == 1 ? right : right[count..];
        }
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        tone.Reset();
        compressor.Reset();
        width.Reset();
        foreach (var channel in warmth)
            channel.Reset();
    }

    private void ProcessMono(Span<float> samples)
    {
        var block = frames.AsSpan(0, samples.Length);
        StereoFrames.Gather(samples, samples, inputGain, block);
        tone.Process(block);
        compressor.Process(block);
        StereoFrames.Scatter(block, samples, samples);
        warmth[0].Process(samples);
    }

    private void ProcessStereo(Span<float> left, Span<float> right)
    {
        var block = frames.AsSpan(0, left.Length);
        StereoFrames.Gather(left, right, inputGain, block);
        tone.Process(block);
        compressor.Process(block);
        width.Process(block);
        StereoFrames.Scatter(block, left, right);
        warmth[0].Process(left);
        warmth[1].Process(right);
    }
}
