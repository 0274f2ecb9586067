namespace Recorder.Core.Snapshots;

/// <summary>What the tuner hears.</summary>
public sealed record TunerState
{
    /// <summary>What A4 is tuned to.</summary>
    public double ReferenceHz { get; init; } = 440;

    /// <summary>The input that is listened to, from 0; null while nobody looks.</summary>
    public int? Input { get; init; }

    /// <summary>The nearest note: C, C#, D ... B; empty while there is no pitch.</summary>
    public string Note { get; init; } = "";

    /// <summary>Its octave; that of A4 begins at C4.</summary>
    public int Octave { get; init; }

    /// <summary>Hundredths of a semitone above the note.</summary>
    public double Cents { get; init; }

    /// <summary>Of the first partial; 0 while there is no pitch.</summary>
    public double FrequencyHz { get; init; }
}
