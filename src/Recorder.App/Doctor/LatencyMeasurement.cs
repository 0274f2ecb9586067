using System.Diagnostics;
using Recorder.Core.Ports;
using Recorder.Dsp.Analysis;
using Recorder.Media.Samples;
using Recorder.Session.Interfaces;

namespace Recorder.App.Doctor;

/// <summary>What one playing of the probe told.</summary>
/// <param name="Latency">The result; null when the probe did not come back.</param>
/// <param name="Input">The input it came back in, from 1.</param>
/// <param name="Match">How alike what came back was, 0 to 1.</param>
/// <param name="IsDisturbed">Frames were lost or the output stumbled meanwhile: the machine was too busy, measure again.</param>
/// <param name="BeganTogether">Whether inputs and output began at the same moment.</param>
internal sealed record LatencyReading(PeriodLatency? Latency, int Input, double Match, bool IsDisturbed, bool BeganTogether);

/// <summary>Plays a sweep in an output, listens to all inputs, and finds by cross-correlation where it came back.</summary>
/// <remarks>
/// Design: all positions are the drivers' own. Each turn compares where the inputs are with where the output is, a few
/// microseconds apart, and the median of those is how the two streams lie beside each other; what is left between the frame
/// that was played and the frame in which it was heard is the interface itself, whatever waits in buffers.
/// </remarks>
internal sealed class LatencyMeasurement(ICaptureDevice inputs, IPlaybackDevice output)
{
    private const int ProbeFrames = 2048;
    private const float ProbeGain = 0.25f;
    private const double LeastMatch = 0.3;
    private const double SilenceSeconds = 0.15;
    private const double ListenSeconds = 0.9;

    private readonly CaptureFormat format = inputs.Format;
    private readonly int totalFrames = (int)(ListenSeconds * inputs.Format.RateHz);
    private readonly List<long> offsets = [];
    private readonly List<long> waiting = [];
    private long writtenFrames;
    private int heardFrames;
    private bool isDisturbed;

    /// <summary>Plays and listens once; takes about a second.</summary>
    public LatencyReading Take()
    {
        var probe = ProbeSignal.Make(ProbeFrames, format.RateHz);
        var probeAt = (long)(SilenceSeconds * format.RateHz);
        var heard = new int[format.Channels * totalFrames];
        var period = new float[output.PeriodFrames];
        var beganTogether = output.TryStartWith(inputs);
        if (!beganTogether)
        {
            inputs.Start();
            output.Start();
        }
        while (heardFrames < totalFrames && !isDisturbed)
        {
            for (var i = 0; i < period.Length; i++)
                period[i] = writtenFrames + i - probeAt is var at and >= 0 and < ProbeFrames ? ProbeGain * probe[at] : 0;
            isDisturbed |= !output.Write(period, period);
            writtenFrames += period.Length;
            Listen(heard);
            isDisturbed |= output.Underruns > 0;
        }
        if (isDisturbed)
            return new LatencyReading(null, 0, 0, true, beganTogether);
        var (input, finding) = Find(heard, probe);
        return finding.Match < LeastMatch
            ? new LatencyReading(null, input + 1, finding.Match, false, beganTogether)
            : new LatencyReading(Latency((int)(finding.Frame - probeAt - Median(offsets))), input + 1, finding.Match, false, beganTogether);
    }

    private void Listen(int[] heard)
    {
        var room = new PlanarWords(heard, totalFrames, heardFrames, totalFrames - heardFrames, format.Channels);
        var result = inputs.Read(room.Slice(0, Math.Min(room.Frames, format.PeriodFrames)));
        heardFrames += result.Frames;
        isDisturbed |= result.Status != CaptureStatus.Frames;
        if (result.Frames == 0 || result.ReadAtTicks == 0 || output.ReadDelay() is not { } delay)
            return;
        var apart = (delay.ReadAtTicks - result.ReadAtTicks) / (double)Stopwatch.Frequency * format.RateHz;
        offsets.Add((long)Math.Round(heardFrames + result.WaitingFrames + apart - (writtenFrames - delay.WaitingFrames)));
        waiting.Add(delay.WaitingFrames);
    }

    private (int Input, ProbeFinding Finding) Find(int[] heard, float[] probe)
    {
        var samples = new float[totalFrames];
        var best = (Input: 0, Finding: new ProbeFinding(0, 0));
        for (var c = 0; c < format.Channels; c++)
        {
            SampleConversion.WordsToFloats(format.Format, heard.AsSpan(c * totalFrames, totalFrames), samples);
            if (ProbeSignal.Find(samples, probe) is var finding && finding.Match > best.Finding.Match)
                best = (c, finding);
        }
        return best;
    }

    private PeriodLatency Latency(int interfaceFrames)
    {
        var outputFrames = (int)Median(waiting);
        return new PeriodLatency
        {
            PeriodFrames = output.PeriodFrames,
            InterfaceFrames = interfaceFrames,
            OutputFrames = outputFrames,
            RoundTripFrames = interfaceFrames + outputFrames + format.PeriodFrames,
        };
    }

    private static long Median(List<long> values)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values[values.Count / 2];
    }
}
