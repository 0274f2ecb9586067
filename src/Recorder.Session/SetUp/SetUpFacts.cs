using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;

namespace Recorder.Session.SetUp;

/// <summary>What people have set up on this machine, whatever session lies beside it.</summary>
/// <remarks>Settable, not init: generated readers give an init property that the file leaves out no default but null.</remarks>
public sealed record SetUpFacts
{
    /// <summary>Seconds before REC that belong to a take; null is what the machine's own settings say.</summary>
    public double? PreRollSeconds { get; set; }

    /// <summary>Whether a take begins by itself when power comes.</summary>
    public bool RecordsAtPowerOn { get; set; }

    /// <summary>Minutes after which an untouched display sleeps; 0 is never.</summary>
    public int DisplaySleepMinutes { get; set; } = 30;

    /// <summary>What A4 is tuned to.</summary>
    public double TuningReferenceHz { get; set; } = 440;

    /// <summary>The click, by the keys of its parameters; those nobody has set are at their defaults.</summary>
    public ImmutableSortedDictionary<string, float> Click { get; set; } = ImmutableSortedDictionary<string, float>.Empty;

    /// <summary>The musicians' own mixes by the key of the output they hear them at, the one on its third and fourth channel first.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<CueState>> Cues { get; set; } = ImmutableSortedDictionary<string, ImmutableArray<CueState>>.Empty;

    /// <summary>By the interface's key.</summary>
    public ImmutableSortedDictionary<string, InterfaceSetUp> Interfaces { get; set; } = ImmutableSortedDictionary<string, InterfaceSetUp>.Empty;

    /// <summary>The set-up of one interface; a fresh one when nobody has set anything there.</summary>
    public InterfaceSetUp Of(string key) => Interfaces.TryGetValue(key, out var known) ? known : new InterfaceSetUp();
}

/// <summary>What is kept for one interface.</summary>
/// <inheritdoc cref="SetUpFacts" path="/remarks"/>
public sealed record InterfaceSetUp
{
    /// <summary>Frames per second; null is the interface's own.</summary>
    public int? RateHz { get; set; }

    /// <summary>Format of new tracks as a word (s24); null is the session's or the interface's own.</summary>
    public string? Format { get; set; }

    /// <summary>Frames that are mixed and heard at once; null is what the machine's own settings say.</summary>
    public int? MonitorPeriodFrames { get; set; }

    /// <summary>Where it took its clock from last, by its card's own word; null where that cannot be chosen.</summary>
    public string? ClockSource { get; set; }

    /// <summary>From the first input; inputs behind the last one have nothing set.</summary>
    public ImmutableArray<InputSetUp> Inputs { get; set; } = [];

    /// <summary>The band stored or recalled last; empty when none was.</summary>
    public string Band { get; set; } = "";

    /// <summary>What is kept per band.</summary>
    public ImmutableArray<BandSetUp> Bands { get; set; } = [];

    /// <summary>One input; inputs count from 0.</summary>
    public InputSetUp Input(int input) => input < Inputs.Length ? Inputs[input] : new InputSetUp();

    /// <summary>A copy with one input changed.</summary>
    public InterfaceSetUp With(int input, Func<InputSetUp, InputSetUp> change)
    {
        var inputs = Inputs;
        while (inputs.Length <= input)
            inputs = inputs.Add(new InputSetUp());
        return this with { Inputs = inputs.SetItem(input, change(inputs[input])) };
    }

    /// <summary>What is kept of a band, whatever the case of its name; null when there is none of that name.</summary>
    public BandSetUp? FindBand(string name) => Bands.FirstOrDefault(band => IsNamed(band, name));

    /// <summary>A copy in which the inputs as they are now are kept under a band's name, in the place of an older one.</summary>
    public InterfaceSetUp Store(string name) => this with
    {
        Band = name,
        Bands = [.. Bands.Where(band => !IsNamed(band, name)).Append(new BandSetUp { Name = name, Inputs = Inputs }).OrderBy(band => band.Name, StringComparer.OrdinalIgnoreCase)],
    };

    /// <summary>A copy without a band; the inputs stay as they are.</summary>
    public InterfaceSetUp Forget(string name) => this with
    {
        Band = string.Equals(Band, name, StringComparison.OrdinalIgnoreCase) ? "" : Band,
        Bands = [.. Bands.Where(band => !IsNamed(band, name))],
    };

    private static bool IsNamed(BandSetUp band, string name) => string.Equals(band.Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What is kept of one input.</summary>
/// <inheritdoc cref="SetUpFacts" path="/remarks"/>
public sealed record InputSetUp
{
    /// <summary>Empty is the interface's own.</summary>
    public string Name { get; set; } = "";

    public bool IsArmed { get; set; } = true;

    /// <summary>Half of a pair: set at the left one, the odd of the two as people count.</summary>
    public bool IsPaired { get; set; }

    public MicrophoneType Microphone { get; set; }

    /// <summary>Where the interface's own gain stood last, in decibels; null where it has none to set.</summary>
    public float? GainDb { get; set; }

    /// <summary>The same of its pad.</summary>
    public bool? IsPadOn { get; set; }

    /// <summary>The same of its 48 V; kept to be told, never to be switched on by it.</summary>
    public bool? IsPhantomOn { get; set; }
}

/// <summary>Inputs kept under a band's name.</summary>
/// <inheritdoc cref="SetUpFacts" path="/remarks"/>
public sealed record BandSetUp
{
    public string Name { get; set; } = "";
    public ImmutableArray<InputSetUp> Inputs { get; set; } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SetUpFacts))]
internal sealed partial class SetUpJson : JsonSerializerContext;
