using System.Collections.Immutable;

namespace Recorder.Core.Snapshots;

/// <summary>The audio interface.</summary>
public sealed record InterfaceState
{
    public bool IsPresent { get; init; }
    public string Name { get; init; } = "";

    /// <summary>What names, pairs and gains of this interface are kept under; stays the same when its card number changes.</summary>
    public string Key { get; init; } = "";

    public int RateHz { get; init; }
    public Units.SampleFormat Format { get; init; } = Units.SampleFormat.S24;
    public int Channels { get; init; }

    /// <summary>How much faster than nominal it runs, in parts per million of the machine's clock; null before that is known.</summary>
    public double? DriftPpm { get; init; }

    /// <summary>The rate it really runs at when that is another than it was opened with; null otherwise.</summary>
    public int? RunsAtHz { get; init; }

    /// <summary>How often the output had nothing to play.</summary>
    public int PlaybackUnderruns { get; init; }

    /// <summary>The output that is heard; "" while there is none.</summary>
    public string OutputName { get; init; } = "";

    /// <summary>What its headphone level is kept under; "" while there is none.</summary>
    public string OutputKey { get; init; } = "";

    /// <summary>Its stereo pairs; further ones than the first are for the musicians' own mixes.</summary>
    public int OutputPairs { get; init; } = 1;

    /// <summary>Another number for each output that is heard one after the other.</summary>
    public int OutputLife { get; init; }

    /// <summary>All interfaces that are there, this one among them, for <see cref="Commands.ChooseInterface"/>.</summary>
    public ImmutableArray<InterfaceOffer> Present { get; init; } = [];

    /// <summary>How much faster than nominal the output runs; null before that is known, or where it has no clock of its own.</summary>
    public double? OutputDriftPpm { get; init; }

    /// <summary>Where it takes its clock from; null where its card does not say.</summary>
    public Ports.ClockControls? Clock { get; init; }

    /// <summary>How often listening changed its place, crossfaded, because inputs and output had drifted apart.</summary>
    public int MonitorSlips { get; init; }
}

/// <summary>An interface that could be chosen.</summary>
/// <param name="Key">What it is chosen by.</param>
/// <param name="Name">The interface as a person calls it.</param>
/// <param name="Inputs">Its inputs; 0 while they are not known.</param>
/// <param name="IsChosen">Whether a person has chosen it; without a choice the recorder takes the best that is there.</param>
public sealed record InterfaceOffer(string Key, string Name, int Inputs, bool IsChosen);

/// <summary>One input; levels are linear, 1.0 = full scale.</summary>
public sealed record InputState
{
    public string Name { get; init; } = "";
    public bool IsArmed { get; init; } = true;

    /// <summary>Recorded when somebody punches in.</summary>
    public bool IsForOverdub { get; init; }

    public float Peak { get; init; }
    public float Rms { get; init; }

    /// <summary>The highest peak of the last 1.5 s.</summary>
    public float Hold { get; init; }

    /// <summary>Clipped since clips were cleared.</summary>
    public bool HasClipped { get; init; }

    /// <summary>Its own gain, pad and 48 V on the interface; null each where the interface has no such thing to set.</summary>
    public Ports.InputControls Controls { get; init; }

    /// <summary>Whether it is half of a stereo pair: inputs 2n-1 and 2n, left and right.</summary>
    public bool IsPaired { get; init; }

    public SetUp.MicrophoneType Microphone { get; init; }
}
