using System.Collections.Immutable;
using Recorder.Core.Parameters;

namespace Recorder.Core.Snapshots;

/// <summary>What the transport does.</summary>
public enum TransportState
{
    /// <summary>Listening: nothing recorded, nothing played.</summary>
    Idle,

    /// <summary>REC was pressed; the first audio is not on disk yet.</summary>
    Starting,

    Recording,

    /// <summary>STOP was held; the last audio is being stored.</summary>
    Ending,

    Playing,
    Paused,

    /// <summary>The open take plays and a layer of it is recorded.</summary>
    Overdubbing,
}

/// <summary>The whole recorder at one moment; immutable, read by panel, page, MIDI, command line and tests.</summary>
public sealed record RecorderSnapshot
{
    /// <summary>Grows with each new snapshot.</summary>
    public long Revision { get; init; }

    public TransportState Transport { get; init; }
    public EngineHealth Engine { get; init; } = new();
    public InterfaceState Interface { get; init; } = new();

    /// <summary>The take being recorded, or the one that just ended while its end is told; null otherwise.</summary>
    public RunningTake? Running { get; init; }

    /// <summary>The take that PLAY, MIX and MASTER mean; null when there is none.</summary>
    public OpenTakeState? Open { get; init; }

    /// <summary>Punching in.</summary>
    public OverdubState Overdub { get; init; } = new();

    public ImmutableArray<InputState> Inputs { get; init; } = [];
    public MixState Mix { get; init; } = new();

    /// <summary>What is compared, and which side is heard; null when nothing is.</summary>
    public CompareState? Compare { get; init; }

    /// <summary>How what plays is heard, other than it is.</summary>
    public ListeningState Listening { get; init; } = new();

    public MasterState Master { get; init; } = new();

    /// <summary>Newest first, without those in the bin.</summary>
    public ImmutableArray<TakeSummary> Takes { get; init; } = [];

    /// <summary>Takes in the bin, newest first; they come back by <see cref="Commands.RestoreTake"/>.</summary>
    public ImmutableArray<TakeSummary> Bin { get; init; } = [];

    /// <summary>The number the next take will have.</summary>
    public int NextTakeNumber { get; init; } = 1;

    /// <summary>The session's name, such as "Tuesday".</summary>
    public string SessionName { get; init; } = "";

    /// <summary>The running job, or the last one while its result is new; null when there is none.</summary>
    public JobState? Job { get; init; }

    public StorageState Storage { get; init; } = new();
    public SetUpState SetUp { get; init; } = new();
    public PairingState Pairing { get; init; } = new();

    /// <summary>The second copy of the take on the stick.</summary>
    public SecondCopyState SecondCopy { get; init; } = new();

    /// <summary>Battery charge in percent; null on mains or where no gauge is.</summary>
    public int? BatteryPercent { get; init; }

    /// <summary>Headphone level in decibels; -60 is off.</summary>
    public float PhonesDb { get; init; } = StripParameters.SilenceDb;

    /// <summary>The message over the screen, the gravest first; null when there is none.</summary>
    public Message? Message { get; init; }

    /// <summary>What the tuner hears.</summary>
    public TunerState Tuner { get; init; } = new();

    /// <summary>The click.</summary>
    public ClickState Click { get; init; } = new();

    /// <summary>The musicians' own mixes, one for each pair of outputs beyond the first; empty when the output has none.</summary>
    public ImmutableArray<CueState> Cues { get; init; } = [];

    /// <summary>What the sound check hears, or has heard.</summary>
    public SoundCheckState SoundCheck { get; init; } = new();

    /// <summary>What the card test has measured so far, or at last; null before the first.</summary>
    public CardTestState? CardTest { get; init; }

    /// <summary>MIDI control surfaces.</summary>
    public SurfacesState Surfaces { get; init; } = new();

    /// <summary>What undo would take back and redo would do again, named; null when there is nothing.</summary>
    public string? UndoName { get; init; }

    /// <inheritdoc cref="UndoName"/>
    public string? RedoName { get; init; }
}

/// <summary>How the recording engine's process is.</summary>
public sealed record EngineHealth
{
    /// <summary>False while its process is not there or does not answer.</summary>
    public bool IsConnected { get; init; }

    /// <summary>Age of the last commit to disk of the running take in milliseconds; null when nothing runs or none came yet.</summary>
    public long? LastCommitAgeMs { get; init; }

    /// <summary>Seconds of the running take that are only in memory.</summary>
    public double UnsafeSeconds { get; init; }

    /// <summary>Seconds the memory can still take before sound is lost.</summary>
    public double RingRoomSeconds { get; init; }

    /// <summary>Seconds of the past that REC can reach back to.</summary>
    public double MemorySeconds { get; init; }

    /// <summary>Grows when it begins anew with another interface.</summary>
    public int Life { get; init; }
}

/// <summary>The take under way.</summary>
public sealed record RunningTake
{
    public int Number { get; init; }
    public string Name { get; init; } = "";
    public double Seconds { get; init; }
    public int Tracks { get; init; }
    public int Markers { get; init; }

    /// <summary>Everything missing so far, in seconds.</summary>
    public double LostSeconds { get; init; }

    /// <summary>Whether sound is being lost at this moment.</summary>
    public bool IsLosing { get; init; }
}

/// <summary>The open take and its playhead.</summary>
public sealed record OpenTakeState
{
    public int Number { get; init; }
    public string Name { get; init; } = "";
    public double LengthSeconds { get; init; }

    /// <summary>Frames per second, to name a place in it.</summary>
    public int RateHz { get; init; }

    public double PlayheadSeconds { get; init; }
    public ImmutableArray<double> MarkerSeconds { get; init; } = [];

    /// <summary>Where its songs begin; empty when it is one.</summary>
    public ImmutableArray<double> SongSeconds { get; init; } = [];

    /// <summary>Its tracks with their layers.</summary>
    public ImmutableArray<TrackLayers> Layers { get; init; } = [];

    /// <summary>A name for each marker; empty ones have none.</summary>
    public ImmutableArray<string> MarkerNames { get; init; } = [];

    /// <summary>Where what is heard, mixed and mastered begins; the recording stays whole.</summary>
    public double StartSeconds { get; init; }

    /// <summary>Where it ends; null is the take's end.</summary>
    public double? EndSeconds { get; init; }

    /// <summary>Where the loop begins and ends; null while playing goes straight on.</summary>
    public LoopState? Loop { get; init; }

    /// <summary>Where an overdub writes; null while it may everywhere.</summary>
    public LoopState? Punch { get; init; }

    /// <summary>What it looks like; null while unknown.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TakePeaks? Peaks { get; init; }
}

/// <summary>A stretch of a take that is played again and again.</summary>
public sealed record LoopState(double InSeconds, double OutSeconds);

/// <summary>The mix of the open take, or of the inputs while nothing is open.</summary>
public sealed record MixState
{
    public string SceneName { get; init; } = "Scene 1";

    /// <summary>Changed since the scene was stored or made.</summary>
    public bool IsEdited { get; init; }

    public ImmutableArray<string> SceneNames { get; init; } = [];
    public ImmutableArray<StripState> Strips { get; init; } = [];
    public BusValues Bus { get; init; } = BusParameters.Defaults();

    /// <summary>The groups that strips can belong to.</summary>
    public ImmutableArray<GroupState> Groups { get; init; } = [];

    /// <summary>How far what is heard has gone towards another scene; null once anything else was moved.</summary>
    public MorphState? Morph { get; init; }

    /// <summary>Peak of the stereo bus, linear.</summary>
    public float LeftPeak { get; init; }

    /// <inheritdoc cref="LeftPeak"/>
    public float RightPeak { get; init; }

    /// <summary>What the last quick mix did, one sentence a move.</summary>
    public ImmutableArray<QuickMixMove> QuickMixMoves { get; init; } = [];
}

/// <summary>One move of a quick mix.</summary>
/// <param name="Track">The track's name.</param>
/// <param name="Sentence">What was done and why.</param>
public sealed record QuickMixMove(string Track, string Sentence)
{
    /// <summary>The strip that was moved, from 0; -1 for effects and bus.</summary>
    public int Strip { get; init; } = -1;

    /// <summary>The values that were moved; empty where nothing was.</summary>
    public ImmutableArray<QuickMixValue> Values { get; init; } = [];

    /// <summary>Whether the scene that is heard stands where it did before the move, apart from what a hand has set.</summary>
    public bool IsDropped { get; init; }
}

/// <summary>A value that a quick mix moved.</summary>
/// <param name="Key">Its declaration's key.</param>
/// <param name="Before">Where it stood.</param>
/// <param name="After">Where it was put.</param>
public readonly record struct QuickMixValue(string Key, float Before, float After);

/// <summary>What is heard lies between two scenes.</summary>
/// <param name="To">The scene it goes towards.</param>
/// <param name="Percent">0 to 100.</param>
public sealed record MorphState(string To, float Percent);

/// <summary>A group of strips, whose level, mute and solo go for all of them.</summary>
public sealed record GroupState(string Name)
{
    public GroupValues Values { get; init; } = GroupParameters.Defaults();
}

/// <summary>One strip of the mix; levels are linear and after the fader.</summary>
public sealed record StripState
{
    public string Name { get; init; } = "";
    public StripValues Values { get; init; } = StripParameters.Defaults();
    public float Peak { get; init; }
    public float Rms { get; init; }

    /// <summary>The group it belongs to, from 0; null for none.</summary>
    public int? Group { get; init; }

    /// <summary>How far the compressor turns down now, in decibels, zero or below.</summary>
    public float GainReductionDb { get; init; }
}

/// <summary>A row of the TAKES screen.</summary>
public sealed record TakeSummary
{
    public int Number { get; init; }
    public string Name { get; init; } = "";

    /// <summary>The wall clock's belief about the start; for people, never for order or names.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public double Seconds { get; init; }
    public int Tracks { get; init; }
    public bool IsStarred { get; init; }

    /// <summary>Everything missing in it, in seconds.</summary>
    public double LostSeconds { get; init; }

    /// <summary>The furthest it has come: "", "quick mix", "master", "approved" (a master), "gap 0.34 s".</summary>
    public string Note { get; init; } = "";
}

/// <summary>Disk and stick.</summary>
public sealed record StorageState
{
    /// <summary>Recording time left at this format; null while unknown.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>The stick's name; null when none is in.</summary>
    public string? StickLabel { get; init; }

    public long StickFreeBytes { get; init; }

    /// <summary>What could be exported now.</summary>
    public ImmutableArray<ExportOffer> Offers { get; init; } = [];
}

/// <summary>A line of the EXPORT screen.</summary>
public sealed record ExportOffer(Commands.ExportChoice Choice, string Label, string Formats, long Bytes, bool Fits);

/// <summary>How grave a message is.</summary>
public enum MessageKind
{
    /// <summary>Told once, outlined.</summary>
    News,

    Warning,

    /// <summary>Inverse, until a person has seen it; its cause may still be true.</summary>
    Alarm,
}

/// <summary>Three lines of at most 40 characters: what happened, what is safe, what to do.</summary>
public sealed record Message(MessageKind Kind, string Happened, string Safe, string Do)
{
    /// <summary>MAIN was pressed.</summary>
    public bool IsSeen { get; init; }

    /// <summary>The cause is still there.</summary>
    public bool IsStillTrue { get; init; }
}
