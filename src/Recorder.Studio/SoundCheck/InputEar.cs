using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Dsp.Analysis;
using Recorder.Dsp.Loudness;
using Recorder.Studio.QuickMix;

namespace Recorder.Studio.SoundCheck;

/// <summary>What one input sounded like, in numbers.</summary>
/// <param name="Signal">Whether anything came in.</param>
/// <param name="Sound">What was played.</param>
/// <param name="TruePeakDbtp">Its highest peak between samples.</param>
/// <param name="SamplePeakDbfs">Its highest sample.</param>
/// <param name="ClippedSamples">Samples at full scale.</param>
/// <param name="DcDbfs">Its constant part.</param>
/// <param name="Quiet">What it sounds like while nobody plays; null where there was no such moment.</param>
/// <param name="Hum">The hum, also where playing never paused; null where none is heard.</param>
internal sealed record InputSound(
    InputSignal Signal, TrackSound Sound, double TruePeakDbtp, double SamplePeakDbfs, int ClippedSamples, double DcDbfs, HumReading? Quiet, HumReading? Hum);

/// <summary>Listens to one input during the sound check.</summary>
internal sealed class InputEar(int rateHz, SampleFormat format)
{
    private const double LeastSeconds = 0.5;

    // Noise of ten minutes peaks 15 dB above its RMS.
    private const double PeakOverNoiseDb = 18;
    private const double LoudOverNoiseDb = 8;
    private const double SilentPeakDbfs = -80;
    private const double PlayedPeakDbfs = -50;

    // As loud as this is no noise of an input that can be worked with: it is a sound that does not move.
    private const double LoudestNoiseDbfs = -45;
    private const double NoiseUnderPlayingDb = 15;
    private const double SoftNoiseDbfs = -50;

    private readonly TrackEar ear = new(rateHz);
    private readonly TruePeakMeter peaks = new(1, rateHz);
    private readonly HumMeter hum = new(rateHz);
    private double sum;
    private long frames;
    private int clipped;

    /// <summary>Takes in its next samples.</summary>
    public void Hear(ReadOnlySpan<float> samples)
    {
        ear.Hear(samples);
        peaks.Process(samples);
        hum.Add(samples);
        var fullScale = format.HighestSample();
        foreach (var sample in samples)
        {
            sum += float.IsFinite(sample) ? sample : 0;
            clipped += Math.Abs(sample) >= fullScale ? 1 : 0;
        }
        frames += samples.Length;
    }

    /// <summary>What it has sounded like so far.</summary>
    public InputSound Tell()
    {
        var sound = ear.Tell();
        var quiet = hum.Read();
        var signal = SignalOf(sound, quiet);
        var isKnown = signal == InputSignal.Idle
            || quiet is { IsSteady: true } still && (still.FloorDbfs < sound.LoudDbfs - NoiseUnderPlayingDb || still.FloorDbfs < SoftNoiseDbfs);
        return new InputSound(
            signal, sound, peaks.TruePeakDbtp, peaks.SamplePeakDbfs, clipped, 20 * Math.Log10(Math.Abs(sum / Math.Max(1, frames))),
            isKnown ? quiet : null, quiet?.MainsHz is null ? null : quiet);
    }

    private InputSignal SignalOf(TrackSound sound, HumReading? quiet)
    {
        if (frames < LeastSeconds * rateHz)
            return InputSignal.Waiting;
        if (!double.IsFinite(peaks.SamplePeakDbfs))
            return InputSignal.Zeros;
        var isPlaying = quiet is { IsSteady: true } still
            ? still.FloorDbfs > LoudestNoiseDbfs
                || (peaks.SamplePeakDbfs > SilentPeakDbfs && peaks.SamplePeakDbfs > still.FloorDbfs + PeakOverNoiseDb && sound.LoudDbfs > still.FloorDbfs + LoudOverNoiseDb)
            : peaks.SamplePeakDbfs > PlayedPeakDbfs;
        return isPlaying ? InputSignal.Playing : InputSignal.Idle;
    }
}
