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

    public ImmutableArray<InputState> Inputs { get; init; } = [];
    public MixState Mix { get; init; } = new();
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

    /// <summary>The second copy of the take on the stick.</summary>
    public SecondCopyState SecondCopy { get; init; } = new();

    /// <summary>Battery charge in percent; null on mains or where no gauge is.</summary>
    public int? BatteryPercent { get; init; }

    /// <summary>Headphone level in decibels; -60 is off.</summary>
    public float PhonesDb { get; init; } = StripParameters.SilenceDb;

    /// <summary>The message over the screen, the gravest first; null when there is none.</summary>
    public Message? Message { get; init; }

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
}

/// <summary>One input; levels are linear, 1.0 = full scale.</summary>
public sealed record InputState
{
    public string Name { get; init; } = "";
    public bool IsArmed { get; init; } = true;
    public float Peak { get; init; }
    public float Rms { get; init; }

    /// <summary>The highest peak of the last 1.5 s.</summary>
    public float Hold { get; init; }

    /// <summary>Clipped since clips were cleared.</summary>
    public bool HasClipped { get; init; }

    /// <summary>Its own gain, pad and 48 V on the interface; null each where the interface has no such thing to set.</summary>
    public Ports.InputControls Controls { get; init; }
}

/// <summary>The mix of the open take, or of the inputs while nothing is open.</summary>
public sealed record MixState
{
    public string SceneName { get; init; } = "Scene 1";

    /// <summary>Changed since the scene was stored or made.</summary>
    public bool IsEdited { get; init; }

    public ImmutableArray<string> SceneNames { get; init; } = [];
    public ImmutableArray<StripState> Strips { get; init; } = [];
    public BusValues Bus { get; init; } = BusParameters.Defaults();

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
public sealed record QuickMixMove(string Track, string Sentence);

/// <summary>One strip of the mix; levels are linear and after the fader.</summary>
public sealed record StripState
{
    public string Name { get; init; } = "";
    public StripValues Values { get; init; } = StripParameters.Defaults();
    public float Peak { get; init; }
    public float Rms { get; init; }

    /// <summary>How far the compressor turns down now, in decibels, zero or below.</summary>
    public float GainReductionDb { get; init; }
}

/// <summary>The master of the open take.</summary>
public sealed record MasterState
{
    public MasterValues Values { get; init; } = MasterParameters.Defaults();

    /// <summary>Measured on the last version written; null before there is one.</summary>
    public Certificate? Certificate { get; init; }
}

/// <summary>What was measured on a finished file.</summary>
public sealed record Certificate
{
    public string FileName { get; init; } = "";
    public int Version { get; init; }
    public double? IntegratedLufs { get; init; }
    public double? LoudnessRangeLu { get; init; }
    public double? TruePeakDbtp { get; init; }
    public double LimiterMaxDb { get; init; }
    public double Correlation { get; init; }
    public bool Passed { get; init; }

    /// <summary>One sentence for the MASTER screen.</summary>
    public string Sentence { get; init; } = "";
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

    /// <summary>The furthest it has come: "", "quick mix", "master", "gap 0.34 s".</summary>
    public string Note { get; init; } = "";
}

/// <summary>What a job does.</summary>
public enum JobKind
{
    QuickMix,
    Master,
    Export,
}

/// <summary>How far it is.</summary>
public enum JobPhase
{
    Waiting,
    Running,
    Paused,
    Done,
    Failed,
    Cancelled,
}

/// <summary>Long work and its progress.</summary>
public sealed record JobState
{
    public JobKind Kind { get; init; }
    public JobPhase Phase { get; init; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; init; }

    public double? SecondsLeft { get; init; }

    /// <summary>What it works on, such as "Song 4" or "2 of 6".</summary>
    public string Subject { get; init; } = "";

    /// <summary>Its result or its trouble in one sentence.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>Whether a person has looked at the result (the light's slow blink ends).</summary>
    public bool IsSeen { get; init; }

    /// <summary>For an export.</summary>
    public ExportProgress? Export { get; init; }
}

/// <summary>An export's counts.</summary>
public sealed record ExportProgress
{
    public string DriveLabel { get; init; } = "";
    public int Files { get; init; }
    public int FilesDone { get; init; }
    public long TotalBytes { get; init; }
    public long CopiedBytes { get; init; }
    public long VerifiedBytes { get; init; }
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
