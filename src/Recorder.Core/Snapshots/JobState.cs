namespace Recorder.Core.Snapshots;

/// <summary>What a job does.</summary>
public enum JobKind
{
    QuickMix,
    Master,
    Export,
    CardTest,
    Stems,
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
