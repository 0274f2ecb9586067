using Recorder.Core.Parameters;

namespace Recorder.Core.Commands;

/// <summary>One value of a musician's own mix; mixes count from 0, the first being on outputs 3 and 4.</summary>
public sealed record SetCue(int Cue, CueParameter Parameter, float Value) : RecorderCommand;

/// <summary>Level of one channel in a musician's own mix in decibels; at -60 it is not heard there. Both count from 0.</summary>
public sealed record SetCueChannel(int Cue, int Channel, float LevelDb) : RecorderCommand;
