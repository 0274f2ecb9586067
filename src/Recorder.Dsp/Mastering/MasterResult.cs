using System.Collections.Immutable;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Mastering;

/// <summary>What a limiter may do before a master counts as harmed.</summary>
/// <param name="MaxReductionDb">Reduction at the deepest moment: a drum hit bears much.</param>
/// <param name="MeanReductionDb">Reduction averaged over the whole programme: beyond the usual bound nothing breathes any more.</param>
public sealed record MasterBounds(double MaxReductionDb = 20, double MeanReductionDb = 6);

/// <summary>
/// How a master was made and what it measured, before dither; with the same source and values,
/// <see cref="MasterRenderer.Open"/> makes the same samples from it again.
/// </summary>
/// <param name="TargetMet">Whether the loudness is the target's within <see cref="MasterRenderer.ToleranceLu"/>.</param>
/// <param name="InputGainDb">Gain before the chain.</param>
/// <param name="DriveDb">Gain between chain and limiter.</param>
/// <param name="LimiterCeilingDbtp">Where the limiter was set so that the result keeps the ceiling.</param>
/// <param name="Reading">The finished programme's loudness and peaks.</param>
/// <param name="MaxReductionDb">The limiter's deepest reduction.</param>
/// <param name="MeanReductionDb">The limiter's reduction averaged over the programme.</param>
/// <param name="Iterations">How often the limiter was run to find this.</param>
/// <param name="Sentences">What a musician should know.</param>
public sealed record MasterResult(
    bool TargetMet, double InputGainDb, double DriveDb, double LimiterCeilingDbtp, ProgrammeReading Reading,
    double MaxReductionDb, double MeanReductionDb, int Iterations, ImmutableArray<string> Sentences);
