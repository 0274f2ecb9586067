namespace Recorder.Session.Layers;

/// <summary>Which layer someone wants to hear of a track.</summary>
/// <param name="Input">The track's input, from 0.</param>
/// <param name="Layer">The layer; 0 is what the take itself recorded.</param>
/// <param name="Among">The newest layer there was then: one recorded later was wanted later.</param>
public readonly record struct LayerChoice(int Input, int Layer, int Among);
