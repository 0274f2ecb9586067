namespace Recorder.Dsp.Pitch;

/// <summary>What one stretch of sound was found to be.</summary>
/// <param name="FrequencyHz">Of its first partial; 0 where there is no pitch.</param>
/// <param name="Clarity">How alike one period is to the next, 0 to 1.</param>
/// <param name="LevelDbfs">RMS of the stretch; a sine at full scale is -3.</param>
public readonly record struct PitchReading(double FrequencyHz, double Clarity, double LevelDbfs)
{
    /// <summary>Whether it is a tone; noise, hum and silence are none.</summary>
    public bool IsPitch => FrequencyHz > 0;
}
