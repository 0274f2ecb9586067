namespace Recorder.Core.Ports;

/// <summary>What is wrong with a drive that is in.</summary>
public enum DriveTrouble
{
    None,

    /// <summary>It takes no writes: its switch, or a file system that was found damaged.</summary>
    ReadOnly,

    /// <summary>There is no file system on it.</summary>
    NotFormatted,

    /// <summary>Its file system is none that this machine mounts.</summary>
    UnknownFileSystem,
}

/// <summary>A stick that may be put in and pulled out at any time.</summary>
public interface IRemovableDrive
{
    /// <summary>The stick's name as a person reads it; null when none is in.</summary>
    string? Label { get; }

    /// <summary>The folder it is mounted at; null when none is in.</summary>
    string? Folder { get; }

    /// <summary>Room on it in bytes; 0 when none is in.</summary>
    long FreeBytes { get; }

    /// <summary>What keeps a drive that is in from being written to; it is never changed without being asked.</summary>
    DriveTrouble Trouble => DriveTrouble.None;

    /// <summary>Writes everything back and lets go, so that it may be pulled.</summary>
    void Eject();
}
