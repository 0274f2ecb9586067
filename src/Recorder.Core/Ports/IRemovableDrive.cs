namespace Recorder.Core.Ports;

/// <summary>A stick that may be put in and pulled out at any time.</summary>
public interface IRemovableDrive
{
    /// <summary>The stick's name as a person reads it; null when none is in.</summary>
    string? Label { get; }

    /// <summary>The folder it is mounted at; null when none is in.</summary>
    string? Folder { get; }

    /// <summary>Room on it in bytes; 0 when none is in.</summary>
    long FreeBytes { get; }

    /// <summary>Writes everything back and lets go, so that it may be pulled.</summary>
    void Eject();
}
