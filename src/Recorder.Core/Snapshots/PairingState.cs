namespace Recorder.Core.Snapshots;

/// <summary>Letting another browser in.</summary>
public sealed record PairingState
{
    /// <summary>Six digits to type on the page that asks; empty while nobody is let in.</summary>
    public string Code { get; init; } = "";

    /// <summary>Browsers that may come in.</summary>
    public int Browsers { get; init; }
}
