using Recorder.Dsp.Metering;

namespace Recorder.Dsp.Mixing;

/// <summary>What one strip measured in the last block.</summary>
/// <param name="Level">After the fader, before the pan.</param>
/// <param name="CompressorReductionDb">The compressor's largest reduction in decibels, 0 or more.</param>
/// <param name="GateReductionDb">The gate's largest reduction in decibels, 0 or more.</param>
public readonly record struct StripMeter(BlockLevel Level, float CompressorReductionDb, float GateReductionDb);
