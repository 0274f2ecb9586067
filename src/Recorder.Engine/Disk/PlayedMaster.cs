namespace Recorder.Engine.Disk;

/// <summary>A finished master that is read along with its take.</summary>
/// <param name="Path">In the session.</param>
/// <param name="StartFrame">Frame of the take with which it begins.</param>
internal readonly record struct PlayedMaster(string Path, long StartFrame);
