using Recorder.Dsp.Dynamics;

namespace Recorder.Dsp.PlaybackSystems;

/// <summary>How much noise each band of one channel can hide, block by block.</summary>
/// <remarks>
/// J. D. Johnston, "Transform coding of audio signals using perceptual noise criteria", 1988: the energy of each band, spread over its
/// neighbours, less 14.5 dB and one more a bark where it is a tone, 5.5 dB where it is noise; which of the two is told by spectral
/// flatness. Before an attack no more than twice what the block before could hide, as ISO/IEC 11172-3 annex D has it, for this
/// preview does not switch to short blocks.
/// </remarks>
internal sealed class CodecMasking(CodecBands bands, int size)
{
    private const float ToneDb = 14.5f;
    private const float NoiseDb = 5.5f;
    private const float FlatnessOfToneDb = -60;
    private const float LargestRise = 2;
    private const float Smallest = 1e-20f;

    private readonly float[] before = new float[size];
    private readonly float[] offsets = new float[bands.Count];
    private readonly float[] lastAllowed = new float[bands.Count];

    /// <summary>Energy of each band of the last block.</summary>
    public float[] Energies { get; } = new float[bands.Count];

    /// <summary>Noise energy each band of the last block can hide.</summary>
    public float[] Allowed { get; } = new float[bands.Count];

    /// <summary>Looks at the coefficients of one block.</summary>
    public void Look(ReadOnlySpan<float> coefficients)
    {
        for (var band = 0; band < bands.Count; band++)
            LookAt(band, coefficients);
        for (var band = 0; band < bands.Count; band++)
        {
            var spread = 0f;
            for (var other = 0; other < bands.Count; other++)
                spread += bands.Spreading[band * bands.Count + other] * Energies[other];
            var hidden = spread * offsets[band];
            // Twice what was: an attack is not heard before it comes.
            Allowed[band] = Math.Max(bands.Quiet[band], Math.Min(hidden, LargestRise * lastAllowed[band]));
            lastAllowed[band] = Math.Max(hidden, bands.Quiet[band]);
        }
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        before.AsSpan().Clear();
        lastAllowed.AsSpan().Clear();
    }

    private void LookAt(int band, ReadOnlySpan<float> coefficients)
    {
        var (energy, smooth, logs) = (0f, 0f, 0f);
        var (start, end) = (bands.Edges[band], bands.Edges[band + 1]);
        for (var i = start; i < end; i++)
        {
            var power = coefficients[i] * coefficients[i];
            energy += power;
            // A coefficient swings with the phase of what it stands for; two in a row tell more of a tone than one.
            var both = power + before[i] + Smallest;
            smooth += both;
            logs += FastLog.Log2(both);
            before[i] = power;
        }
        Energies[band] = energy;
        var flatnessDb = (logs / (end - start) - FastLog.Log2(smooth / (end - start))) * FastLog.DbPerLog2 / 2;
        var tone = Math.Clamp(flatnessDb / FlatnessOfToneDb, 0, 1);
        var offsetDb = tone * (ToneDb + (float)bands.Barks[band]) + (1 - tone) * NoiseDb;
        offsets[band] = FastLog.Exp2(-2 * offsetDb / FastLog.DbPerLog2);
    }
}
