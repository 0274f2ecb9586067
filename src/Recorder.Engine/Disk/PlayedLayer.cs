namespace Recorder.Engine.Disk;

/// <summary>Another layer of a track than the one that is heard, read along with its take.</summary>
/// <param name="Input">The track's input, from 0.</param>
/// <param name="Layer">The layer; 0 is the original.</param>
internal readonly record struct PlayedLayer(int Input, int Layer);
