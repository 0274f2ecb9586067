using Recorder.Core.Snapshots;
using Recorder.Dsp.Metering;
using Recorder.Dsp.Mixing;

namespace Recorder.Engine.Realtime;

/// <summary>How the meters of strips and bus move; the monitor thread measures, the capture thread reads.</summary>
internal sealed class StripMeters(int channels, int rateHz)
{
    private readonly MeterBallistics[] strips = new MeterBallistics[channels];
    private readonly float[] reductionsDb = new float[channels];
    private MeterBallistics left;
    private MeterBallistics right;

    /// <summary>Takes in what the mixer measured in a block.</summary>
    public void Update(Mixer mixer, int frames)
    {
        for (var i = 0; i < strips.Length; i++)
        {
            var meter = mixer.Strips[i];
            strips[i].Update(meter.Level, frames, rateHz);
            reductionsDb[i] = meter.CompressorReductionDb;
        }
        left.Update(mixer.BusLeft, frames, rateHz);
        right.Update(mixer.BusRight, frames, rateHz);
    }

    /// <summary>The levels as they are shown.</summary>
    public void CopyTo(ref EngineSnapshot snapshot)
    {
        for (var i = 0; i < strips.Length; i++)
        {
            snapshot.Strips[i].Peak = strips[i].Peak;
            snapshot.Strips[i].Rms = strips[i].Rms;
            snapshot.Strips[i].GainReductionDb = reductionsDb[i];
        }
        snapshot.LeftPeak = left.Peak;
        snapshot.RightPeak = right.Peak;
    }
}
