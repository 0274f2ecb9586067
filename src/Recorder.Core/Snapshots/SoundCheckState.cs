using System.Collections.Immutable;

namespace Recorder.Core.Snapshots;

/// <summary>What the sound check hears, or has heard.</summary>
public sealed record SoundCheckState
{
    /// <summary>Whether it listens now.</summary>
    public bool IsListening { get; init; }

    /// <summary>How long it has listened.</summary>
    public double Seconds { get; init; }

    /// <summary>One per input; empty before the first check.</summary>
    public ImmutableArray<InputCheck> Inputs { get; init; } = [];
}

/// <summary>Whether anything came in.</summary>
public enum InputSignal
{
    /// <summary>Too little was heard to say anything, as it has only begun, or the gain was turned.</summary>
    Waiting,

    /// <summary>Nothing but zeros: nothing is plugged in, or what is is dead or muted.</summary>
    Zeros,

    /// <summary>Noise and hum, nothing that was played.</summary>
    Idle,

    /// <summary>Something was played.</summary>
    Playing,
}

/// <summary>What an engineer says of one input at the sound check. Levels are null where silence leaves nothing to say.</summary>
public sealed record InputCheck
{
    /// <summary>From 0.</summary>
    public int Input { get; init; }

    public string Name { get; init; } = "";
    public InputSignal Signal { get; init; }

    /// <summary>The highest peak between samples, after ITU-R BS.1770-5 Annex 2.</summary>
    public double? TruePeakDbtp { get; init; }

    /// <summary>The highest sample.</summary>
    public double? SamplePeakDbfs { get; init; }

    /// <summary>What is left to full scale when the band later plays with twice the pressure, as bands do; below zero it will clip.</summary>
    public double? PredictedHeadroomDb { get; init; }

    /// <summary>Samples at full scale.</summary>
    public int ClippedSamples { get; init; }

    /// <summary>RMS while nothing is played; null when there was no such moment.</summary>
    public double? NoiseFloorDbfs { get; init; }

    /// <summary>50 or 60 where the mains are heard; null where they are not.</summary>
    public int? HumHz { get; init; }

    /// <summary>RMS of the mains and its multiples.</summary>
    public double? HumDbfs { get; init; }

    /// <summary>How far the hum stands over the rest of the noise; null where the playing never paused.</summary>
    public double? HumOverNoiseDb { get; init; }

    /// <summary>The constant part of the signal.</summary>
    public double? DcDbfs { get; init; }

    /// <summary>An earlier input, from 0, that carries the very same sound; null where none does.</summary>
    public int? SameAs { get; init; }

    /// <summary>How alike the input before it is, -1 to 1: below zero one of both is upside down; null where they share no sound.</summary>
    public double? NeighbourCorrelation { get; init; }

    /// <summary>How much later than the input before it hears the same sound; null as above.</summary>
    public double? NeighbourDelayMs { get; init; }

    /// <summary>By how much the gain should be other, so that the loudest passage has 12 dB to full scale; 0 where it is right.</summary>
    public double GainChangeDb { get; init; }

    /// <summary>Where the interface's own gain would go; null where it stays, or only a hand can turn it.</summary>
    public float? GainDb { get; init; }

    /// <summary>A low cut that takes the rumble away; null where none is needed.</summary>
    public float? LowCutHz { get; init; }

    /// <summary>Where the polarity switch of its strip would go; null where it stays.</summary>
    public bool? Polarity { get; init; }

    /// <summary>The gravest things in a few words: "peak -3 dB: gain -9", "hum 50 Hz", "good".</summary>
    public string Verdict { get; init; } = "";

    /// <summary>Everything found, one sentence each, with what to do.</summary>
    public ImmutableArray<string> Sentences { get; init; } = [];

    /// <summary>What applying it does, in a few words; empty where there is nothing to apply.</summary>
    public string Proposal { get; init; } = "";
}
