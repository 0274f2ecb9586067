namespace Recorder.Engine.Disk;

/// <summary>How far a take has come on its way to the disk.</summary>
internal enum TakePhase
{
    /// <summary>Frames still come.</summary>
    Running,

    /// <summary>All its frames are written; the next commit makes them safe.</summary>
    Drained,

    /// <summary>Exact sizes and markers are written; the next commit makes them safe.</summary>
    Sized,

    /// <summary>The journal's last record is written; the next commit closes it.</summary>
    Finished,

    /// <summary>Nothing is left to do.</summary>
    Closed,
}
