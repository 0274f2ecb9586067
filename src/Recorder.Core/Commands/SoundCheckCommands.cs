namespace Recorder.Core.Commands;

/// <summary>The sound check listens to all inputs from now on, and forgets what it heard before. It ends by itself after ten minutes.</summary>
public sealed record StartSoundCheck : RecorderCommand;

/// <summary>The sound check has heard enough; what it found stays.</summary>
public sealed record EndSoundCheck : RecorderCommand;

/// <summary>
/// Does what the sound check proposes for an input, counted from 0, or for all with null: the interface's gain, low cut and polarity
/// in the mix. While something is recorded gains stay as they are.
/// </summary>
public sealed record ApplySoundCheck(int? Input = null) : RecorderCommand;
